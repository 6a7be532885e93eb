"""What can be done about the register of contracts, the regime and its notices."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks.queries.frameworks import agreement_at
from counterpart.capabilities.frameworks.rules.notices import events
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, MappingName, Prose, Reason
from counterpart.engines.evidence.mappings import on_the_shelf, shelf
from counterpart.engines.evidence.rules.kinds import CONTRACTS
from counterpart.engines.library.duty_rows import NOTICES, duty_rows
from counterpart.engines.library.rules.scope import Regime

REGISTER, REGIME = "/agreements/{reference}/register", "/agreements/{reference}/regime"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
Bought = Literal["goods", "services", "works"]


class TakingIn(Body):
    mapping: MappingName | None = Field(
        None, title="Whose register is it?", description="How its publisher lays it out; empty for our own columns."
    )


class NewContract(Body):
    reference: Label = Field(title="Its reference")
    title: Line = Field(title="What is it called?")
    description: Prose = Field(title="What is it for?")
    department: Line = Field(title="Which department’s is it?")
    supplier: Line = Field(title="Who supplies it?")
    supplier_number: Label | None = Field(
        None, title="The supplier’s registration number", description="At Companies House or as a charity."
    )
    total_value: Label = Field(title="What is it worth in all?", description="In pounds, like 120000.")
    irrecoverable_vat: Label | None = Field(None, title="How much VAT cannot be recovered?")
    starts_on: Day = Field(title="From which day?")
    ends_on: Day = Field(title="To which day?")
    review_on: Day | None = Field(None, title="When is it reviewed?")
    process: Literal["tender", "quotation", "call-off", "other"] = Field(title="How was it bought?")
    sme: bool = Field(False, title="The supplier is small or medium-sized")
    vcse: bool = Field(False, title="The supplier is voluntary, of the community or a social enterprise")


class Recording(Body):
    regime: Regime = Field(title="Under what law does it stand?")
    kind: Bought = Field(title="What is bought?")
    light_touch: bool = Field(False, title="It is a light-touch contract")
    value: Label = Field(title="What is it worth, with VAT?", description="In pounds and pence, like 8,000,000.00.")
    share: Label | None = Field(
        None,
        title="What share of activities was tested?",
        description="In per cent. Vertical: for who controls the body. Horizontal: outside public functions.",
    )
    evidence: Reason = Field(title="What shows it?")
    tested_on: Day = Field(title="On which day was that so?")


class Happening(Body):
    event: Label = Field(title="What happened, or will?")
    on: Day = Field(title="On which day?")


class Weighing(Body):
    on: Day = Field(title="On which day is the change to be made?")
    value_change: Label = Field(title="By how many per cent does the value change?")
    term_change: Label = Field(title="By how many per cent of the longest term does the term change?")
    novation: bool = Field(False, title="The supplier changes")


def _mappings(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    known = [on_the_shelf(name).mapping for name, _ in shelf()]
    return {"mapping": [(one.id, one.title or one.id) for one in known if one.kind == CONTRACTS.name]}


def _events(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"event": [(one, one[:1].upper() + one[1:]) for one in events(duty_rows(NOTICES))]}


offers(
    Offer(
        act="register.taken_in",
        on=REGISTER,
        word="take-in",
        path=f"{REGISTER}/files",
        of=agreement_at,
        title="Take in a published register",
        says="The file is kept unchanged as evidence. Its faults are told and kept, and nothing is mended. " + SEEN,
        button="Take it in",
        body=TakingIn,
        choices=_mappings,
        file=True,
    ),
    Offer(
        act="contract.entered",
        on=REGISTER,
        word="enter",
        path=REGISTER,
        of=agreement_at,
        title="Enter a contract",
        says="It is in the register at once, with the fields that the Transparency Code asks for. " + SEEN,
        button="Enter it",
        body=NewContract,
    ),
    Offer(
        act="regime.recorded",
        on=REGIME,
        word="record",
        path=REGIME,
        of=agreement_at,
        title="Record the regime",
        says="An exemption is recorded only with the share that was tested. Notices are counted by it. " + SEEN,
        button="Record it",
        body=Recording,
    ),
    Offer(
        act="notice.asked",
        on=REGIME,
        word="count",
        path=f"{REGIME}/notices",
        of=agreement_at,
        title="Have the notices of an event counted",
        says="A clock is opened for each notice that the law in force on that day asks for. " + SEEN,
        button="Count them",
        body=Happening,
        choices=_events,
    ),
    Offer(
        act="change.weighed",
        on=REGIME,
        word="weigh",
        path=f"{REGIME}/changes",
        of=agreement_at,
        title="Weigh a change of the contract",
        says="You are told whether a change notice is needed first, with the reason; what can be contested is said so.",
        button="Weigh it",
        body=Weighing,
    ),
)
