"""What is asked for each step of a dispute."""

from pydantic import Field

from counterpart.capabilities.disputes.rules.disputes import KINDS
from counterpart.engines.acts.texts import Area, Body, Code, Day, Label, Line, Prose, Reason, Subject

POUNDS = "In pounds and pence, like 12,400.50."


class Notice(Body):
    title: Line = Field(title="What is in dispute, in a line?")
    what: Prose = Field(
        title="What is in dispute?", description="What you know of it, as the other party should read it."
    )
    kind: Label = Field(KINDS[-1], title="What kind of dispute is it?")
    concerns: Subject = Field("", title="What does it concern?", description="A reference, if there is one.")
    claim: Label = Field("", title="What is claimed?", description=POUNDS + " Nothing, where no money is asked for.")


class Placing(Body):
    group: Label = Field(title="Before which group?")
    meeting_on: Day = Field(title="On which day does it meet?")


class Direct(Placing):
    reason: Reason = Field(title="Why is it unsuitable for the working group?", description="There is no penalty.")


class Convening(Body):
    meeting_on: Day = Field(title="On which day do they meet?")
    information: Prose = Field(title="What is known of the dispute?", description="All of it goes to the meeting.")


class Hearing(Body):
    outcome: Prose = Field(title="What did the meeting come to?", description="And what course of action, if any.")


class Adjudicating(Body):
    adjudicator: Line = Field(
        title="Who adjudicates?", description="The post or practice; the letter names the person."
    )
    how: Label = Field(title="How were they found?")
    shown_by: Area = Field(title="What shows it?", description="A letter, or a minute.")
    body_named: Line = Field("", title="Which body nominated them?", description="Where a body did.")


class Deciding(Body):
    decision: Prose = Field(title="What was decided?")
    fee: Label = Field("", title="The adjudicator’s fees and expenses", description=POUNDS)
    other_costs: Label = Field("", title="The other party’s reasonable costs", description=POUNDS)


class ToCourt(Body):
    court: Line = Field(title="Before which court?")


class Judging(Body):
    judgment: Prose = Field(title="What did the court decide?")


class Settling(Body):
    terms: Prose = Field(title="On what terms?")
    amount: Label | None = Field(None, title="What is paid?", description=POUNDS + " Nothing, where none is.")
    payer: Label | None = Field(None, title="By which party?")
    precedent: Prose | None = Field(
        None, title="What precedent is proposed?", description="How the like is dealt with from now on."
    )


class Why(Body):
    reason: Reason = Field(title="Why?", description="It is kept in the record, and both sides read it.")


class Still(Body):
    what: Reason = Field(title="What stands still?", description="Such as: deductions on the jobs in dispute.")


class Shown(Body):
    title: Line = Field(title="What is it?")
    what: Prose = Field(title="What does it show?")
    clause: Line = Field(title="Under which clause was it recorded?", description="Such as Governance 7.1.10.")
    found_at: Line = Field("", title="Where is it found?", description="A reference, a minute, a file.")


class Figure(Body):
    indicator: Code = Field(title="Which indicator?")
    period: Label = Field(title="Of which closed period?", description="Such as 2007-08.")
    what: Reason = Field(title="What does it show?")
