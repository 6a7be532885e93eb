"""What an agreement template says, as plain frozen data, and the rules a template must keep. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any, Literal

from counterpart.values.money import exact
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit, quantity
from counterpart.values.reference import folded
from counterpart.values.refusal import shown


class Better(StrEnum):
    """The polarity of an indicator: which way improvement lies."""

    HIGHER = "higher"
    LOWER = "lower"


MOST_DECIMALS = 6
LONGEST_TEMPLATE, LONGEST_PARTY, LONGEST_CODE, LONGEST_TITLE = 60, 40, 40, 200
LAST_VERSION = 999_999
_LOWER_CASE_WORDS = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*")


class Condition(StrEnum):
    """When a trigger fires, judged on a sealed figure."""

    MISSED = "target missed"
    MISSED_AND_WORSE = "target missed and worse than the period before"
    BOTTOM_QUARTER = "bottom 25 % of a peer group"


STRICT = {"extra": "forbid", "str_strip_whitespace": True}
Path = tuple[str | int, ...]
Misfit = tuple[Path, str, str]


@dataclass(frozen=True)
class PartyTerms:
    """A seat at the agreement. `organisation` is who takes it unless `agreement new --set` names another."""

    role: Literal["commissioner", "provider", "represented"]
    organisation: str | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Indicator:
    """One indicator. `target` maps a period to a figure; `amber_within` is in the indicator's own unit, in points."""

    code: str
    title: str
    kind: str
    unit: Unit
    better: Better
    clause: str
    target: Mapping[str, str] = field(default_factory=dict)
    amber_within: Decimal | None = None
    decimals: int = 2
    statutory_reference: str | None = None

    __pydantic_config__ = STRICT

    def target_in(self, when: Period) -> Decimal | None:
        for name, figure in self.target.items():
            if period(name) == when:
                return quantity(figure, self.unit)
        return None


@dataclass(frozen=True)
class PeerGroup:
    """A group of peers whose published labels or cut-offs are compared with our value of the same period."""

    name: str
    clause: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Trigger:
    """What follows from a sealed figure by rule."""

    name: str
    when: Condition
    do: str
    clause: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class CloseTerms:
    """What a close requires, who signs the seal, and what it sets off."""

    requires: tuple[Literal["returns submitted"], ...]
    countersigned_by: tuple[str, ...]
    clause: str
    triggers: tuple[Trigger, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Template:
    """An agreement as data. The file is what people read; this is the same, one plain noun for each idea."""

    template: str
    version: int
    title: str
    source: str
    calendar: str
    rounding: Literal["pence, half up"]
    assurance: Literal["provisional", "unaudited", "audited"]
    parties: Mapping[str, PartyTerms]
    indicators: tuple[Indicator, ...]
    close: CloseTerms
    peer_groups: tuple[PeerGroup, ...] = ()

    __pydantic_config__ = STRICT

    @property
    def name(self) -> str:
        """As reasons cite it: `id@version`."""
        return f"{self.template}@{self.version}"

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, matched without case, spaces or punctuation."""
        return next((known for known in self.indicators if folded(known.code) == folded(code)), None)


def misfits(said: Any, *, calendars: tuple[str, ...]) -> Iterator[Misfit]:
    """Every rule a template's content breaks beyond the shape of its parts: where, what was found, what was wanted.

    The content is what the file says, before its shape is known to be right, so that everything wrong is told at once;
    what has not the shape to be judged is passed over.
    """
    content, close = _names(said), _names(_names(said).get("close"))
    indicators = [(("indicators", place), _names(item)) for place, item in enumerate(_items(content.get("indicators")))]
    groups = [(("peer_groups", place), _names(item)) for place, item in enumerate(_items(content.get("peer_groups")))]
    parties, calendar = _names(content.get("parties")), _text(content.get("calendar"))
    yield from _unnamed(content, parties)
    yield from chain(_repeated(indicators, "code"), _repeated(groups, "name"))
    yield from chain.from_iterable(_unreadable(where, indicator) for where, indicator in indicators)
    for where, part in [((), content), *indicators]:
        yield from _too_long(where, part)
    yield from _unsigned(close, parties)
    if calendar not in calendars:
        yield ("calendar",), shown(calendar), f"a calendar on the shelf: {', '.join(calendars)}"
    yield from _unseated(parties)


def _names(said: Any) -> Mapping[str, Any]:
    return said if isinstance(said, Mapping) else {}


def _items(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []


def _text(said: Any) -> str:
    return said.strip() if isinstance(said, str) else ""


def _unnamed(content: Mapping[str, Any], parties: Mapping[str, Any]) -> Iterator[Misfit]:
    """A template and its parties are named in the record, on the command line and in reasons."""
    name, version = content.get("template"), content.get("version")
    if isinstance(name, str) and not _is_name(name, LONGEST_TEMPLATE):
        yield ("template",), shown(name), f"lower-case words, {LONGEST_TEMPLATE} characters at the most"
    if isinstance(version, str) and not _is_version(version):
        yield ("version",), shown(version), f"a version, from 1 to {LAST_VERSION:,}"
    for party in parties:
        if not _is_name(party, LONGEST_PARTY):
            yield ("parties", party), shown(party), f"lower-case words, {LONGEST_PARTY} characters at the most"


def _is_name(text: str, longest: int) -> bool:
    return len(text.strip()) <= longest and bool(_LOWER_CASE_WORDS.fullmatch(text.strip()))


def _is_version(text: str) -> bool:
    try:
        return 1 <= exact(text) <= LAST_VERSION
    except ValueError:
        return False


def _too_long(where: Path, part: Mapping[str, Any]) -> Iterator[Misfit]:
    for name, longest in (("code", LONGEST_CODE), ("title", LONGEST_TITLE)):
        if (length := len(_text(part.get(name)))) > longest:
            yield (*where, name), f"{length:,} characters", f"{longest} at the most"


def _unsigned(close: Mapping[str, Any], parties: Mapping[str, Any]) -> Iterator[Misfit]:
    signing, where = close.get("countersigned_by"), ("close", "countersigned_by")
    if signing == []:
        yield where, "nobody", "the parties that sign"
    seen: set[str] = set()
    for place, party in enumerate(map(_text, _items(signing))):
        if parties and party not in parties:
            yield (*where, place), shown(party), f"a party: {', '.join(parties)}"
        elif party in seen:
            yield (*where, place), f"{shown(party)} a second time", "each party once"
        seen.add(party)


def _unseated(parties: Mapping[str, Any]) -> Iterator[Misfit]:
    roles = {_text(_names(terms).get("role")) for terms in parties.values()}
    for role in ("commissioner", "provider"):
        if roles <= {"commissioner", "provider", "represented"} - {role}:
            yield ("parties",), f"no party with the role {role}", "at least one commissioner and one provider"


def _repeated(parts: Iterable[tuple[Path, Mapping[str, Any]]], name: str) -> Iterator[Misfit]:
    seen: set[str] = set()
    for where, part in parts:
        text = _text(part.get(name))
        if not folded(text):
            yield (*where, name), shown(text), f"a {name} with letters or digits in it"
        elif folded(text) in seen:
            yield (*where, name), f"{shown(text)} a second time", f"each {name} once"
        seen.add(folded(text))


def _unreadable(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    unit = {unit.value: unit for unit in Unit}.get(_text(indicator.get("unit")))
    yield from _unreadable_targets((*where, "target"), _names(indicator.get("target")), unit)
    decimals, amber_within = (_text(indicator.get(name)) for name in ("decimals", "amber_within"))
    if decimals and decimals not in {str(places) for places in range(MOST_DECIMALS + 1)}:
        yield (*where, "decimals"), shown(decimals), f"a number of decimal places, from 0 to {MOST_DECIMALS}"
    if amber_within and not _is_tolerance(amber_within):
        yield (*where, "amber_within"), shown(amber_within), "a tolerance of 0 or more, such as 0.5"


def _unreadable_targets(where: Path, targets: Mapping[str, Any], unit: Unit | None) -> Iterator[Misfit]:
    seen: set[Period] = set()
    for name, figure in targets.items():
        try:
            when = period(name)
            if when in seen:
                yield (*where, name), f"{shown(name)} a second time", "each period once"
            seen.add(when)
        except ValueError:
            yield (*where, name), shown(name), "a period, such as 2007-08"
        try:
            quantity(_text(figure), unit)
        except ValueError:
            yield (*where, name), shown(_text(figure)), unit.wanted if unit else "a figure, such as 98.25"


def _is_tolerance(text: str) -> bool:
    try:
        return exact(text) >= 0
    except ValueError:
        return False
