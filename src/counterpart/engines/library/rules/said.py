"""Reads what a template's file says before its shape is known to be right. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from counterpart.engines.library.rules.span import WANTED, span
from counterpart.values.money import exact
from counterpart.values.reference import folded
from counterpart.values.refusal import shown

Path = tuple[str | int, ...]
Misfit = tuple[Path, str, str]
Part = tuple[Path, Mapping[str, Any]]

LONGEST_NAME, LONGEST_CODE, LONGEST_TITLE = 40, 40, 200
LONGEST = {"code": LONGEST_CODE, "ref": LONGEST_CODE} | dict.fromkeys(
    ("title", "name", "words", "what", "matter", "post"), LONGEST_TITLE
)
_LOWER_CASE_WORDS = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*")


def names_in(said: Any) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def items_in(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []


def text_of(said: Any) -> str:
    return said.strip() if isinstance(said, str) else ""


def parts_of(holder: Mapping[str, Any], name: str, *, at: Path = ()) -> list[Part]:
    """The parts in a list, each with its place."""
    return [((*at, name, place), names_in(item)) for place, item in enumerate(items_in(holder.get(name)))]


def is_name(text: str, longest: int = LONGEST_NAME) -> bool:
    return len(text.strip()) <= longest and bool(_LOWER_CASE_WORDS.fullmatch(text.strip()))


def is_whole(text: str, last: int) -> bool:
    """Whether a text says a number from 1 to the last; what is no number at all is a fault of shape."""
    try:
        return 1 <= exact(text) <= last
    except ValueError:
        return False


def is_amount(text: str) -> bool:
    """Whether a text says a number of 0 or more."""
    try:
        return exact(text) >= 0
    except ValueError:
        return False


def too_long(where: Path, part: Mapping[str, Any], names: Collection[str] = tuple(LONGEST)) -> Iterator[Misfit]:
    for name in names:
        if (length := len(text_of(part.get(name)))) > LONGEST[name]:
            yield (*where, name), f"{length:,} characters", f"{LONGEST[name]} at the most"


def repeated(parts: Iterable[Part], name: str, *, matched: Callable[[str], str] = folded) -> Iterator[Misfit]:
    """A name that says nothing, or that another part has too."""
    seen: set[str] = set()
    for where, part in parts:
        text = text_of(part.get(name))
        if not folded(text):
            yield (*where, name), shown(text), f"a {name} with letters or digits in it"
        elif matched(text) in seen:
            yield (*where, name), f"{shown(text)} a second time", f"each {name} once"
        seen.add(matched(text))


def unknown(where: Path, said: Any, known: Collection[str], noun: str, *, needed: bool = True) -> Iterator[Misfit]:
    """A party or a group that this template has not; nothing at all is well where none is needed."""
    text = text_of(said)
    if isinstance(said, str) and text not in known and (text or needed):
        yield where, shown(text), f"{noun}: {', '.join(known)}" if known else f"{noun}, and there is none"


def unreadable_spans(where: Path, part: Mapping[str, Any], *names: str) -> Iterator[Misfit]:
    for name in names:
        if isinstance(part.get(name), str):
            try:
                span(part[name])
            except ValueError:
                yield (*where, name), shown(part[name]), WANTED


def out_of_bounds(where: Path, part: Mapping[str, Any], last: int, *names: str) -> Iterator[Misfit]:
    for name in names:
        if isinstance(part.get(name), str) and not is_whole(part[name], last):
            yield (*where, name), shown(part[name]), f"a whole number from 1 to {last}"
