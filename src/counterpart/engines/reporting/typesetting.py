"""Sets pages and pictures with typst: our typeface and no other, user text as data and never as code."""

import json
import struct
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

import typst

from counterpart.values.refusal import Refusal, Refused

FACES = ("Regular", "It", "Semibold", "Bold")
WANTING = "□"
"""Stands for a letter that our typeface has not."""

_FORM_OF_ALL_LETTERS = 12
_PICTURE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(data.svg), format: "svg")
"""


def typeset(source: str, data: Mapping[str, Any]) -> bytes:
    """A PDF (PDF/UA-1, PDF/A-3a) of a typst source that reads `data`. Raises Refused where typst complains at all."""
    return _compiled(source, data, "pdf")


def picture(svg: str, *, dots_per_unit: float) -> bytes:
    """A drawing as PNG, at so many dots for each unit of the drawing."""
    return _compiled(_PICTURE, {"svg": svg}, "png", dots_per_inch=72 * dots_per_unit)


def _compiled(
    source: str,
    data: Mapping[str, Any],
    form: Literal["pdf", "png"],
    *,
    dots_per_inch: float | None = None,
) -> bytes:
    given = {"data": in_our_letters(json.dumps(data, ensure_ascii=False))}
    try:
        compiler = typst.Compiler(source.encode(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=given)
        made, warnings = compiler.compile_with_warnings(
            format=form, ppi=dots_per_inch, pdf_standards=["ua-1", "a-3a"] if form == "pdf" else []
        )
    except typst.TypstError as error:
        raise Refused(_not_set(error.message)) from error
    if warnings:
        raise Refused(_not_set(warnings[0].message))
    if not isinstance(made, bytes):
        raise Refused(_not_set("there is more than one page of it"))
    return made


def in_our_letters(words: str) -> str:
    """A text in letters that our typeface has: another sign is told by its name, another letter by a box."""
    strange = {letter for letter in set(words) if letter not in _letters() and not letter.isspace()}
    return words.translate({ord(letter): _instead(letter) for letter in strange}) if strange else words


def _instead(letter: str) -> str:
    """What is printed for a letter that our typeface has not; nothing for one that is not seen."""
    match unicodedata.category(letter):
        case "So" | "Sm" | "Sk":
            return f"[{unicodedata.name(letter, WANTING).lower()}]"
        case "Mn" | "Me" | "Cf":
            return ""
    return WANTING


def fonts_folder() -> Traversable:
    """Where our typeface lies. Raises Refused where any face of it is wanting."""
    folder = files("counterpart") / "web" / "static" / "fonts"
    wanting = [face for face in FACES if not (folder / f"SourceSans3-{face}.ttf").is_file()]
    if wanting:
        raise Refused(
            Refusal(
                code="report.typeface-wanting",
                what="The report was not printed",
                fact=f"the typeface Source Sans 3 is not there ({', '.join(wanting)})",
                rule="a report is set in our own typeface, so that it looks the same everywhere",
                next_step="Run make setup, or install the package anew.",
            )
        )
    return folder


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(str(fonts_folder()))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """The letters that every face of our typeface has, but for those that no archived PDF may hold."""
    folder = fonts_folder()
    faces = [_letters_of((folder / f"SourceSans3-{face}.ttf").read_bytes()) for face in FACES]
    private = {letter for letter in faces[0] if unicodedata.category(letter) == "Co"}
    return frozenset.intersection(*faces) - private - {"\ufeff"}


def _letters_of(font: bytes) -> frozenset[str]:
    """The letters a TrueType font has, by its table of segments (OpenType specification, `cmap`, format 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    places = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * table) for table in range(tables))
    start = places[b"cmap"]
    for record in range(struct.unpack_from(">H", font, start + 2)[0]):
        table = start + struct.unpack_from(">I", font, start + 8 + 8 * record)[0]
        if struct.unpack_from(">H", font, table)[0] == _FORM_OF_ALL_LETTERS:
            groups = struct.unpack_from(">I", font, table + 12)[0]
            spans = (struct.unpack_from(">II", font, table + 16 + 12 * group) for group in range(groups))
            return frozenset(chr(letter) for first, last in spans for letter in range(first, last + 1))
    return frozenset()


def _not_set(said: str) -> Refusal:
    return Refusal(
        code="report.not-printed",
        what="The report was not printed",
        fact=f"the typesetter says: {said}",
        rule="a printed report meets PDF/UA-1 and PDF/A-3a, and nothing in it is left to chance",
        next_step="Take it as a page or as Word for now, and report this to whoever keeps the installation.",
    )
