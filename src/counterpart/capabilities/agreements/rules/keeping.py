"""Pure: what the parties keep about an agreement: anomalies of rates, documents, how closely it is watched, and what
each put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import mean

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.rules import Hand
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

ANOMALY = LifeCycle(subject="anomaly", initial="open", steps={("open", "settled"): "settled"})
"""Named by either side, settled by the hands of both."""
UNLIKE, NO_RATE = "rate unlike cost", "no rate"
DOCUMENT = LifeCycle(
    subject="document",
    initial="draft",
    steps={("draft", "approved"): "approved", ("draft", "replaced"): "replaced", ("approved", "replaced"): "replaced"},
)
"""A version: written by one, approved by another, replaced by the next."""
DOCUMENT_REVIEW = "document review"
LEVELS = {
    "low": ("light", "looked at once a year, at the review"),
    "medium": ("standard", "looked at every quarter, with the figures"),
    "high": ("close", "looked at every month, with visits and checks of evidence"),
}
"""How closely a service is watched, by its risk: the level, and what it means."""
LAST_YEARS = 2


@dataclass(frozen=True)
class Anomaly:
    """A rate unlike its cost, or work without a rate. `favours` is a party, nobody where it is not known."""

    agreement: AgreementFacts
    reference: str
    kind: str
    what: str
    area: str
    favours: str
    rate: Decimal | None
    cost: Decimal | None
    state: str
    party: str
    named_on: date
    settled_on: date | None = None
    settlement: str = ""

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id

    @property
    def apart(self) -> Decimal | None:
        """By how much the rate is above its cost, in pounds; below it where negative."""
        return self.rate - self.cost if self.rate is not None and self.cost is not None else None


def favoured(agreement: AgreementFacts, rate: Decimal | None, cost: Decimal | None) -> str:
    """Whom a rate favours by its arithmetic: who is paid where it is above the cost, who pays where it is below."""
    if rate is None or cost is None or rate == cost:
        return ""
    side = "provider" if rate > cost else "commissioner"
    return next((party.name for party in agreement.parties if party.side == side), "")


@dataclass(frozen=True)
class Document:
    """A version of a document: who wrote it and who approved it, by role, and when it is looked at again."""

    agreement: AgreementFacts
    reference: str
    title: str
    version: int
    place: str
    state: str
    party: str
    author: str
    hand: Hand
    written_on: date
    review_on: date
    approver: str = ""
    approved_on: date | None = None

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id


@dataclass(frozen=True)
class Watched:
    """How closely a service is watched: by which risk, since when and why. No area: the whole agreement."""

    area: str
    risk: str
    reason: str
    party: str
    on: date

    @property
    def level(self) -> str:
        return LEVELS[self.risk][0]

    @property
    def means(self) -> str:
        return LEVELS[self.risk][1]


@dataclass(frozen=True)
class Put:
    """What a party put into the partnership in a year."""

    year: str
    party: str
    amount: Decimal
    what: str
    on: date


@dataclass(frozen=True)
class LastYears:
    """What was put in on average in the last years of a term beside the earlier ones, in pounds a year."""

    last: Decimal | None
    earlier: Decimal | None

    @property
    def says(self) -> str:
        """The comparison in a sentence."""
        if self.last is None or self.earlier is None:
            return "There is not enough yet to lay the last two years beside earlier ones."
        if self.last == self.earlier:
            return f"In the last two years as much was put in as before: £{self.last:,.2f} a year."
        way = "less" if self.last < self.earlier else "more"
        return (
            f"In the last two years {way} was put in than before: £{self.last:,.2f} a year, "
            f"after £{self.earlier:,.2f} a year."
        )


def last_years(put: Sequence[Put], ends_on: date | None) -> LastYears:
    """The average of the last two years of a term beside that of the years before, by financial year."""
    if ends_on is None or not put:
        return LastYears(None, None)
    final = ends_on.year - (ends_on.month < 4)
    of_year: dict[int, Decimal] = {}
    for one in put:
        year = int(one.year[:4])
        of_year[year] = of_year.get(year, Decimal(0)) + one.amount
    last = [amount for year, amount in of_year.items() if final - LAST_YEARS < year <= final]
    earlier = [amount for year, amount in of_year.items() if year <= final - LAST_YEARS]
    return LastYears(*(round(mean(some), 2) if some else None for some in (last, earlier)))


def wrong_year(text: str) -> Refusal | None:
    """A year is a financial year, as the record writes it."""
    first, dash, last = text.partition("-")
    if dash and len(first) == 4 and first.isdecimal() and last == f"{(int(first) + 1) % 100:02}":
        return None
    return Refusal(
        code="investment.year",
        what="Nothing was recorded",
        fact=f"“{text[:20]}” is not a financial year",
        rule="what was put in is recorded by financial year, 1 April to 31 March",
        next_step="Write it like 2009-10.",
    )


def no_such(what: str, reference: str) -> Refusal:
    """What is told where nothing of that reference is there, or the reader may not know of it."""
    return Refusal(
        code=f"{what}.unknown",
        what=f"There is no {what} “{reference[:40]}”",
        fact="nothing of that reference is kept in this agreement",
        rule=f"a {what} is known by its reference",
        next_step="Check the reference in the list.",
    )
