"""What every step of a dispute shares: the rule, the row, the step that is kept, and the clocks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes.queries.disputes import dispute_named, held
from counterpart.capabilities.disputes.rules.disputes import ANSWER, HEARING, Dispute
from counterpart.capabilities.disputes.rules.paths import ENDED, STEP_OF
from counterpart.capabilities.disputes.rules.stepping import TITLES, Going, clause_of, taken
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused

T = TypeVar("T")
QUIET = frozenset({"given evidence", "made to stand still", "let run again"})
"""What leaves a dispute where it stands, and its clocks running."""


def moved(
    dispute: Dispute,
    going: Going,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    where: str = "",
    more: Mapping[str, Any] | None = None,
) -> Done:
    """A dispute one step on: its state, the step kept, its clocks stopped, and that of its next meeting opened."""
    dispute = current(dispute)
    row = held(dispute)
    state = sound(taken(dispute, going, calendar(dispute.of.template.calendar)))
    row.state = state
    row.still_since = None if state in ENDED else row.still_since
    row.save(update_fields=["state", "still_since"])
    step, place = STEP_OF.get(going.verb, dispute.stands_on), where or going.group
    party = party_of(by, dispute.of)
    row.steps.create(
        agreement_id=dispute.agreement_id,
        verb=going.verb,
        state=state,
        step="" if going.verb in QUIET else step,
        on=at.date(),
        party=party,
        reason=reason,
        meeting_on=going.meeting_on,
        where=place,
    )
    if going.verb not in QUIET:
        for about in (ANSWER, HEARING):
            stop_clocks(
                dispute.agreement_id,
                subject=dispute.reference,
                about=about,
                by=by,
                at=at,
                reason=f"The dispute was {going.verb}.",
            )
    if going.meeting_on:
        _hearing_opened(dispute, going, place, step, at)
    clause = clause_of(dispute, going.verb)
    content = {
        "verb": going.verb,
        "state": state,
        "party": party,
        "clause": clause,
        "meeting_on": going.meeting_on.isoformat() if going.meeting_on else None,
        "where": place,
        "reason": reason,
        **(more or {}),
    }
    return Done(dispute.reference, content, reply=says(dispute, f"is {state}{_until(going)} ({clause})."))


def current(dispute: Dispute) -> Dispute:
    """The dispute as it is once nobody else can take a step of it: whoever comes second waits, and reads anew."""
    held(dispute)
    return dispute_named(dispute.of, dispute.reference)


def party_of(by: Actor, agreement: AgreementFacts) -> str:
    """The party for which somebody takes a step: one that signs."""
    return next(
        (name for name in agreement.signatories if by.standing_to(May.REPRESENT, agreement.agreement_id, party=name)),
        "",
    )


def says(dispute: Dispute, what: str) -> dict[str, str]:
    """The reply: the dispute, and in a sentence what came of it."""
    return {"reference": dispute.reference, "says": f"{dispute.reference} {what}"}


def sound(found: T | Refusal) -> T:
    """What was found. Raises Refused where it was refused."""
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _hearing_opened(dispute: Dispute, going: Going, place: str, step: str, at: datetime) -> None:
    if going.meeting_on is None:
        return
    opening = Opening(
        kind=Kind.CLOCK,
        about=HEARING,
        subject=dispute.reference,
        what=f"Hear the dispute in {place or TITLES.get(step, step)}: {dispute.title}"[:500],
        due_on=going.meeting_on,
        because="the day of the meeting that was named",
        calendar=dispute.of.template.calendar,
        source=clause_of(dispute, going.verb),
        address=f"/agreements/{dispute.agreement}/disputes/{dispute.reference}",
    )
    open_clocks(dispute.agreement_id, [opening], at=at)


def _until(going: Going) -> str:
    return f", to be heard on {going.meeting_on:%-d %B %Y}" if going.meeting_on else ""
