"""What can be done about a motion: voted on, decided, overruled by a group above."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from counterpart.capabilities.governance.queries.motions import motion_named
from counterpart.capabilities.governance.rules.motions import MotionOf, groups_above
from counterpart.capabilities.governance.rules.votes import CARRIED
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.rules import GROUP
from counterpart.engines.acts.texts import Body, Reason

MOTION = "/agreements/{reference}/motions/{number}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Voted(Body):
    choice: Literal["for", "against", "abstains"] = Field(title="How do you vote?")


class Decided(Body):
    without_vote: bool = Field(
        False,
        title="Nobody there was against it, and no vote was called for",
        description="Not where something is done when it is carried: each vote is then cast by its own hand.",
    )


class Overruled(Body):
    reason: Reason = Field(title="Why?")


def _group_above(of: MotionOf, by: Actor) -> Sequence[str]:
    """The group whose decision overrules this one."""
    return [f"{GROUP}{terms.name}" for terms in groups_above(of)[:1]]


offers(
    Offer(
        act="vote.cast",
        on=MOTION,
        word="vote",
        path=f"{MOTION}/votes",
        of=motion_named,
        title="Vote",
        says=lambda of: f"You vote on: {of.motion.text} A vote that was cast stands. {SEEN}",
        button="Vote",
        body=Voted,
        while_=("open",),
    ),
    Offer(
        act="decision.taken",
        on=MOTION,
        word="decide",
        path=f"{MOTION}/decision",
        of=motion_named,
        title="Take the decision",
        says="The votes are counted as the agreement has it. Without a quorum there is no decision; what is carried is "
        "done at once. " + SEEN,
        button="Take it",
        body=Decided,
        while_=("open",),
    ),
    Offer(
        act="decision.overruled",
        on=MOTION,
        word="overrule",
        path=f"{MOTION}/overruling",
        of=motion_named,
        title="Overrule the decision",
        says="It is put to the group that may overrule this one; when that group decides so, this decision ends. "
        + SEEN,
        button="Put it to that group",
        body=Overruled,
        while_=(CARRIED,),
        needs=_group_above,
    ),
)
