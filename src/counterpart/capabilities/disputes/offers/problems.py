"""What can be done about problems and early warnings."""

from pydantic import Field

from counterpart.capabilities.disputes.queries.disputes import agreement_at
from counterpart.capabilities.disputes.queries.problems import problem_at, warning_at
from counterpart.capabilities.disputes.rules.problems import ANSWERED, GIVEN, LEVELS, OPEN, Problem
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.texts import Area, Body, Line, Prose, Reason, Reference, Subject

PROBLEMS = "/agreements/{reference}/problems"
PROBLEM = f"{PROBLEMS}/{{number}}"
WARNINGS = "/agreements/{reference}/warnings"
WARNING = f"{WARNINGS}/{{number}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class NewProblem(Body):
    title: Line = Field(title="What is the problem, in a line?")
    what: Prose = Field(title="What is wrong?")
    area: Area = Field("", title="Where?")
    concerns: Subject = Field("", title="What does it concern?", description="A reference, if there is one.")


class TakingUp(Body):
    reason: Reason = Field("", title="Why can it not wait?", description="Wanted before its days have passed.")


class Solving(Body):
    how: Reason = Field(title="How was it solved?")


class NewWarning(Body):
    title: Line = Field(title="What is coming, in a line?")
    what: Prose = Field(title="What do you see coming, and when?")
    at_stake: Reason = Field("", title="What is at stake?", description="Money, days, people; as far as you know.")


class Answering(Body):
    answer: Reason = Field(title="What is done about it?")


class Averting(Body):
    how: Reason = Field(title="How was it averted?")


class ComingAbout(Body):
    how: Reason = Field(title="What came about?")
    dispute: Reference = Field("", title="Which dispute came of it?", description="Its reference, if one did.")


def _says_of_taking_up(problem: Problem) -> str:
    level = min(problem.level + 1, len(LEVELS) - 1)
    return f"It goes to {LEVELS[level]}, and its days there begin. {SEEN}"


offers(
    Offer(
        act="problem.logged",
        on=PROBLEMS,
        word="log",
        path=PROBLEMS,
        of=agreement_at,
        title="Log a problem",
        says="It is to be solved where it arose; if it is not, it goes up by age. " + SEEN,
        button="Log it",
        body=NewProblem,
    ),
    Offer(
        act="warning.given",
        on=PROBLEMS,
        word="warn",
        path=WARNINGS,
        of=agreement_at,
        title="Give an early warning",
        says="The other party is to answer it within five working days. To warn is never held against you. " + SEEN,
        button="Warn",
        body=NewWarning,
    ),
    Offer(
        act="problem.taken_up",
        on=PROBLEM,
        word="take-up",
        path=f"{PROBLEM}/levels",
        of=problem_at,
        title="Take it up",
        says=_says_of_taking_up,
        button="Take it up",
        body=TakingUp,
        while_=(OPEN,),
    ),
    Offer(
        act="problem.solved",
        on=PROBLEM,
        word="solve",
        path=f"{PROBLEM}/solutions",
        of=problem_at,
        title="Say that it is solved",
        says="It counts as solved at the level where it is. " + SEEN,
        button="It is solved",
        body=Solving,
        while_=(OPEN,),
    ),
    Offer(
        act="warning.answered",
        on=WARNING,
        word="answer",
        path=f"{WARNING}/answers",
        of=warning_at,
        title="Answer it",
        says="Its clock stops. " + SEEN,
        button="Answer",
        body=Answering,
        while_=(GIVEN,),
    ),
    Offer(
        act="warning.averted",
        on=WARNING,
        word="avert",
        path=f"{WARNING}/aversions",
        of=warning_at,
        title="Say that it was averted",
        says="The warning is closed. " + SEEN,
        button="It was averted",
        body=Averting,
        while_=(GIVEN, ANSWERED),
    ),
    Offer(
        act="warning.came_about",
        on=WARNING,
        word="came-about",
        path=f"{WARNING}/occurrences",
        of=warning_at,
        title="Say that it came about",
        says="The warning is closed, and leads to the dispute that came of it, if one did. " + SEEN,
        button="It came about",
        body=ComingAbout,
        while_=(GIVEN, ANSWERED),
    ),
)
