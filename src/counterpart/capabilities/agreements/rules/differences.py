"""Pure: what a new version of the terms changes, in words, one sentence for each thing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from counterpart.engines.library.rules.duties import Obligation
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.targets import EACH
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import period

NOTHING = "nothing"
_PARTS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("service_areas", "Service area", lambda part: part.code),
    ("objectives", "Objective", lambda part: part.ref),
    ("clauses", "Clause", lambda part: part.ref),
    ("peer_groups", "Peer group", lambda part: part.name),
    ("review_points", "Review", lambda part: part.name),
    ("groups", "Group", lambda part: part.name),
    ("obligations", "Obligation", lambda part: part.ref),
    ("answers", "Answer to a", lambda part: part.matter),
    ("mobilisation", "Matter before commencement", lambda part: part.matter),
    ("key_posts", "Key post", lambda part: f"{part.party}: {part.post}"),
    ("functions", "Function", lambda part: f"{part.stage}: {part.name}"),
    ("parameters", "Parameter", lambda part: part.name),
)
_WHOLE = {
    "title": "The title",
    "source": "The source",
    "calendar": "The calendar",
    "rounding": "The rounding of money",
    "assurance": "The assurance",
    "regime": "The law of procurement",
    "parties": "The parties",
    "term": "The term",
    "close": "What a close requires, and what follows from it",
}


def differences(before: Template, after: Template) -> tuple[str, ...]:
    """What one version of a template says otherwise than another, in words. Nothing where they say the same."""
    return tuple(_differences(before, after))


def _differences(before: Template, after: Template) -> Iterator[str]:
    yield from _indicators(before.indicators, after.indicators)
    for name, noun, key in _PARTS:
        yield from _parts(noun, key, getattr(before, name), getattr(after, name))
    told = {"template", "version", "indicators", *(name for name, _, _ in _PARTS)}
    for name in (field.name for field in fields(Template) if field.name not in told):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            noun = _WHOLE.get(name, f"What is said of {name.replace('_', ' ')}")
            plain = isinstance(was or now, str)
            yield f"{noun}: changed from {_said(was)} to {_said(now)}" if plain else f"{noun}: {_within(was, now)}"


def _indicators(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[str]:
    was, now = {one.code: one for one in before}, {one.code: one for one in after}
    for code, one in now.items():
        if code not in was:
            yield f"Indicator {code} ({one.title}) is added"
    for code, one in was.items():
        if code not in now:
            yield f"Indicator {code} ({one.title}) is removed"
        else:
            yield from _one_indicator(one, now[code])


def beginning(name: str) -> str:
    """By when a target is in order: what is said of each month, quarter or year comes before any one of them."""
    return "" if name in EACH else period(name).starts_on.isoformat()


def _one_indicator(before: Indicator, after: Indicator) -> Iterator[str]:
    for when in sorted({*before.target, *after.target}, key=beginning):
        was, now = before.target.get(when), after.target.get(when)
        if was != now:
            yield f"Indicator {before.code}: target for {when} changed from {was or 'none'} to {now or 'none'}"
    for field in fields(Indicator):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now and field.name != "target":
            noun = field.name.replace("_", " ")
            yield f"Indicator {before.code}: {noun} changed from {_said(was)} to {_said(now)}"


def _parts(noun: str, key: Callable[[Any], str], before: Sequence[Any], after: Sequence[Any]) -> Iterator[str]:
    was, now = {key(one): one for one in before}, {key(one): one for one in after}
    for name in now:
        if name not in was:
            yield f"{noun} {name} is added"
    for name, one in was.items():
        if name not in now:
            yield f"{noun} {name} is removed"
        elif one != now[name]:
            yield f"{noun} {name}: {_within(one, now[name])}"


def _within(before: Any, after: Any) -> str:
    """What is said otherwise within a part, by the names that a template has for it."""
    if not (is_dataclass(before) and is_dataclass(after)):
        return f"{'added' if before is None else 'removed' if after is None else 'changed'}"
    told = []
    for field in fields(before):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now:
            told.append(f"{field.name.replace('_', ' ')} changed from {_said(was)} to {_said(now)}")
    return "; ".join(told)


def _said(value: Any) -> str:
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, Enum):
        return f"“{value.value}”"
    if isinstance(value, tuple):
        plain = all(isinstance(one, str) for one in value)
        return ", ".join(value) if plain else f"{len(value)} of them"
    return f"“{value}”" if isinstance(value, str) else str(value)


def obligations_changed(before: Template, after: Template) -> tuple[tuple[Obligation, ...], tuple[Obligation, ...]]:
    """The obligations that end with a new version, and those that begin with it; one that is changed is both."""
    ended = tuple(one for one in before.obligations if one not in after.obligations)
    begun = tuple(one for one in after.obligations if one not in before.obligations)
    return ended, begun
