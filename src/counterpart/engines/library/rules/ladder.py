"""How a dispute is settled, step by step: who hears it, how soon, and what going past a step costs. Pure."""

from dataclasses import dataclass
from typing import Literal

from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT

StepKind = Literal["working group", "core group", "executives", "adjudication", "proceedings"]
WORKING_GROUP: StepKind = "working group"
CORE_GROUP: StepKind = "core group"
EXECUTIVES: StepKind = "executives"
ADJUDICATION: StepKind = "adjudication"
PROCEEDINGS: StepKind = "proceedings"


@dataclass(frozen=True)
class LadderStep:
    """One step. `groups` hear it; `attended_by` are posts, as “party: post”.

    `after` is the least time between what comes before (the notice, or the meeting that heard it) and the meeting;
    `within` the longest notice of a meeting that is convened for it. `escalation` steps must have been used before
    proceedings, and before adjudication by whoever does not wish to pay for both. A step that a party acting
    reasonably `may_pass_over` can be left out with a reason. `nominated_by` names the adjudicator where the parties do
    not agree on one; where it says nothing, whoever asks says who the parties named. `cost` is what it costs, in words.
    """

    step: StepKind
    clause: str
    cost: str
    groups: tuple[str, ...] = ()
    attended_by: tuple[str, ...] = ()
    after: Span | None = None
    within: Span | None = None
    escalation: bool = False
    may_pass_over: bool = False
    nominated_by: str = ""
    early_cost: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Ladder:
    """The steps in their order, and the notice with which they begin."""

    notice_clause: str
    steps: tuple[LadderStep, ...]

    __pydantic_config__ = STRICT

    def step(self, kind: str) -> LadderStep | None:
        """The step of a kind; None where this agreement has none."""
        return next((step for step in self.steps if step.step == kind), None)

    @property
    def escalation(self) -> tuple[LadderStep, ...]:
        """The steps that must have been used before proceedings."""
        return tuple(step for step in self.steps if step.escalation)
