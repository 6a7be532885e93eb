"""What an agreement template says, as plain frozen data, and the rules a template must keep. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Literal

from counterpart.values.period import Period, period
from counterpart.values.reference import folded


class Better(StrEnum):
    """The polarity of an indicator: which way improvement lies."""

    HIGHER = "higher"
    LOWER = "lower"


class Unit(StrEnum):
    PERCENT = "percent"
    DAYS = "days"
    SCORE = "score"
    NUMBER = "number"


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


def quantity(text: str, unit: Unit) -> Decimal:
    """A figure as a template or a return writes it: `98.25 %` or `98.25` for a percentage, `15 days` or `15` for days.

    Raises ValueError where the text is no such figure.
    """
    endings = {Unit.PERCENT: ("%", "per cent", "percent"), Unit.DAYS: ("days", "day")}.get(unit, ())
    plain = text.strip()
    for ending in endings:
        plain = plain.removesuffix(ending).rstrip()
    try:
        figure = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{text}” is not a figure in {unit}") from None
    if not figure.is_finite() or not plain[-1].isdigit():
        raise ValueError(f"“{text}” is not a figure in {unit}")
    return figure


def misfits(template: Template, *, calendars: tuple[str, ...]) -> Iterator[Misfit]:
    """Every rule the template breaks beyond the shape of its parts: where, what was found, what was wanted."""
    yield from _repeated(template)
    yield from _unreadable_targets(template)
    for place, party in enumerate(template.close.countersigned_by):
        if party not in template.parties:
            yield ("close", "countersigned_by", place), f"“{party}”", f"a party: {', '.join(template.parties)}"
    if template.calendar not in calendars:
        yield ("calendar",), f"“{template.calendar}”", f"a calendar on the shelf: {', '.join(calendars)}"
    sides = {terms.role for terms in template.parties.values()}
    for role in ("commissioner", "provider"):
        if role not in sides:
            yield ("parties",), f"no party with the role {role}", "at least one commissioner and one provider"


def _repeated(template: Template) -> Iterator[Misfit]:
    seen: dict[str, str] = {}
    for place, indicator in enumerate(template.indicators):
        if (code := folded(indicator.code)) in seen:
            yield ("indicators", place, "code"), f"“{indicator.code}” a second time", "each code once"
        seen[code] = indicator.code


def _unreadable_targets(template: Template) -> Iterator[Misfit]:
    for place, indicator in enumerate(template.indicators):
        for name, figure in indicator.target.items():
            where = ("indicators", place, "target", name)
            try:
                period(name)
            except ValueError:
                yield where, f"“{name}”", "a period, such as 2007-08"
            try:
                quantity(figure, indicator.unit)
            except ValueError:
                yield where, f"“{figure}”", f"a figure in {indicator.unit}, such as 98.25"
