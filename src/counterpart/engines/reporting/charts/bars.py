"""Pure: bars with their targets, on one scale or each measured by its own target."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterpart.engines.reporting.charts.pen import (
    LETTER,
    SIZE,
    SMALL,
    at,
    bold,
    framed,
    in_lines,
    letters,
    line,
    path,
    shape,
    width_of,
)
from counterpart.engines.reporting.palette import GREY, INK, RULE, TEAL, TONES
from counterpart.engines.reporting.rules.drawings import Bar, Bars

LONGEST = 2.6
"""Against its target, a bar that is longer than this many targets is broken off."""

HEADROOM = 1.12
HEAD = 24
THICK = 14


@dataclass(frozen=True)
class _Layout:
    """Where things stand: the track of the bars from `left` to `right`, and whether labels lie above their bars."""

    width: float
    left: float
    right: float
    stacked: bool

    @property
    def label_width(self) -> float:
        return self.width if self.stacked else self.left - 16


_WIDE = _Layout(720, 288, 532, stacked=False)
_NARROW = _Layout(288, 2, 286, stacked=True)


@dataclass(frozen=True)
class _Row:
    """One bar as it is drawn: how far it and its target reach (in the units of the scale; None where nothing is
    drawn), and the lines of its label."""

    bar: Bar
    reach: float | None
    target: float | None
    label: list[str]


def drawn(bars: Bars, title: str, description: str, *, narrow: bool) -> str:
    """Each bar with its label, value, target and the shapes of its mark."""
    layout = _NARROW if narrow else _WIDE
    rows = [_row(bar, layout, against_target=bars.against_target) for bar in bars.bars]
    reaches = [reach for row in rows for reach in (row.reach, row.target) if reach is not None]
    lowest, highest = min([0.0, *reaches]), max([0.0, *reaches])
    if bars.against_target:
        lowest, highest = max(lowest, 1 - LONGEST), min(highest, LONGEST)
    scale = _Scale(layout, lowest, (highest or 1.0) * HEADROOM)
    y = float(HEAD if bars.against_target and not narrow else 4)
    parts, top = [], y
    for row in rows:
        height, drawing = _drawn_row(row, scale, y, against_target=bars.against_target)
        parts.extend(drawing)
        y += height
    under = _targets_on_one_line(scale, top, y) if bars.against_target and not narrow else []
    zero = [] if narrow else [line(scale.at(0), top, scale.at(0), y, RULE)]
    return framed(title, description, [*zero, *parts, *under], width=layout.width, height=y + 4)


@dataclass(frozen=True)
class _Scale:
    layout: _Layout
    lowest: float
    highest: float

    def at(self, reach: float) -> float:
        """Where a value stands, no further than the track goes."""
        span = self.highest - self.lowest
        part = (min(max(reach, self.lowest), self.highest) - self.lowest) / span
        return self.layout.left + part * (self.layout.right - self.layout.left)

    def beyond(self, reach: float) -> bool:
        return not self.lowest <= reach <= self.highest


def _row(bar: Bar, layout: _Layout, *, against_target: bool) -> _Row:
    value = None if bar.value is None else float(bar.value)
    target = None if bar.target is None else float(bar.target)
    if against_target:
        measurable = target is not None and target > 0
        value = value / target if value is not None and target is not None and measurable else None
        target = 1.0 if measurable else None
    label = in_lines(bar.label, layout.label_width, most=3 if layout.stacked else 2)
    return _Row(bar, value, target, label)


def _drawn_row(row: _Row, scale: _Scale, y: float, *, against_target: bool) -> tuple[float, list[str]]:
    """The height of a row and its drawing."""
    stacked = scale.layout.stacked
    spoken = SIZE + (4 if stacked else 2)
    height = spoken * len(row.label) + THICK + 2 * spoken + 4 if stacked else 36.0
    middle = y + spoken * len(row.label) + THICK / 2 + 4 if stacked else y + height / 2
    first = y + SIZE if stacked else middle + 5 - spoken * (len(row.label) - 1) / 2
    parts = [letters(words, 0, first + spoken * place) for place, words in enumerate(row.label)]
    if row.reach is not None:
        parts.extend(_bar(row, row.reach, scale, middle))
    if row.target is not None and (stacked or not against_target):
        x = scale.at(row.target)
        parts.append(line(x, middle - THICK / 2 - 4, x, middle + THICK / 2 + 4, INK, width=2.5))
    parts.extend(_said(row.bar, scale.layout, middle))
    return height, parts


def _bar(row: _Row, reach: float, scale: _Scale, middle: float) -> Iterator[str]:
    colour = TONES[row.bar.mark.tone] if row.bar.mark else TEAL
    start, end = sorted((scale.at(0), scale.at(reach)))
    yield (
        f'<rect x="{at(start)}" y="{at(middle - THICK / 2)}" width="{at(max(end - start, 1))}" height="{THICK}" '
        f'fill="{colour}"/>'
    )
    if scale.beyond(reach):
        x, up, down = end - 14, middle - THICK / 2 - 2, middle + THICK / 2 + 2
        yield path([f"M{at(x + 5)} {at(up)}L{at(x - 1)} {at(middle)}L{at(x + 5)} {at(down)}"], "#ffffff", width=3)


def _said(bar: Bar, layout: _Layout, middle: float) -> Iterator[str]:
    """The value and target in words, with the shapes of the mark before them."""
    x = 0.0 if layout.stacked else layout.right + 14
    y = middle + THICK + 8 if layout.stacked else middle - (2 if bar.target_words else -5)
    for kind in bar.mark.shapes if bar.mark else ():
        yield shape(kind, TONES[bar.mark.tone] if bar.mark else TEAL, x=x, y=y - 12, size=SIZE)
        x += SIZE + 4
    [words] = in_lines(bar.words, layout.width - x, most=1)
    yield bold(words, x, y)
    if bar.target_words:
        beside = x + width_of(words) + SIZE * LETTER
        x, y = (beside, y) if layout.stacked else (x, y + SIZE + 2)
        [words] = in_lines(bar.target_words, layout.width - x, most=1, size=SMALL)
        yield letters(words, x, y, size=SMALL, colour=GREY)


def _targets_on_one_line(scale: _Scale, top: float, bottom: float) -> list[str]:
    x = scale.at(1)
    return [
        line(x, top - 4, x, bottom, INK, width=2, dashes="5 3"),
        letters("target", x, top - 9, size=SMALL, anchor="middle"),
    ]
