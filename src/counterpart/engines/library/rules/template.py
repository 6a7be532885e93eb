"""What an agreement template says, as plain frozen data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.datasets import Dataset
from counterpart.engines.library.rules.duties import Answer, Obligation
from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.engines.library.rules.indicators import Indicator, PeerGroup
from counterpart.engines.library.rules.ladder import Ladder
from counterpart.engines.library.rules.money import MoneyRule
from counterpart.engines.library.rules.people import Function, KeyPost, MobilisationMatter, PartyTerms
from counterpart.engines.library.rules.scope import Clause, LegalStatus, Objective, Parameter, Regime, ServiceArea
from counterpart.engines.library.rules.strict import STRICT
from counterpart.engines.library.rules.term import ReviewPoint, TermTerms
from counterpart.values.reference import folded


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
    close: CloseTerms
    indicators: tuple[Indicator, ...] = ()
    peer_groups: tuple[PeerGroup, ...] = ()
    regime: Regime | None = None
    service_areas: tuple[ServiceArea, ...] = ()
    term: TermTerms | None = None
    review_points: tuple[ReviewPoint, ...] = ()
    objectives: tuple[Objective, ...] = ()
    clauses: tuple[Clause, ...] = ()
    groups: tuple[GroupTerms, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    answers: tuple[Answer, ...] = ()
    mobilisation: tuple[MobilisationMatter, ...] = ()
    key_posts: tuple[KeyPost, ...] = ()
    functions: tuple[Function, ...] = ()
    money: tuple[MoneyRule, ...] = ()
    disputes: Ladder | None = None
    parameters: tuple[Parameter, ...] = ()
    datasets: tuple[Dataset, ...] = ()

    __pydantic_config__ = STRICT

    @property
    def name(self) -> str:
        """As reasons cite it: `id@version`."""
        return f"{self.template}@{self.version}"

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, matched without case, spaces or punctuation."""
        return next((known for known in self.indicators if folded(known.code) == folded(code)), None)

    def dataset(self, name: str) -> Dataset | None:
        """The dataset of events with this name."""
        return next((known for known in self.datasets if known.name == name), None)

    def group(self, name: str) -> GroupTerms | None:
        """The group of this name."""
        return next((known for known in self.groups if known.name == name), None)

    def voters(self, group: str) -> tuple[str, ...]:
        """The parties whose votes and presence count in a group: those represented sit and speak in it."""
        known = self.group(group)
        sitting = known.parties if known else ()
        return tuple(party for party in sitting if self.parties[party].role != "represented")

    def answer_to(self, matter: str) -> Answer | None:
        """How soon a matter must be answered; None where the agreement does not say."""
        return next((known for known in self.answers if known.matter == matter), None)

    def status_of(self, clause: str) -> LegalStatus:
        """What a clause is in law: as the longest reference that covers it says, and binding where none does."""
        covering = [known for known in self.clauses if known.covers(clause)]
        closest = max(covering, key=lambda known: len(known.ref), default=None)
        return closest.status if closest else LegalStatus.BINDING
