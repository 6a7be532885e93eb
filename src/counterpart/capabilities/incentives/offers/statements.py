"""What can be done about statements and their lines."""

from collections.abc import Sequence

from pydantic import Field

from counterpart.capabilities.incentives.policy import LineOf
from counterpart.capabilities.incentives.queries import agreement_at, line_at, statement_at
from counterpart.capabilities.incentives.rules.facts import money
from counterpart.capabilities.incentives.rules.statements import FINAL, PROVISIONAL, Statement
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.rules import GROUP
from counterpart.engines.acts.texts import Body, Label, Line, PeriodText, Reason

STATEMENTS = "/agreements/{reference}/statements"
STATEMENT = f"{STATEMENTS}/{{number}}"
LINE = f"{STATEMENT}/{{line}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Drawing(Body):
    period: PeriodText = Field(title="Of which period?", description="Like 2010-09, 2010-Q2 or 2010-11.")


class Waiving(Body):
    reason: Reason = Field(title="Why is it let go?", description="Both sides read it, in every pack.")
    authority: Line = Field(title="On whose authority?", description="The clause, the scheme or the decision.")
    amount: Label | None = Field(None, title="How much of it?", description="All, where you leave it. Like 1,250.00.")


def _signatories(statement: Statement, by: Actor) -> Sequence[str]:
    """Every party of a line and who pays; whoever asks signs for their own at once, where its key is at hand."""
    return sorted({statement.payer, *(line.party for line in statement.lines)} - {""})


def _deciding(line: LineOf, by: Actor) -> Sequence[str]:
    """The group that the rule names; where it names none, the other parties."""
    terms = next((one for one in line.agreement.terms.template.money if one.name == line.line.rule), None)
    if terms and terms.waiver:
        return (GROUP + terms.waiver,)
    own = by.standing_in(line.agreement_id)
    return line.agreement.others(own.party) if own else line.agreement.signatories


offers(
    Offer(
        act="statement.drawn",
        on=STATEMENTS,
        word="draw",
        path=STATEMENTS,
        of=agreement_at,
        title="Draw the statement of a period",
        says="Every rule is worked out from the figures and sums of the period as they stand. It is provisional until "
        "both parties have signed it. " + SEEN,
        button="Draw it",
        body=Drawing,
    ),
    Offer(
        act="statement.finalised",
        on=STATEMENT,
        word="finalise",
        path=f"{STATEMENT}/signatures",
        of=statement_at,
        title="Make it final",
        says=lambda statement: (
            f"It is proposed to every party that signs; with the last signature {money(statement.due)} "
            "is due by it, and it is never edited again. " + SEEN
        ),
        button="Sign and propose it",
        while_=(PROVISIONAL,),
        needs=_signatories,
    ),
    Offer(
        act="waiver.granted",
        on=LINE,
        word="waive",
        path=f"{LINE}/waivers",
        of=line_at,
        title="Let it go",
        says=lambda line: (
            f"{line.line.rule} takes {money(max(-line.line.amount, line.line.amount * 0))} off. It is put to "
            "those who decide it; once they do, it stands in the register of waivers with the total forgone. " + SEEN
        ),
        button="Propose it",
        body=Waiving,
        while_=(PROVISIONAL, FINAL),
        needs=_deciding,
    ),
)
