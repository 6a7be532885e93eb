"""What can be done about the sums that money rests on."""

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives.queries import agreement_at, entered
from counterpart.capabilities.incentives.rules.facts import SUMS, money
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.rules import GROUP
from counterpart.engines.acts.texts import Area, Body, Code, Count, Day, Label, Line, Reason, Reference
from counterpart.engines.library.rules.money_by_sums import SharedSavings

PAGE = "/agreements/{reference}/sums"
STATEMENTS = "/agreements/{reference}/statements"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Entering(Body):
    kind: Label = Field(title="What is it?")
    amount: Label = Field(title="How much?", description="In pounds and pence, like 12,400.50; an index as its number.")
    on: Day = Field(title="For which day or month?", description="Any day of the month that it is for.")
    evidence: Line = Field(title="What shows it?", description="The invoice, the ledger report, the published table.")
    about: Area | None = Field(None, title="Its name", description="Of a saving, an index or an invoice.")
    party: Label | None = Field(None, title="For which provider?", description="Where there are several.")
    days: Count | None = Field(None, title="Days late", description="Of what was paid late.")


class Sharing(Body):
    saving: Reference = Field(title="Which saving?", description="By its reference, such as SUM-2009-0004.")
    share: Label = Field(title="The provider’s share", description="Like 40 %. The others share the rest as before.")
    reason: Reason = Field(title="Why another share?", description="Both sides read it.")


class Relieving(Body):
    indicator: Code = Field(title="Which indicator?")
    period: Label = Field(title="In which period?", description="Like 2010-Q2.")
    reason: Reason = Field(title="Why does it not count?", description="Both sides read it.")


def _kinds(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    providers = [party.name for party in agreement.parties if party.side == "provider"]
    named = {"party": [(name, name) for name in providers]} if len(providers) > 1 else {}
    return {"kind": [(name, name) for name in SUMS], **named}


def _indicators(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"indicator": [(one.code, f"{one.code}: {one.title}") for one in agreement.terms.template.indicators]}


def _savings(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    found = [one.sum for one in entered(agreement) if one.stands and one.sum.of == "saving"]
    return {"saving": [(each.source, f"{each.source}: {each.about}, {money(each.amount)}") for each in found]}


def _deciding(agreement: AgreementFacts, by: Actor) -> Sequence[str]:
    """The group that the rule of shared savings names; where it names none, the other parties."""
    rules = [terms for terms in agreement.terms.template.money if isinstance(terms, SharedSavings)]
    groups = sorted({GROUP + terms.unless for terms in rules if terms.unless})
    return groups or _others(agreement, by)


def _others(agreement: AgreementFacts, by: Actor) -> Sequence[str]:
    own = by.standing_in(agreement.agreement_id)
    return agreement.others(own.party) if own else agreement.signatories


offers(
    Offer(
        act="sum.entered",
        on=PAGE,
        word="enter",
        path=PAGE,
        of=agreement_at,
        title="Enter a sum",
        says="Statements that are drawn from now on rest on it; one of the same thing and month takes the place of the "
        "earlier, which stays in the record. " + SEEN,
        button="Enter it",
        body=Entering,
        choices=_kinds,
    ),
    Offer(
        act="saving.shared",
        on=PAGE,
        word="share",
        path="/agreements/{reference}/shares",
        of=agreement_at,
        title="Decide another share of a saving",
        says="It is put to those whom the agreement names. Once they decide, statements share that saving so. " + SEEN,
        button="Propose it",
        body=Sharing,
        choices=_savings,
        needs=_deciding,
    ),
    Offer(
        act="relief.agreed",
        on=STATEMENTS,
        word="relieve",
        path="/agreements/{reference}/reliefs",
        of=agreement_at,
        title="Agree that a failure does not count",
        says="It is proposed to the other parties. Once they agree, the failure earns no points and is no repeat. "
        + SEEN,
        button="Propose it",
        body=Relieving,
        choices=_indicators,
        needs=_others,
    ),
)
