"""Pure: shares by how much they rest on, between limits that narrow as numbers grow; those outside are named."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from counterpart.engines.reporting.charts.pen import SMALL, at, framed, letters, line, path, shape, width_of
from counterpart.engines.reporting.palette import GREY, INK, RULE, TEAL, TONES
from counterpart.engines.reporting.rules.cells import Shape, Tone, number
from counterpart.engines.reporting.rules.drawings import Funnel, Spot

MOST_NAMED = 8
MARK = 12


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    most: float
    highest: float

    def x(self, n: float) -> float:
        return self.left + n / self.most * (self.right - self.left)

    def y(self, share: Decimal) -> float:
        return self.bottom - min(float(share) / self.highest, 1) * (self.bottom - self.top)


def drawn(funnel: Funnel, title: str, description: str, *, narrow: bool) -> str:
    """A dot for each, a diamond with its name for each outside the limits, the share of all as a line."""
    width, height = (288.0, 220.0) if narrow else (720.0, 320.0)
    highest = max([float(spot.share) for spot in funnel.spots] + [float(upper) for _, _, upper in funnel.limits[1:]])
    highest = highest * 1.1 or 1.0
    most = max([spot.n for spot in funnel.spots] + [1]) * 1.1
    plot = _Plot(56, width - 8, 10, height - 40, most, highest)
    parts = [
        *_axes(plot, funnel),
        *_limits(plot, funnel),
        *_spots(plot, funnel, most_named=0 if narrow else MOST_NAMED),
    ]
    return framed(title, description, parts, width=width, height=height)


def _axes(plot: _Plot, funnel: Funnel) -> Iterator[str]:
    yield line(plot.left, plot.bottom, plot.right, plot.bottom, RULE)
    for part in (0, Decimal(1) / 2, 1):
        share = Decimal(str(round(plot.highest, 6))) * part
        y = plot.y(share)
        yield line(plot.left, y, plot.right, y, RULE)
        words = number(share.quantize(Decimal("0.01")), funnel.unit).words
        yield letters(words, plot.left - 6, y + 4, size=SMALL, anchor="end", colour=GREY)
    for part in (Decimal(1) / 2, 1):
        n = int(plot.most * float(part))
        anchor = "end" if part == 1 else "middle"
        yield letters(f"{n:,}", plot.x(n), plot.bottom + 16, size=SMALL, anchor=anchor, colour=GREY)
    yield letters(funnel.of, plot.left, plot.bottom + 34, size=SMALL, colour=GREY)


def _limits(plot: _Plot, funnel: Funnel) -> Iterator[str]:
    yield line(plot.left, plot.y(funnel.mean), plot.right, plot.y(funnel.mean), TEAL, width=1.5)
    for which in (1, 2):
        places = [(plot.x(limit[0]), plot.y(Decimal(limit[which]))) for limit in funnel.limits]
        steps = [f"{'L' if place else 'M'}{at(x)} {at(y)}" for place, (x, y) in enumerate(places)]
        yield path(steps, GREY, dashes="4 3")


def _spots(plot: _Plot, funnel: Funnel, *, most_named: int) -> Iterator[str]:
    outside = sorted((spot for spot in funnel.spots if spot.is_outside), key=lambda spot: -spot.share)
    for spot in funnel.spots:
        kind, colour = (Shape.DIAMOND, TONES[Tone.BAD]) if spot.is_outside else (Shape.DOT, INK)
        yield shape(kind, colour, x=plot.x(spot.n) - MARK / 2, y=plot.y(spot.share) - MARK / 2, size=MARK)
    yield from (_name(plot, spot) for spot in outside[:most_named])


def _name(plot: _Plot, spot: Spot) -> str:
    x, y = plot.x(spot.n), plot.y(spot.share) + 4
    if x + MARK + width_of(spot.label, SMALL) > plot.right:
        return letters(spot.label, x - MARK, y, size=SMALL, anchor="end")
    return letters(spot.label, x + MARK, y, size=SMALL)
