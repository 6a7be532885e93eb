"""Pure: a series with its mean, limits and target, and its special causes as shapes."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from counterpart.engines.reporting.charts.pen import (
    SMALL,
    at,
    framed,
    letters,
    line,
    path,
    shape,
    width_of,
)
from counterpart.engines.reporting.palette import GREY, INK, RULE, TEAL, TONES
from counterpart.engines.reporting.rules.cells import Mark, number
from counterpart.engines.reporting.rules.drawings import Line, Point

GAP = 15
"""Names beside the lines stand at least so far apart."""

_ROW = 22


@dataclass(frozen=True)
class _Plot:
    """The rectangle the series is drawn in, and the values at its floor and ceiling."""

    left: float
    right: float
    top: float
    bottom: float
    lowest: float
    highest: float
    count: int

    def x(self, place: float) -> float:
        return self.left + (place + 0.5) / max(self.count, 1) * (self.right - self.left)

    def y(self, value: float) -> float:
        part = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom - part * (self.bottom - self.top)


@dataclass(frozen=True)
class _Guide:
    """A line that the series is read by: what it is called and how it is drawn."""

    name: str
    of: Callable[[Point], Decimal | None]
    colour: str
    dashes: str


_GUIDES = (
    _Guide("target", lambda point: point.target, INK, "7 3"),
    _Guide("average", lambda point: point.mean, TEAL, ""),
    _Guide("upper limit", lambda point: point.upper, GREY, "2 3"),
    _Guide("lower limit", lambda point: point.lower, GREY, "2 3"),
)


def drawn(series: Line, title: str, description: str, *, narrow: bool) -> str:
    """The points joined, broken where a value is wanting; guides stepped where they change; a shape on each special
    cause; names beside the guides, or beneath the plot where it is narrow."""
    points, width = series.points, 288.0 if narrow else 720.0
    ticks = _ticks([value for point in points for value in _values(point)])
    names = [f"{number(tick).words}" for tick in ticks]
    left = max(width_of(name, SMALL) for name in names) + 10
    guides = _last_known(points, series.unit)
    beside = 0 if narrow else max((width_of(words, SMALL) + 14 for _, _, words in guides), default=0)
    height = 200.0 if narrow else 260.0
    plot = _Plot(left, width - beside - 6, 10, height, float(ticks[0]), float(ticks[-1]), len(points))
    parts = [
        *_axis(plot, ticks, names),
        *(_steps(plot, points, guide) for guide, _, _ in guides),
        *_series(plot, points),
        *_labels(plot, points, most=3 if narrow else 8),
    ]
    below = height + 34
    if narrow:
        keys = [(_sample(guide), words) for guide, _, words in guides]
    else:
        keys = []
        parts.extend(_beside(plot, guides))
    keys += [(_shapes(mark), mark.words) for mark in _marks(points)]
    parts.extend(_keys(keys, below, width))
    return framed(title, description, parts, width=width, height=below + _ROW * _rows_of(keys, width))


def _values(point: Point) -> Iterator[Decimal]:
    for value in (point.value, point.mean, point.lower, point.upper, point.target):
        if value is not None:
            yield value


def _ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Round numbers from below the lowest value to above the highest, about five of them."""
    lowest, highest = (min(values), max(values)) if values else (Decimal(0), Decimal(1))
    span = highest - lowest or abs(highest) / 5 or Decimal(1)
    rough = span / 4
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return [(step * place).normalize() + 0 for place in range(first, max(last, first + 1) + 1)]


def _axis(plot: _Plot, ticks: Sequence[Decimal], names: Sequence[str]) -> Iterator[str]:
    for tick, name in zip(ticks, names, strict=True):
        y = plot.y(float(tick))
        yield line(plot.left, y, plot.right, y, RULE)
        yield letters(name, plot.left - 7, y + 4, size=SMALL, anchor="end", colour=GREY)


def _last_known(points: Sequence[Point], unit: str) -> list[tuple[_Guide, float, str]]:
    """Each guide that the series has, with its last value and its name in words."""
    found = []
    for guide in _GUIDES:
        known = [value for point in points if (value := guide.of(point)) is not None]
        if known:
            found.append((guide, float(known[-1]), f"{guide.name} {number(known[-1], unit).words}"))
    return found


def _steps(plot: _Plot, points: Sequence[Point], guide: _Guide) -> str:
    """A guide from the left of its first point to the right of its last, stepped where it changes."""
    steps, place = [], 0.0
    for value, alike in groupby(points, key=guide.of):
        many = sum(1 for _ in alike)
        if value is not None:
            y = at(plot.y(float(value)))
            steps.append(f"M{at(plot.x(place - 0.5))} {y}H{at(plot.x(place + many - 0.5))}")
        place += many
    return path(steps, guide.colour, dashes=guide.dashes)


def _series(plot: _Plot, points: Sequence[Point]) -> Iterator[str]:
    steps, dots, last = [], [], None
    for place, point in enumerate(points):
        if point.value is not None:
            x, y = plot.x(place), plot.y(float(point.value))
            steps.append(f"{'M' if last is None else 'L'}{at(x)} {at(y)}")
            dots.append(_dot(point.mark, x, y))
        last = point.value
    yield path(steps, INK, width=2)
    yield from dots


def _dot(mark: Mark | None, x: float, y: float) -> str:
    if mark is None:
        return f'<circle cx="{at(x)}" cy="{at(y)}" r="3.5" fill="{INK}"/>'
    halo = f'<circle cx="{at(x)}" cy="{at(y)}" r="8.5" fill="#ffffff"/>'
    return halo + shape(mark.shapes[0], TONES[mark.tone], x=x - 7, y=y - 7, size=14)


def _labels(plot: _Plot, points: Sequence[Point], *, most: int) -> Iterator[str]:
    """The names of the first and last points and of some between, evenly, as many as there is room for."""
    longest = max((width_of(point.label, SMALL) for point in points), default=1.0)
    room = max(min(most, int((plot.right - plot.left) / (longest * 1.2 + 12))), 1)
    every = max(math.ceil((len(points) - 1) / max(room - 1, 1)), 1)
    for place, point in enumerate(points):
        if (len(points) - 1 - place) % every == 0:
            x = min(plot.x(place), plot.right + 6 - width_of(point.label, SMALL) * 0.55)
            yield line(plot.x(place), plot.bottom, plot.x(place), plot.bottom + 5, GREY)
            yield letters(point.label, x, plot.bottom + 19, size=SMALL, anchor="middle", colour=GREY)


def _beside(plot: _Plot, guides: Sequence[tuple[_Guide, float, str]]) -> Iterator[str]:
    """The names of the guides at the right of the plot, each near its line and none over another."""
    below = plot.top - GAP
    for guide, value, words in sorted(guides, key=lambda known: -known[1]):
        y = max(plot.y(value), below + GAP)
        below = y
        yield letters(words, plot.right + 10, y + 4, size=SMALL, colour=guide.colour)


def _marks(points: Iterable[Point]) -> list[Mark]:
    return list(dict.fromkeys(point.mark for point in points if point.mark))


def _sample(guide: _Guide) -> Callable[[float, float], str]:
    return lambda x, y: line(x, y, x + 22, y, guide.colour, width=2, dashes=guide.dashes)


def _shapes(mark: Mark) -> Callable[[float, float], str]:
    return lambda x, y: shape(mark.shapes[0], TONES[mark.tone], x=x + 4, y=y - 7, size=14)


def _columns(width: float) -> int:
    return 1 if width < 480 else 3


def _rows_of(keys: Sequence[object], width: float) -> int:
    return math.ceil(len(keys) / _columns(width))


def _keys(keys: Sequence[tuple[Callable[[float, float], str], str]], top: float, width: float) -> Iterator[str]:
    """What each line and shape means, beneath the plot."""
    columns = _columns(width)
    for place, (sample, words) in enumerate(keys):
        x, y = place % columns * width / columns, top + place // columns * _ROW
        yield sample(x, y + 6)
        yield letters(words, x + 30, y + 10, size=SMALL)
