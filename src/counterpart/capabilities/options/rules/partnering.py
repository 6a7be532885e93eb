"""Pure: is there a case to negotiate with the provider of today rather than tender? The verdicts are rows of the shelf.

From the five boroughs’ report of 2008: three circumstances in which partnering is worthwhile, two preconditions of
every case, seven offers of providers and what the boroughs’ procurement staff thought of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterpart.engines.library.rules.strict import STRICT


class Reduction(StrEnum):
    """What a provider offers of its price."""

    NONE = "none"
    NEGOTIATED = "negotiated"
    SIGNIFICANT = "significant"
    PROMISED = "promised over time to reach benchmark"
    LIKELY = "likely in year 1, possible later"


class Case(StrEnum):
    """How strong the case is."""

    PERSUASIVE = "persuasive"
    SOME = "some justification"
    INSUFFICIENT = "insufficient alone"
    NONE = "no case"
    UNKNOWN = "not foreseen"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What a provider offers in return for a term without a tender, and what is known of the service."""

    owner_is_provider: bool | None = None
    capital_investment: bool = False
    reduction: Reduction = Reduction.NONE
    term_guarantee: bool = True
    open_book: bool = False
    minimum_surplus: bool = False
    known: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that may be known of a service, by a word of its own and in full."""

    id: str
    says: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """An offer as it was put to procurement staff: what makes it this one, the verdict, and what the verdict rests on.

    `any_of`: one of these must be known for the verdict to stand; `all_of`: every one. `otherwise` is the case without.
    """

    id: int
    offer: str
    when: Mapping[str, bool | Reduction]
    case: Case
    verdict: str
    because: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    otherwise: Case = Case.INSUFFICIENT

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Partnering:
    """What the shelf knows of the question."""

    source: str
    preconditions: tuple[Said, ...]
    circumstances: tuple[Said, ...]
    conditions: tuple[Said, ...]
    scenarios: tuple[Scenario, ...]

    __pydantic_config__ = STRICT

    @property
    def words(self) -> dict[str, str]:
        return {said.id: said.says for said in (*self.preconditions, *self.circumstances, *self.conditions)}


@dataclass(frozen=True)
class Verdict:
    """The case, the offer it was taken for, and every reason; `worthwhile` says in which circumstances, if in any."""

    case: Case
    scenario: Scenario | None
    reasons: tuple[str, ...]
    worthwhile: tuple[Said, ...]


def verdict(offered: Offered, rows: Partnering) -> Verdict:
    """The strongest case the boroughs would have seen, after the preconditions that every case has."""
    worthwhile = tuple(said for said in rows.circumstances if said.id in offered.known)
    missing = [said for said in rows.preconditions if said.id not in offered.known]
    scenario = next((scenario for scenario in rows.scenarios if _is(offered, scenario)), None)
    if missing:
        reasons = tuple(f"It is not shown that {said.says}, which every case needs." for said in missing)
        return Verdict(Case.NONE, scenario, reasons, worthwhile)
    if scenario is None:
        return Verdict(Case.UNKNOWN, None, ("No offer like this one was put to procurement staff.",), worthwhile)
    wanting = _wanting(offered, scenario, rows.words)
    return Verdict(scenario.otherwise if wanting else scenario.case, scenario, (scenario.because, *wanting), worthwhile)


def _is(offered: Offered, scenario: Scenario) -> bool:
    return all(getattr(offered, name) == value for name, value in scenario.when.items())


def _wanting(offered: Offered, scenario: Scenario, words: Mapping[str, str]) -> tuple[str, ...]:
    """What the verdict rests on and is not shown."""
    wanting: Sequence[str] = [f"It is not shown that {words[id]}." for id in scenario.all_of if id not in offered.known]
    if scenario.any_of and not set(scenario.any_of) & set(offered.known):
        wanting = [*wanting, f"It is not shown that {' or '.join(words[id] for id in scenario.any_of)}."]
    return tuple(wanting)
