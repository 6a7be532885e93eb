"""Takes disputes up the ladder: notice, the groups, chief executive and director, adjudication, proceedings."""

from datetime import date, datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.obligations import counted
from counterpart.capabilities.disputes import models, policy
from counterpart.capabilities.disputes.actions.moving import current, moved, party_of, says, sound
from counterpart.capabilities.disputes.rules import disputes as rules
from counterpart.capabilities.disputes.rules.disputes import ANSWER, Dispute
from counterpart.capabilities.disputes.rules.paths import (
    ADJUDICATE,
    CONVENED,
    DECIDED,
    DISPUTE,
    HEARD,
    JUDGE,
    PLACED,
    REFERRED,
    REFERRED_DIRECTLY,
    TO_COURT,
)
from counterpart.capabilities.disputes.rules.stepping import TITLES, Going, clause_of, is_early, step_of
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

AGREED, NOMINATED = "agreed by the parties", "nominated by a body"


@act("dispute.notified", words="gave notice of a dispute", may=policy.may_notify)
def notify(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    what: str,
    kind: str = rules.KINDS[-1],
    concerns: str = "",
    claim: str = "",
) -> Done:
    """Give the other party written notice of a dispute. It then goes up the ladder that the agreement writes."""
    hold(agreement)
    if agreement.template.disputes is None:
        raise Refused(rules.no_ladder(agreement))
    party, today = party_of(by, agreement), at.date()
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What is in dispute", longest=4000),
        "kind": kind,
        "concerns": concerns,
    }
    asked = sound(rules.money(claim, what="The claim")) if claim else None
    reference = next_reference("DSP", agreement=agreement.agreement_id, year=at.year)
    row = models.Dispute.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        claim=asked,
        raised_by=party,
        notified_on=today,
        state=DISPUTE.initial,
        **told,
    )
    clause = agreement.template.disputes.notice_clause
    row.steps.create(
        agreement_id=agreement.agreement_id,
        verb="notified",
        state=DISPUTE.initial,
        on=today,
        party=party,
        reason=told["what"],
    )
    due = _answer_opened(agreement, reference, told["title"], party, at)
    content = told | {"claim": str(asked) if asked is not None else None, "party": party, "clause": clause}
    answer = f" An answer is due by {due:%-d %B %Y}." if due else ""
    return Done(reference, content, reply={"reference": reference, "says": f"Notice of {reference} is given.{answer}"})


@act("dispute.placed", words="placed a dispute before a working group", may=policy.may_step)
def place(dispute: Dispute, *, by: Actor, at: datetime, group: str, meeting_on: date) -> Done:
    """Place a dispute before the next meeting of a working group, as long after the notice as the agreement says."""
    return moved(dispute, Going(PLACED, at.date(), meeting_on, group), by, at)


@act("dispute.referred", words="referred a dispute to the core group", may=policy.may_step)
def refer(dispute: Dispute, *, by: Actor, at: datetime, group: str, meeting_on: date) -> Done:
    """Refer to the core group what the working group could not settle, after the least time between."""
    return moved(dispute, Going(REFERRED, at.date(), meeting_on, group), by, at)


@act("dispute.referred_directly", words="referred a dispute directly to the core group", may=policy.may_step)
def refer_directly(dispute: Dispute, *, by: Actor, at: datetime, group: str, meeting_on: date, reason: str) -> Done:
    """Refer a dispute past the working group, where one acts reasonably in finding it unsuitable there. No penalty."""
    why = words(reason, what="The reason", longest=500)
    return moved(dispute, Going(REFERRED_DIRECTLY, at.date(), meeting_on, group), by, at, reason=why)


@act("dispute.convened", words="put a dispute to chief executive and director", may=policy.may_step)
def convene(dispute: Dispute, *, by: Actor, at: datetime, meeting_on: date, information: str) -> Done:
    """Convene the meeting of chief executive and director, with all that is known of the dispute."""
    known = words(information, what="What is known", longest=4000)
    going = Going(CONVENED, at.date(), meeting_on)
    step = step_of(dispute, CONVENED)
    return moved(dispute, going, by, at, reason=known, where=" and ".join(step.attended_by) if step else "")


@act("dispute.heard", words="recorded what a meeting came to on a dispute", may=policy.may_step)
def hear(dispute: Dispute, *, by: Actor, at: datetime, outcome: str) -> Done:
    """Record that the meeting heard the dispute and did not settle it, with the course of action it agreed, if any."""
    said = words(outcome, what="What it came to", longest=4000)
    where = next((taken.where for taken in reversed(dispute.history) if taken.where), "")
    return moved(dispute, Going(HEARD, at.date()), by, at, reason=said, where=where)


@act("dispute.sent_to_adjudication", words="sent a dispute to adjudication", may=policy.may_step)
def adjudicate(
    dispute: Dispute, *, by: Actor, at: datetime, adjudicator: str, how: str, shown_by: str, body_named: str = ""
) -> Done:
    """Send a dispute to adjudication. Before the escalation process was used, one’s own party pays for both."""
    dispute = current(dispute)
    step = step_of(dispute, ADJUDICATE)
    nominating = (step.nominated_by if step else "") or body_named
    if how == NOMINATED and not nominating:
        raise Refused(_nobody_nominates(dispute))
    early, party = is_early(dispute), party_of(by, dispute.of)
    told = {
        "adjudicator": words(adjudicator, what="The adjudicator", longest=200),
        "appointed": f"{how}: {words(shown_by, what='What shows it', longest=120)}",
        "body": nominating if how == NOMINATED else "",
        "commenced_by": party,
        "early": early,
        "payer": party if early else "",
    }
    consequence = _consequence(dispute, party, early=early)
    done = moved(
        dispute, Going(ADJUDICATE, at.date()), by, at, reason=consequence, where=str(told["adjudicator"]), more=told
    )
    models.Dispute.objects.filter(agreement_id=dispute.agreement_id, reference=dispute.reference).update(**told)
    return Done(done.subject, done.content, reply=says(dispute, f"is in adjudication. {consequence}"))


@act("dispute.adjudicated", words="recorded the adjudicator’s decision", may=policy.may_step)
def decide(dispute: Dispute, *, by: Actor, at: datetime, decision: str, fee: str = "", other_costs: str = "") -> Done:
    """Record what the adjudicator decided, the fee, and for an early adjudication the other party’s costs."""
    told = {
        "decision": words(decision, what="The decision", longest=4000),
        "fee": sound(rules.money(fee, what="The fee")) if fee else None,
        "other_costs": sound(rules.money(other_costs, what="The costs")) if other_costs else None,
    }
    content = {"decision": told["decision"], "fee": fee or None, "other_costs": other_costs or None}
    done = moved(dispute, Going(DECIDED, at.date()), by, at, reason=str(told["decision"]), more=content)
    models.Dispute.objects.filter(agreement_id=dispute.agreement_id, reference=dispute.reference).update(**told)
    before = dispute.adjudication
    owed = f" The {before.payer} pays the whole fee and the other’s costs." if before and before.early else ""
    return Done(done.subject, done.content, reply=says(dispute, f"is adjudicated.{owed}"))


@act("dispute.taken_to_court", words="took a dispute to court", may=policy.may_step)
def take_to_court(dispute: Dispute, *, by: Actor, at: datetime, court: str) -> Done:
    """Record that proceedings were begun. Refused until the escalation process has been used."""
    where = words(court, what="The court", longest=200)
    return moved(dispute, Going(TO_COURT, at.date()), by, at, where=where)


@act("dispute.judged", words="recorded the judgment on a dispute", may=policy.may_step)
def judge(dispute: Dispute, *, by: Actor, at: datetime, judgment: str) -> Done:
    """Record what the court decided. Nothing follows it here."""
    said = words(judgment, what="The judgment", longest=4000)
    return moved(dispute, Going(JUDGE, at.date()), by, at, reason=said)


def _answer_opened(agreement: AgreementFacts, reference: str, title: str, party: str, at: datetime) -> date | None:
    """A clock for each other party, as long as the agreement gives it to answer a notice."""
    answer = agreement.template.answer_to("notice of dispute")
    if answer is None:
        return None
    due, because = counted(at.date(), answer.within, calendar(agreement.template.calendar))
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=ANSWER,
            subject=reference,
            what=f"Answer the notice of dispute: {title}",
            due_on=due,
            because=f"{because} the notice",
            party=other,
            calendar=agreement.template.calendar,
            source=answer.clause,
            address=f"/agreements/{agreement.reference}/disputes/{reference}",
        )
        for other in agreement.others(party)
    ]
    open_clocks(agreement.agreement_id, openings, at=at)
    return due


def _consequence(dispute: Dispute, party: str, *, early: bool) -> str:
    """What an adjudication begun now costs, and whom."""
    step = step_of(dispute, ADJUDICATE)
    clause = clause_of(dispute, ADJUDICATE)
    if step is None or not early:
        return f"It costs {step.cost if step else 'what is decided'} ({clause})."
    unused = " and ".join(TITLES[one.step] for one in dispute.still_to_use)
    return f"It is early, as {unused} had not heard it: the {party} pays {step.early_cost or step.cost} ({clause})."


def _nobody_nominates(dispute: Dispute) -> Refusal:
    return Refusal(
        code="dispute.no-body",
        what=f"{dispute.reference} was not sent to adjudication",
        fact="no body that nominates an adjudicator is named",
        rule=f"{clause_of(dispute, ADJUDICATE)}: an adjudicator is agreed by the parties, or nominated by a body they "
        "name",
        next_step="Name the body, or an adjudicator on whom both have agreed.",
    )
