"""How an indicator is set up, altered and ended by a form: each is a proposed change of the terms."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.actions import setting_up as actions  # noqa: F401 (offered here)
from counterpart.capabilities.performance.queries.judging import indicator_at
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.engines.access.roles import ROLES
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Area, Body, Code, Day, Label, Line, PeriodText, Reason
from counterpart.engines.library.rules.indicators import KINDS, AYear, Better, IfMissing, MeasuredAs, Projected
from counterpart.values.quantity import Unit

INDICATORS = "/agreements/{reference}/indicators"
INDICATOR = f"{INDICATORS}/{{code}}"
SEEN = "Both sides see it at once, and the record keeps it."
HOW = "It becomes a proposed change of the terms: the other side assesses it, and each party signs. "


TargetYear = Annotated[PeriodText | None, Field(title="A target for which year?", description="Like 2011-12.")]
Target = Annotated[Label | None, Field(title="The target", description="With its unit, such as 96.5 %.")]
Minimum = Annotated[Label | None, Field(title="The least that will do in that year", description="Like the target.")]
Stretch = Annotated[Label | None, Field(title="What would be excellent in that year", description="Like the target.")]
Profile = Annotated[
    Line | None,
    Field(
        title="How is a year’s target spread over its months?",
        description="Twelve shares from April, like 6 %, 7 %.",
    ),
]
AddsUp = Annotated[AYear | None, Field(title="How do its periods make a year?")]
Ahead = Annotated[Projected | None, Field(title="How is the year’s end looked ahead to?")]
Worked = Annotated[
    Line | None, Field(title="Worked out from other indicators?", description="Such as [BV 66b] + [BV 66c].")
]
Missing = Annotated[IfMissing | None, Field(title="And where one of them has no figure?")]
Felt = Annotated[
    Line | None,
    Field(title="In which indicators would people feel it?", description="Codes, with commas."),
]
Got = Annotated[Code | None, Field(title="Of a cost: which indicator tells what is got for it?")]
Amber = Annotated[
    Label | None, Field(title="Still amber within", description="Such as 2 points, or 5 % of the target. Empty: none.")
]
Improvement = Annotated[
    Line | None, Field(title="By how much better each year?", description="Such as 5 % better than last year.")
]
Owner = Annotated[Area | None, Field(title="Who owns it?", description="Who answers for it, and proposes its target.")]
Manager = Annotated[Area | None, Field(title="Who manages it?", description="Who works on it, and writes its plan.")]
Service = Annotated[Code | None, Field(title="Which service does it measure?")]
Why = Annotated[Reason, Field(title="Why?", description="Both sides read it with the change.")]
From = Annotated[Day, Field(title="From which day?", description="Periods before it keep the terms of now.")]


class SettingUp(Body):
    code: Code = Field(title="Its code", description="By which everybody names it, such as BV 66a.")
    title: Line = Field(title="What is measured?", description="So that a newcomer understands it.")
    kind: Label = Field(title="What kind of indicator?", description="Such as KPI, LPI or service standard.")
    unit: Unit = Field(title="In what is it counted?")
    better: Better = Field(title="Which way is better?")
    band: Label | None = Field(
        None, title="Better within which band?", description="Only where it is better within one, such as 21 to 25."
    )
    measured_as: MeasuredAs | None = Field(None, title="What kind of number is it?")
    every: Literal["month", "quarter", "year"] | None = Field(None, title="How often is it returned?")
    decimals: Annotated[int, Field(ge=0, le=6)] | None = Field(None, title="How many decimal places?")
    starts_on: Day | None = Field(None, title="Counted from which day?")
    target_period: TargetYear = None
    target: Target = None
    minimum: Minimum = None
    stretch: Stretch = None
    profile: Profile = None
    amber_within: Amber = None
    improvement: Improvement = None
    a_year: AddsUp = None
    projected_by: Ahead = None
    formula: Worked = None
    if_missing: Missing = None
    felt_in: Felt = None
    quality: Got = None
    owner: Owner = None
    manager: Manager = None
    service_area: Service = None
    statutory_reference: Label | None = Field(None, title="Its number in law or in a national set")
    clause: Line = Field(title="By which clause or agreement?", description="Where its definition stands.")
    why: Why
    takes_effect_on: From


class Altering(Body):
    title: Line | None = Field(None, title="What is measured?", description="Left empty, this and the rest stay.")
    target_period: TargetYear = None
    target: Target = None
    minimum: Minimum = None
    stretch: Stretch = None
    profile: Profile = None
    amber_within: Amber = None
    improvement: Improvement = None
    a_year: AddsUp = None
    projected_by: Ahead = None
    formula: Worked = None
    if_missing: Missing = None
    felt_in: Felt = None
    quality: Got = None
    owner: Owner = None
    manager: Manager = None
    service_area: Service = None
    clause: Line | None = Field(None, title="By which clause or agreement?")
    why: Why
    takes_effect_on: From


class Ending(Body):
    last_day: Day = Field(title="Which is its last day?", description="No figure is asked for after it.")
    why: Why
    takes_effect_on: From


def _choices(agreement: AgreementFacts) -> Mapping[str, Choices]:
    keepers = [
        (f"{party.name} {role.name}", f"{role.name} ({party.organisation})")
        for party in agreement.parties
        for role in ROLES
        if party.side in role.sides and not role.must_end
    ]
    services = [(one.code, f"{one.code} {one.name}") for one in agreement.template.service_areas]
    return {"owner": keepers, "manager": keepers, "service_area": services}


def _for_new(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {**_choices(agreement), "kind": [(kind, kind) for kind in KINDS]}


def _for_known(one: IndicatorFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return _choices(one.agreement)


offers(
    Offer(
        act="indicator.set_up",
        on=INDICATORS,
        word="set-up",
        path=f"{INDICATORS}/proposals",
        of=agreement_at,
        title="Set up an indicator",
        says="What you fill in is written into the terms and checked as they are. " + HOW + SEEN,
        button="Propose it",
        body=SettingUp,
        choices=_for_new,
    ),
    Offer(
        act="indicator.altered",
        on=INDICATOR,
        word="alter",
        path=f"{INDICATOR}/alterations",
        of=indicator_at,
        title="Alter it",
        says="What you fill in takes the place of what the terms say; what you leave empty stays. " + HOW + SEEN,
        button="Propose it",
        body=Altering,
        choices=_for_known,
    ),
    Offer(
        act="indicator.ended",
        on=INDICATOR,
        word="end",
        path=f"{INDICATOR}/endings",
        of=indicator_at,
        title="End it",
        says="Its figures and its definition stay in the record; after its last day nothing is asked for. "
        + HOW
        + SEEN,
        button="Propose to end it",
        body=Ending,
    ),
)
