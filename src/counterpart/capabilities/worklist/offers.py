"""What can be done about proposals, clocks and promises: on their pages, over the API and on the command line."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field, SecretStr

from counterpart.capabilities.worklist.queries.hands import kept_named, promising_in, proposed_named
from counterpart.engines.access.appointments import parties_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, Reason
from counterpart.engines.clocks.rules.policy import Kept, in_state
from counterpart.engines.clocks.rules.promises import PAUSED, RUNNING, SHOWN, Kind

PROPOSAL = "/agreements/{reference}/proposals/{number}"
CLOCK = "/agreements/{reference}/clocks/{number}"
CLOCKS = "/agreements/{reference}/clocks"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Agreeing(Body):
    passphrase: Annotated[SecretStr | None, Field(max_length=1000)] = Field(
        None, title="The passphrase of your party’s key", description="Leave it empty where the installation keeps it."
    )


class Why(Body):
    reason: Reason = Field(title="Why?", description="It is kept in the record, and both sides read it.")


class Promised(Body):
    what: Reason = Field(title="What is promised?")
    due_on: Day = Field(title="By which day?")
    accepted_by: Label = Field("", title="Which party accepts it?", description="Your own, where you choose none.")
    about: Label = Field("action", title="What kind of promise is it?")


class Shown(Body):
    evidence: Line = Field(title="What shows that it is done?", description="A document, a file or a place to look.")


class Remark(Body):
    remark: Reason = Field("", title="A remark", description="It may be left out.")


class Redated(Why):
    due_on: Day = Field(title="The new day")
    authority: Line = Field("", title="On whose authority?", description="Such as a minute: 12/09, if there is one.")


class Extended(Why):
    due_on: Day = Field(title="The new last day")
    authority: Line = Field(title="On whose authority?", description="Such as a clause, or a minute: 12/09.")


class PassedOver(Why):
    authority: Line = Field(title="On whose authority?", description="Such as a minute: 12/09.")


def _parties(within: Any, by: Actor, on: date) -> dict[str, Choices]:
    return {
        "accepted_by": [(name, name) for name in parties_of(within.agreement_id)],
        "about": [(name, name.capitalize()) for name in ("action", "recommendation")],
    }


def _other_parties(kept: Kept, by: Actor) -> Sequence[str]:
    """The hands wanted beside one’s own: every other party that signs."""
    own = by.standing_in(kept.agreement_id)
    return [party for party in parties_of(kept.agreement_id) if own and party != own.party]


offers(
    Offer(
        act="proposal.agreed",
        on=PROPOSAL,
        word="agree",
        path=f"{PROPOSAL}/agreements",
        of=proposed_named,
        title="Agree to it",
        says="Your party signs exactly what is proposed. With the last hand it is done at once. " + SEEN,
        button="Agree and sign",
        body=Agreeing,
        while_=("open",),
    ),
    Offer(
        act="proposal.refused",
        on=PROPOSAL,
        word="refuse",
        path=f"{PROPOSAL}/refusals",
        of=proposed_named,
        title="Refuse it",
        says="Nothing is done, and the proposal is closed with your reason. " + SEEN,
        button="Refuse it",
        body=Why,
        while_=("open",),
    ),
    Offer(
        act="proposal.withdrawn",
        on=PROPOSAL,
        word="withdraw",
        path=f"{PROPOSAL}/withdrawals",
        of=proposed_named,
        title="Withdraw it",
        says="Nothing is done, and the proposal is closed with your reason. " + SEEN,
        button="Withdraw it",
        body=Why,
        while_=("open",),
    ),
    Offer(
        act="promise.made",
        on=CLOCKS,
        word="promise",
        path=CLOCKS,
        of=promising_in,
        title="Promise something",
        says="Your party promises it. The day first set never moves; it is closed by evidence that another verifies. "
        + SEEN,
        button="Promise it",
        body=Promised,
        choices=_parties,
    ),
    Offer(
        act="promise.shown",
        on=CLOCK,
        word="show",
        path=f"{CLOCK}/evidence",
        of=kept_named,
        title="Show that it is done",
        says="You say what shows it; another verifies it. " + SEEN,
        button="Show it",
        body=Shown,
        while_=(in_state(RUNNING, Kind.PROMISE),),
    ),
    Offer(
        act="promise.verified",
        on=CLOCK,
        word="verify",
        path=f"{CLOCK}/verifications",
        of=kept_named,
        title="Verify it",
        says="You find good what was shown: the promise is kept. " + SEEN,
        button="Verify it",
        body=Remark,
        while_=(in_state(SHOWN, Kind.PROMISE),),
    ),
    Offer(
        act="promise.returned",
        on=CLOCK,
        word="return",
        path=f"{CLOCK}/returns",
        of=kept_named,
        title="Return it as not yet done",
        says="The promise runs on, to the day it had, with what you find missing. " + SEEN,
        button="Return it",
        body=Why,
        while_=(in_state(SHOWN, Kind.PROMISE),),
    ),
    Offer(
        act="promise.redated",
        on=CLOCK,
        word="re-date",
        path=f"{CLOCK}/re-datings",
        of=kept_named,
        title="Set another day",
        says="The day first set stays beside it, and each re-dating is counted. " + SEEN,
        button="Set the day",
        body=Redated,
        while_=(in_state(RUNNING, Kind.PROMISE),),
    ),
    Offer(
        act="promise.withdrawn",
        on=CLOCK,
        word="let-go",
        path=f"{CLOCK}/withdrawals",
        of=kept_named,
        title="Let it go",
        says="It is no longer wanted, and closed with your reason. " + SEEN,
        button="Let it go",
        body=Why,
        while_=(in_state(RUNNING, Kind.PROMISE),),
    ),
    Offer(
        act="clock.met",
        on=CLOCK,
        word="done",
        path=f"{CLOCK}/completions",
        of=kept_named,
        title="Say that it is done",
        says="The clock stops. " + SEEN,
        button="It is done",
        body=Shown,
        while_=(in_state(RUNNING, Kind.CLOCK),),
    ),
    Offer(
        act="clock.extended",
        on=CLOCK,
        word="extend",
        path=f"{CLOCK}/extensions",
        of=kept_named,
        title="Extend it",
        says="It is proposed to the other party; when they agree, the clock has the new last day. The one first set "
        "stays beside it. " + SEEN,
        button="Propose the extension",
        body=Extended,
        while_=(in_state(RUNNING, Kind.CLOCK),),
        needs=_other_parties,
    ),
    Offer(
        act="clock.paused",
        on=CLOCK,
        word="pause",
        path=f"{CLOCK}/pauses",
        of=kept_named,
        title="Let it stand still",
        says="It is proposed to the other party; when they agree, the clock stands still until it is resumed. " + SEEN,
        button="Propose the pause",
        body=Why,
        while_=(in_state(RUNNING, Kind.CLOCK),),
        needs=_other_parties,
    ),
    Offer(
        act="clock.resumed",
        on=CLOCK,
        word="resume",
        path=f"{CLOCK}/resumptions",
        of=kept_named,
        title="Let it run again",
        says="Its last day moves by as many days as it stood still. " + SEEN,
        button="Let it run",
        body=Why,
        while_=(in_state(PAUSED, Kind.CLOCK),),
    ),
    Offer(
        act="clock.passed",
        on=CLOCK,
        word="pass-over",
        path=f"{CLOCK}/omissions",
        of=kept_named,
        title="Record that it was passed over",
        says="It was not done and will not be. The omission is kept, with its reason and on whose authority. " + SEEN,
        button="Record the omission",
        body=PassedOver,
        while_=(in_state(RUNNING, Kind.CLOCK),),
    ),
)
