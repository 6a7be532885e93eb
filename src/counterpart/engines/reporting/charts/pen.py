"""Pure: what every chart is drawn with: escaped text, lines, shapes and the frame that names it.

Only presentation attributes are used, since our pages forbid styles; every colour comes with words or a shape.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from textwrap import wrap
from types import MappingProxyType

from counterpart.engines.reporting.palette import INK, TONES, TYPEFACE
from counterpart.engines.reporting.rules.cells import Mark, Shape, printable

SIZE, SMALL = 14, 12
"""Heights of text, in the units of the drawing: a wide chart is 720 of them across, a narrow one 288."""

LETTER = 0.52
"""The width of a letter in Arial as a part of its height, on average; our own typeface is narrower."""

_FACE = '<circle cx="8" cy="8" r="6.4"/><path d="M5.6 6.1v.5M10.4 6.1v.5"/>'
_STROKED: Mapping[Shape, str] = MappingProxyType(
    {
        Shape.TICK: '<path d="M2.5 8.6 6.2 12.3 13.5 4"/>',
        Shape.CROSS: '<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>',
        Shape.ALERT: '<path d="M8 1.9 14.8 14H1.2zM8 6.2v3.6M8 11.6v.5"/>',
        Shape.LEVEL: '<path d="M3 5.6h10M3 10.4h10"/>',
        Shape.DASH: '<path d="M4 8h8"/>',
        Shape.SMILE: f'{_FACE}<path d="M4.9 9.4c1.3 2.4 4.9 2.4 6.2 0"/>',
        Shape.FROWN: f'{_FACE}<path d="M4.9 11.6c1.3-2.4 4.9-2.4 6.2 0"/>',
    }
)
_FILLED: Mapping[Shape, str] = MappingProxyType(
    {
        Shape.UP: '<path d="M8 2.5 14.2 13H1.8z"/>',
        Shape.DOWN: '<path d="M8 13.5 1.8 3h12.4z"/>',
        Shape.DOT: '<circle cx="8" cy="8" r="5"/>',
        Shape.DIAMOND: '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>',
    }
)
_HEAVY = frozenset({Shape.TICK, Shape.CROSS, Shape.LEVEL, Shape.DASH})


def at(place: float) -> str:
    """A place or length as drawn: to a tenth, so that the same numbers make the same picture everywhere."""
    return f"{place:.1f}".removesuffix(".0")


def letters(words: str, x: float, y: float, *, size: int = SIZE, anchor: str = "start", colour: str = INK) -> str:
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{at(x)}" y="{at(y)}" font-size="{size}" fill="{colour}"{where}>{safe(words)}</text>'


def bold(words: str, x: float, y: float, *, size: int = SIZE, colour: str = INK) -> str:
    return f'<text x="{at(x)}" y="{at(y)}" font-size="{size}" font-weight="600" fill="{colour}">{safe(words)}</text>'


def safe(words: str) -> str:
    return escape(printable(words))


def width_of(words: str, size: int = SIZE) -> float:
    """About how wide a text is."""
    return len(words) * size * LETTER


def in_lines(words: str, width: float, *, most: int, size: int = SIZE) -> list[str]:
    """A text broken into at most so many lines of about this width; an ellipsis says where more was left out."""
    room = max(int(width / (size * LETTER)), 4)
    return wrap(words, room, max_lines=most, placeholder=" …") or [""]


def line(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    places = f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}"
    return f'<path d="{places}" stroke="{colour}" stroke-width="{at(width)}" fill="none"{dashed}/>'


def path(steps: Sequence[str], colour: str, *, width: float = 1.5, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{"".join(steps)}" stroke="{colour}" stroke-width="{at(width)}" stroke-linejoin="round" '
        f'fill="none"{dashed}/>'
    )


def shape(kind: Shape, colour: str, *, x: float = 0, y: float = 0, size: float = 16) -> str:
    """A shape in a square of this size, its upper left corner here."""
    placed = f'transform="translate({at(x)} {at(y)}) scale({size / 16:.3g})"'
    if kind in _FILLED:
        return f'<g {placed} fill="{colour}">{_FILLED[kind]}</g>'
    weight = 2.6 if kind in _HEAVY else 1.5
    return (
        f'<g {placed} fill="none" stroke="{colour}" stroke-width="{weight}" stroke-linecap="round" '
        f'stroke-linejoin="round">{_STROKED[kind]}</g>'
    )


def sign(mark: Mark) -> str:
    """The shapes of a mark in a row, as a picture that stands beside the mark's words and so needs no name."""
    colour = TONES[mark.tone]
    drawn = "".join(shape(kind, colour, x=18 * place) for place, kind in enumerate(mark.shapes))
    wide = 18 * len(mark.shapes) - 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false" viewBox="0 0 {wide} 16" '
        f'width="{wide}" height="16">{drawn}</svg>'
    )


def framed(title: str, description: str, parts: Iterable[str], *, width: float, height: float) -> str:
    """A picture with its name and description, known to whoever cannot see it."""
    body = f"<title>{safe(title)}</title><desc>{safe(description)}</desc>{''.join(parts)}"
    name = f"chart-{hashlib.sha256(body.encode()).hexdigest()[:12]}"
    body = body.replace("<title>", f'<title id="{name}-title">', 1).replace("<desc>", f'<desc id="{name}-says">', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-says" viewBox="0 0 {at(width)} {at(height)}" width="{at(width)}" '
        f'height="{at(height)}" font-family="\'{TYPEFACE}\', Arial, sans-serif">{body}</svg>'
    )
