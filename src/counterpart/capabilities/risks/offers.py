"""What can be done about registers, risks and issues: on their pages, over the API and on the command line."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.risks.queries import agreement_at, issue_at, risk_at
from counterpart.capabilities.risks.rules import issues
from counterpart.capabilities.risks.rules.risks import CLOSED, KEPT, OPEN, Measure, Risk, of_register, registers
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Area, Body, Day, Label, Line, Reason
from counterpart.engines.library.risk_scales import USUAL, risk_scales

RISKS = "/agreements/{reference}/risks"
RISK = f"{RISKS}/{{number}}"
ISSUES = "/agreements/{reference}/issues"
ISSUE = f"{ISSUES}/{{number}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
LEVEL = "By its name or its number on the scale, such as Medium or 2."


class Register(Body):
    kept_in: Label = Field("agreement", title="In which register?")
    scale: Label = Field(USUAL, title="On which scale?")


class NewRisk(Body):
    title: Line = Field(title="What may go wrong?")
    likelihood: Label = Field(title="How likely is it?", description=LEVEL)
    impact: Label = Field(title="How much would it harm?", description=LEVEL)
    kept_in: Label = Field("agreement", title="In which register?")
    scale: Label = Field(USUAL, title="On which scale?")
    owner: Area = Field("", title="Whose is it?", description="A post, such as service manager; it may be left out.")
    mitigation: Reason = Field("", title="What is done about it?", description="It may be left out.")
    known_as: Label = Field("", title="Its number in the register", description="Where it has one already.")
    review_on: Day | None = Field(None, title="By when is it reviewed?", description="Where you leave it, none is set.")


class Scoring(Body):
    measure: Label = Field(Measure.CURRENT, title="Which score?")
    likelihood: Label = Field(title="How likely is it?", description=LEVEL)
    impact: Label = Field(title="How much would it harm?", description=LEVEL)
    reason: Reason = Field(title="Why?", description="It is kept beside the score, and both sides read it.")


class Reviewing(Body):
    remark: Reason = Field(title="What was found?", description="Such as: the score stays, as nothing has changed.")
    next_on: Day | None = Field(None, title="By when is it looked at again?", description="None is shown as none.")


class HandingOver(Body):
    owner: Area = Field(title="Whose is it now?", description="A post, such as service manager.")
    reason: Reason = Field(title="Why?")


class Mitigating(Body):
    mitigation: Reason = Field(title="What is done about it?")


class Why(Body):
    reason: Reason = Field(title="Why?", description="It is kept in the record, and both sides read it.")


class Happening(Body):
    what: Reason = Field(title="What has happened?")
    owner: Area = Field("", title="Whose is it to resolve?", description="The risk’s owner, where you leave it.")
    resolve_by: Day | None = Field(None, title="By when is it to be resolved?")


class NewIssue(Happening):
    title: Line = Field(title="What is the issue, in a line?")


class Resolving(Body):
    how: Reason = Field(title="How was it resolved?")


class Forward(Body):
    kept_in: Label = Field(title="Which register?")
    review_by: Day = Field(
        title="By when do both review it?", description="Such as the next meeting of the core group."
    )
    group: Label = Field("core group", title="Where is it reviewed?")


def _registers(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    named = [(name, of_register(name).removeprefix("the ").capitalize()) for name in registers(agreement)]
    return {"kept_in": named, "scale": [(scale.id, scale.title) for scale in risk_scales().values()]}


def _to_put_forward(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"kept_in": _registers(agreement, by, on)["kept_in"]}


def _levels(risk: Risk, by: Actor, on: date) -> Mapping[str, Choices]:
    def named(names: tuple[str, ...]) -> Choices:
        return [(str(place), f"{place} {name}") for place, name in enumerate(names, 1)]

    return {
        "measure": [(measure.value, measure.value.capitalize()) for measure in Measure],
        "likelihood": named(risk.scale.likelihood),
        "impact": named(risk.scale.impact),
    }


def _says_of_scoring(risk: Risk) -> str:
    return f"It stands at {risk.current.worth} now. Every earlier score stays beside the new one. {SEEN}"


offers(
    Offer(
        act="risk.entered",
        on=RISKS,
        word="enter",
        path=RISKS,
        of=agreement_at,
        title="Enter a risk",
        says="It is in the register with this score. " + SEEN,
        button="Enter it",
        body=NewRisk,
        choices=_registers,
    ),
    Offer(
        act="risk.taken_in",
        on=RISKS,
        word="take-in",
        path=f"{RISKS}/registers",
        of=agreement_at,
        title="Take in a register as a file",
        says="A CSV file with the columns ref, risk, likelihood and impact, and score, likelihood_name, impact_name, "
        "movement, mitigation, owner and source where they are known. It is taken in whole, or not at all. " + SEEN,
        button="Take it in",
        body=Register,
        choices=_registers,
        file=True,
    ),
    Offer(
        act="register.put_forward",
        on=RISKS,
        word="put-forward",
        path=f"{RISKS}/reviews",
        of=agreement_at,
        title="Put your register forward for both to review",
        says="Your party promises that both review it by that day; the other party verifies that it was done. " + SEEN,
        button="Put it forward",
        body=Forward,
        choices=_to_put_forward,
    ),
    Offer(
        act="issue.raised",
        on=RISKS,
        word="raise",
        path=ISSUES,
        of=agreement_at,
        title="Raise an issue",
        says="Something has gone wrong that was no risk in the registers. " + SEEN,
        button="Raise it",
        body=NewIssue,
    ),
    Offer(
        act="risk.scored",
        on=RISK,
        word="score",
        path=f"{RISK}/scores",
        of=risk_at,
        title="Score it anew",
        says=_says_of_scoring,
        button="Give it this score",
        body=Scoring,
        while_=KEPT,
        choices=_levels,
    ),
    Offer(
        act="risk.reviewed",
        on=RISK,
        word="review",
        path=f"{RISK}/reviews",
        of=risk_at,
        title="Record a review",
        says="The clock of its review stops, and runs anew to the next day, if you set one. " + SEEN,
        button="It was reviewed",
        body=Reviewing,
        while_=KEPT,
    ),
    Offer(
        act="risk.mitigated",
        on=RISK,
        word="mitigate",
        path=f"{RISK}/mitigations",
        of=risk_at,
        title="Say what is done about it",
        says="It stands in the register. The score stays as it is until it is given anew. " + SEEN,
        button="Say so",
        body=Mitigating,
        while_=KEPT,
    ),
    Offer(
        act="risk.handed_over",
        on=RISK,
        word="hand-over",
        path=f"{RISK}/owners",
        of=risk_at,
        title="Give it another owner",
        says="It is theirs from now on. " + SEEN,
        button="Hand it over",
        body=HandingOver,
        while_=KEPT,
    ),
    Offer(
        act="risk.happened",
        on=RISK,
        word="happened",
        path=f"{RISK}/issues",
        of=risk_at,
        title="It has happened: make it an issue",
        says="An issue is raised, and the risk stays in its register. " + SEEN,
        button="Make it an issue",
        body=Happening,
        while_=(OPEN,),
    ),
    Offer(
        act="risk.closed",
        on=RISK,
        word="close",
        path=f"{RISK}/closures",
        of=risk_at,
        title="Close it",
        says="It can no longer happen. It stays in the record, with your reason. " + SEEN,
        button="Close it",
        body=Why,
        while_=(OPEN,),
    ),
    Offer(
        act="risk.reopened",
        on=RISK,
        word="reopen",
        path=f"{RISK}/reopenings",
        of=risk_at,
        title="Open it again",
        says="It is in the register again, with the score it had. " + SEEN,
        button="Open it again",
        body=Why,
        while_=(CLOSED,),
    ),
    Offer(
        act="issue.resolved",
        on=ISSUE,
        word="resolve",
        path=f"{ISSUE}/resolutions",
        of=issue_at,
        title="Resolve it",
        says="Its clock stops, and the risk it came of is open again. " + SEEN,
        button="It is resolved",
        body=Resolving,
        while_=(issues.OPEN,),
    ),
)
