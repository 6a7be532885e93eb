"""How the terms are changed: proposed, assessed, and agreed by the hands of each party."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.queries.kept import change_named
from counterpart.capabilities.agreements.rules.changes import OPEN, Change
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.places import CHANGE, CHANGES, SEEN
from counterpart.capabilities.agreements.rules.term import is_flex_point
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Code, Day, Label, Line, PeriodText, Reason


class ChangeProposed(Body):
    title: Line = Field(title="What is to change?", description="In a few words, such as: target for referrals.")
    why: Reason = Field(title="Why?", description="Both sides read it.")
    takes_effect_on: Day = Field(title="From which day?", description="Periods before it keep the terms of now.")
    indicator: Code | None = Field(
        None, title="Whose target?", description="Leave this and the next two empty to write whole new terms later."
    )
    period: PeriodText | None = Field(None, title="In which period?", description="Such as 2009-10.")
    target: Label | None = Field(None, title="The new target", description="With its unit, such as 96.5 %.")


class Assessed(Body):
    service: Reason = Field(title="What does it do to the service?")
    money: Reason = Field(title="What does it do to money?", description="What it costs or saves, and whom.")
    advice: Reason = Field(title="What do you advise?")


class Why(Body):
    reason: Reason = Field(title="Why?", description="It is kept in the record, and both sides read it.")


def _indicators(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    return {"indicator": [(one.code, f"{one.code} {one.title}") for one in agreement.template.indicators]}


def _each(subject: Change, by: Actor) -> Sequence[str]:
    """Each party that signs."""
    return subject.agreement.signatories


def _says_of_change(change: Change) -> str:
    day = f"{change.takes_effect_on.day} {change.takes_effect_on:%B %Y}"
    when = "a point at which the terms may be flexed" if is_flex_point(change.agreement, change.takes_effect_on) else ""
    between = "" if when else "That day is no review and no anniversary, so it flexes the terms between agreed points. "
    return (
        f"Each party signs: {'; '.join(change.differences)}. With the last signature the new terms are kept, and hold "
        f"from {day}{f', {when}' if when else ''}; earlier periods keep theirs. {between}{SEEN}"
    )


offers(
    Offer(
        act="change.proposed",
        on=CHANGES,
        word="propose",
        path=CHANGES,
        of=agreement_at,
        title="Propose a change of the terms",
        says="Your side proposes it; the other assesses it; then each signs it, or it is refused. " + SEEN,
        button="Propose the change",
        body=ChangeProposed,
        choices=_indicators,
    ),
    Offer(
        act="change.written",
        on=CHANGE,
        word="write",
        path=f"{CHANGE}/terms",
        of=change_named,
        title="Write the whole new terms",
        says="You send the text of the terms as it is to be, its version one higher. What differs is told in words. "
        + SEEN,
        button="Send the new terms",
        while_=("proposed",),
        file=True,
    ),
    Offer(
        act="change.assessed",
        on=CHANGE,
        word="assess",
        path=f"{CHANGE}/assessments",
        of=change_named,
        title="Assess it",
        says="You say what it does to the service and to money, and what you advise. Then it can be signed. " + SEEN,
        button="Assess it",
        body=Assessed,
        while_=("proposed",),
    ),
    Offer(
        act="change.agreed",
        on=CHANGE,
        word="agree",
        path=f"{CHANGE}/agreements",
        of=change_named,
        title="Agree to it",
        says=_says_of_change,
        button="Agree and sign",
        while_=("assessed",),
        needs=_each,
    ),
    Offer(
        act="change.refused",
        on=CHANGE,
        word="refuse",
        path=f"{CHANGE}/refusals",
        of=change_named,
        title="Refuse it",
        says="The terms stay as they are, and the change is closed with your reason. " + SEEN,
        button="Refuse it",
        body=Why,
        while_=OPEN,
    ),
    Offer(
        act="change.withdrawn",
        on=CHANGE,
        word="withdraw",
        path=f"{CHANGE}/withdrawals",
        of=change_named,
        title="Withdraw it",
        says="The terms stay as they are, and the change is closed with your reason. " + SEEN,
        button="Withdraw it",
        body=Why,
        while_=OPEN,
    ),
)
