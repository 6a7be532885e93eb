"""Pure: what is put to a group, how it stands, and how a decision ends: overruled, or void for want of a quorum."""

from dataclasses import dataclass
from datetime import date, datetime

from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.votes import CARRIED, LOST, Vote
from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

RESOLUTION, RECOMMENDATION = "resolution", "recommendation"
KINDS = (RESOLUTION, RECOMMENDATION)
OVERRULED, VOID, FALLEN, OVER = "overruled", "void", "fallen", "carried over"
MOTION = LifeCycle(
    subject="motion",
    initial="open",
    steps={
        ("open", "carried"): CARRIED,
        ("open", "lost"): LOST,
        ("open", "fallen"): FALLEN,
        ("open", "carried over"): OVER,
        (CARRIED, "overruled"): OVERRULED,
        (CARRIED, "void"): VOID,
        (LOST, "void"): VOID,
    },
)
"""Fallen: what was proposed was withdrawn or had lapsed. Void: there was no quorum when it was decided."""


@dataclass(frozen=True)
class MotionFacts:
    """A motion before a group: at an item of a meeting, or out of meeting where `meeting` is empty.

    `proposal` is the proposed act that is performed when it is carried; `report` and `month` what it wants on the
    work programme; `addressee` and `due_on` to whom a recommendation goes and by when they answer.
    """

    reference: str
    group: str
    meeting: str
    line: int
    text: str
    kind: str
    state: str
    proposal: str = ""
    performs: str = ""
    told: tuple[tuple[str, str], ...] = ()
    report: str = ""
    month: date | None = None
    addressee: str = ""
    due_on: date | None = None
    out_of_meeting_because: str = ""
    reply_by: date | None = None
    votes: tuple[Vote, ...] = ()
    number: MinuteNumber | None = None
    decided_at: datetime | None = None
    how: str = ""
    because: str = ""

    @property
    def decided_on(self) -> date | None:
        return self.decided_at.date() if self.decided_at else None

    @property
    def is_open(self) -> bool:
        return self.state == MOTION.initial

    @property
    def cited(self) -> str:
        """As later acts cite it: by its minute, otherwise by its own reference."""
        return str(self.number) if self.number else self.reference


@dataclass(frozen=True)
class MotionOf:
    """A motion of a group, as the acts on it see it: with its meeting’s state, and who is tied."""

    group: GroupFacts
    motion: MotionFacts
    meeting_state: str = ""
    tied: frozenset[str] = frozenset()
    sitting: tuple[tuple[str, str], ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.group.agreement_id

    @property
    def state(self) -> str:
        return self.motion.state

    @property
    def address(self) -> str:
        return f"/agreements/{self.group.agreement.reference}/motions/{self.motion.reference}"


def put_well(kind: str, addressee: str, due_on: date | None, report: str, month: date | None) -> Refusal | None:
    """Refuses a recommendation to nobody, and a month without its report."""
    if (due_on or kind == RECOMMENDATION) and not addressee:
        fact = "it was not said to whom it is recommended"
        return _not_put("motion.to-nobody", fact, "a recommendation goes to a party, which answers it", "Say to whom.")
    if bool(report) != bool(month):
        fact = "a report was named without its month, or a month without its report"
        rule = "a motion that puts a report on the work programme names both"
        return _not_put("motion.half-a-report", fact, rule, "Name the report and the month.")
    return None


def groups_above(of: MotionOf) -> tuple[GroupTerms, ...]:
    """The groups that the agreement lets overrule a decision of this one."""
    groups = of.group.agreement.terms.template.groups
    return tuple(terms for terms in groups if of.group.name in terms.may_overrule)


def final(group: GroupFacts, motion: MotionFacts) -> Refusal:
    return Refusal(
        code="decision.final",
        what=f"{motion.cited} was not overruled",
        fact=f"no group may overrule the {group.terms.title}",
        rule="a decision is overruled by a group to which the agreement gives that power (Governance 7.2)",
        next_step="Ask the same group to decide again.",
    )


def waits_for_votes(motion: MotionFacts, fact: str, rule: str) -> Refusal:
    return Refusal(
        code="vote.wanting",
        what=f"{motion.reference} was not decided",
        fact=fact,
        rule=rule,
        next_step="Ask for the votes that are wanted, or carry the motion over to the next meeting.",
    )


def no_quorum(motion: MotionFacts, fact: str, rule: str) -> Refusal:
    return Refusal(
        code="decision.no-quorum",
        what=f"{motion.reference} was not decided",
        fact=fact,
        rule=f"{rule}; a decision without a quorum is void",
        next_step="Wait until there is a quorum, or close the meeting: the motion goes to the next one.",
    )


def _not_put(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="Nothing was put to the group", fact=fact, rule=rule, next_step=next_step)
