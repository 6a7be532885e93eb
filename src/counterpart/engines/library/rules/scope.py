"""What an agreement is for, and what its words bind: areas, objectives, clauses, parameters, the law. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from counterpart.engines.library.rules.strict import STRICT


class Regime(StrEnum):
    """The law of procurement that an agreement stands under for its whole life; notices depend on it."""

    PA23 = "Procurement Act 2023"
    PCR2015 = "Public Contracts Regulations 2015"
    BELOW = "below threshold"
    VERTICAL = "exempt: vertical arrangement"
    HORIZONTAL = "exempt: horizontal arrangement"
    PSR = "Provider Selection Regime"
    EARLIER = "before 2015"


class LegalStatus(StrEnum):
    """What a clause is in law. What is recorded under one that is not admissible stays out of disputes and money."""

    BINDING = "binding"
    NOT_BINDING = "not binding"
    NOT_ADMISSIBLE = "not admissible"


@dataclass(frozen=True)
class ServiceArea:
    """A service that is in scope."""

    code: str
    name: str
    clause: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Objective:
    """What the parties wish to achieve. `ref` is its clause; `measures` are codes of indicators, where any are."""

    ref: str
    words: str
    measures: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Clause:
    """A clause and all beneath it: “Team working” is also “Team working 4.2”, unless that has a status of its own."""

    ref: str
    title: str
    status: LegalStatus

    __pydantic_config__ = STRICT

    def covers(self, clause: str) -> bool:
        """Whether a clause is this one or beneath it: 2 covers 2.1, and not 20."""
        within, own = spaced(clause), spaced(self.ref)
        return within.startswith(own) and not within[len(own) : len(own) + 1].isalnum()


@dataclass(frozen=True)
class Parameter:
    """A blank or a broken reference in the source, and what this version puts in its place."""

    name: str
    value: str
    stands_for: str
    because: str
    clause: str = ""

    __pydantic_config__ = STRICT


def spaced(ref: str) -> str:
    """A reference as it is matched: without case, with single spaces; unlike a code it keeps its full stops."""
    return " ".join(ref.casefold().split())
