"""What is done about clocks and promises: shown, verified, returned, re-dated, extended, paused, passed over.

The day first set never moves. What closes a promise is evidence, and another who finds it good.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterpart.engines.access.roles import either
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.models import Clock as Row
from counterpart.engines.clocks.rules import policy
from counterpart.engines.clocks.rules.policy import ANSWERS_FOR, Kept
from counterpart.engines.clocks.rules.promises import Kind, moved_by_a_pause
from counterpart.engines.clocks.running import Opening, clock_row, open_clocks, paused_since, step
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

REASON, EVIDENCE, WHAT = 500, 200, 500


@dataclass(frozen=True)
class Promising:
    """An agreement in which a promise is about to be made."""

    agreement_id: str
    agreement: str


def _may_promise(actor: Actor, within: Promising) -> Refusal | None:
    """Whoever answers for a party: what is promised is promised for it."""
    held = [s for s in actor.standings if s.agreement == within.agreement_id]
    if any(s.role in ANSWERS_FOR for s in held):
        return None
    return Refusal(
        code="promise.not-yours",
        what="Nothing was promised",
        fact=f"{actor.name} does not answer for a party of {within.agreement}",
        rule=f"a party promises by a {either(ANSWERS_FOR)}",
        next_step="Ask one of them.",
    )


@act("promise.made", words="promised", may=_may_promise)
def make_promise(
    within: Promising,
    *,
    by: Actor,
    at: datetime,
    what: str,
    due_on: date,
    accepted_by: str = "",
    about: str = "action",
    subject: str = "",
) -> Done:
    """Promise for one’s own party to do something by a day. Closed by evidence, and by another who verifies it."""
    said = words(what, what="What is promised", longest=WHAT)
    _not_past(due_on, at)
    party = next(s.party for s in by.standings if s.agreement == within.agreement_id and s.role in ANSWERS_FOR)
    opening = Opening(
        kind=Kind.PROMISE,
        about=about,
        subject=subject or within.agreement,
        what=said,
        due_on=due_on,
        because="the day that was promised",
        party=party,
        accepted_by=accepted_by,
    )
    (reference,) = open_clocks(within.agreement_id, [opening], at=at)
    content = {"what": said, "due_on": due_on.isoformat(), "party": party, "accepted_by": accepted_by, "about": about}
    return Done(
        reference, content, reply={"reference": reference, "says": f"{reference} is promised for {_day(due_on)}."}
    )


@act("promise.shown", words="showed that a promise is kept", may=policy.may_show)
def show(kept: Kept, *, by: Actor, at: datetime, evidence: str) -> Done:
    """Show that what was promised is done, by what can be looked at. Another verifies it."""
    said = words(evidence, what="What shows it", longest=EVIDENCE)
    row = step(_held(kept), "shown", by=by, at=at, reason="", evidence=said)
    return _told(row, {"evidence": said}, "is shown; it waits to be verified")


@act("promise.verified", words="verified that a promise is kept", may=policy.may_verify)
def verify(kept: Kept, *, by: Actor, at: datetime, remark: str = "") -> Done:
    """Find good what was shown: the promise is kept. Another does this than showed it."""
    row = step(_held(kept), "verified", by=by, at=at, reason=remark)
    return _told(row, {"remark": remark}, "is verified")


@act("promise.returned", words="returned a promise as not yet kept", may=policy.may_verify)
def send_back(kept: Kept, *, by: Actor, at: datetime, reason: str) -> Done:
    """Return what was shown, with what is missing. The promise runs on, to the day it had."""
    row = step(_held(kept), "returned", by=by, at=at, reason=_reason(reason))
    return _told(row, {"reason": reason}, "is returned, and runs on")


@act("promise.redated", words="set a later day for a promise", may=policy.may_show)
def redate(kept: Kept, *, by: Actor, at: datetime, due_on: date, reason: str, authority: str = "") -> Done:
    """Set another day for a promise, with the reason. The day first set stays, and each re-dating is counted."""
    _not_past(due_on, at)
    before = kept.clock.due_on
    row = step(_held(kept), "re-dated", by=by, at=at, reason=_reason(reason), due_on=due_on, authority=authority)
    told = {"due_on": due_on.isoformat(), "before": before.isoformat(), "reason": reason, "authority": authority}
    return _told(row, told, f"is now due on {_day(due_on)}; first set was {_day(row.original_due_on)}")


@act("promise.withdrawn", words="let a promise go", may=policy.may_let_go)
def withdraw(kept: Kept, *, by: Actor, at: datetime, reason: str) -> Done:
    """Let a promise go that was made to one’s party, with the reason."""
    row = step(_held(kept), "withdrawn", by=by, at=at, reason=_reason(reason))
    return _told(row, {"reason": reason}, "is no longer wanted")


@act("clock.met", words="did what a clock asked for", may=policy.may_show)
def meet(kept: Kept, *, by: Actor, at: datetime, evidence: str) -> Done:
    """Say that what a clock asked for is done, and what shows it. A clock that an act stops is stopped by that act."""
    said = words(evidence, what="What shows it", longest=EVIDENCE)
    row = step(_held(kept), "met", by=by, at=at, reason="", evidence=said)
    return _told(row, {"evidence": said}, "is done")


@act("clock.extended", words="extended a clock", may=policy.may_show)
def extend(kept: Kept, *, by: Actor, at: datetime, due_on: date, reason: str, authority: str) -> Done:
    """Give a clock another last day, with the reason and by whose authority. The other party agrees first."""
    before = kept.clock.due_on
    if due_on <= before:
        raise Refused(_not_later(kept, due_on))
    row = step(_held(kept), "extended", by=by, at=at, reason=_reason(reason), due_on=due_on, authority=authority)
    told = {"due_on": due_on.isoformat(), "before": before.isoformat(), "reason": reason, "authority": authority}
    return _told(row, told, f"now runs to {_day(due_on)}; first set was {_day(row.original_due_on)}")


@act("clock.paused", words="paused a clock", may=policy.may_show)
def pause(kept: Kept, *, by: Actor, at: datetime, reason: str) -> Done:
    """Let a clock stand still, with the reason. The other party agrees first."""
    row = step(_held(kept), "paused", by=by, at=at, reason=_reason(reason))
    return _told(row, {"reason": reason}, "stands still")


@act("clock.resumed", words="let a clock run again", may=policy.may_show)
def resume(kept: Kept, *, by: Actor, at: datetime, reason: str) -> Done:
    """Let a clock run again: its last day moves by as many days as it stood still."""
    row = _held(kept)
    due_on = moved_by_a_pause(row.due_on, paused_since(row), at.date()) if row.state == "paused" else row.due_on
    row = step(row, "resumed", by=by, at=at, reason=_reason(reason), due_on=due_on)
    return _told(row, {"reason": reason, "due_on": due_on.isoformat()}, f"runs to {_day(due_on)}")


@act("clock.passed", words="recorded that something was passed over", may=policy.may_show)
def pass_over(kept: Kept, *, by: Actor, at: datetime, reason: str, authority: str) -> Done:
    """Record that what a clock asked for was not done and will not be, with the reason and on whose authority."""
    row = step(_held(kept), "passed over", by=by, at=at, reason=_reason(reason), authority=authority)
    return _told(row, {"reason": reason, "authority": authority}, "is recorded as passed over")


def _held(kept: Kept) -> Row:
    row = clock_row(kept.agreement_id, kept.clock.reference)
    if row is None:
        raise Refused(unknown(kept.clock.reference))
    return row


def _told(row: Row, content: dict[str, Any], says: str) -> Done:
    told = {"what": row.what, **{name: part for name, part in content.items() if part}, "state": row.state}
    return Done(row.reference, told, reply={"reference": row.reference, "says": f"{row.reference} {says}."})


def _reason(text: str) -> str:
    return words(text, what="The reason", longest=REASON)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _not_past(due_on: date, at: datetime) -> None:
    if due_on < at.date():
        raise Refused(
            Refusal(
                code="promise.past",
                what="The day was not set",
                fact=f"{_day(due_on)} has passed",
                rule="a promise is for a day that is still to come",
                next_step="Choose a later day.",
            )
        )


def _not_later(kept: Kept, due_on: date) -> Refusal:
    return Refusal(
        code="clock.not-later",
        what=f"{kept.clock.reference} was not extended",
        fact=f"{_day(due_on)} is not after {_day(kept.clock.due_on)}, its last day now",
        rule="an extension gives a later last day",
        next_step="Choose a later day.",
    )


def unknown(reference: str) -> Refusal:
    """There is no such clock or promise, or the asker has no part in it."""
    return Refusal(
        code="clock.unknown",
        what="There is no such clock or promise",
        fact=f"nothing runs here under {reference[:40]}",
        rule="a clock or promise is known by its reference",
        next_step="Open it from the list of what runs.",
    )
