"""Opens and stops the clocks of meetings: agenda and papers, minutes, what is owed, and who is debriefed."""

from datetime import date, datetime

from counterpart.capabilities.governance.rules.deadlines import minutes_due, papers_due
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import MeetingFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.models import Clock
from counterpart.engines.clocks.rules.deadlines import Deadline
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, step, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused

AGENDA, MINUTES, DEBRIEF, REPORT, OWED, VOTE = "agenda", "minutes", "debrief", "report", "owed", "vote"
ABOUT = (AGENDA, MINUTES, REPORT, OWED)


def _day(found: Deadline | Refusal) -> Deadline:
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def agenda_clock(meeting: MeetingFacts, *, at: datetime) -> None:
    """The agenda is due with its papers before the meeting; called later than that, it is due at once."""
    terms, template = meeting.group.terms, meeting.group.agreement.terms.template
    due = _day(papers_due(terms, meeting.held_on, calendar(template.calendar)))
    opening = Opening(
        kind=Kind.CLOCK,
        about=AGENDA,
        subject=meeting.reference,
        what=f"Send out the agenda of the {terms.title}",
        due_on=max(due.on, at.date()),
        because=due.because if due.on >= at.date() else "the meeting was called after its agenda was due",
        party=meeting.group.chair_party,
        calendar=template.calendar,
        source=terms.clause,
        address=meeting.address,
    )
    open_clocks(meeting.agreement_id, [opening], at=at)


def what_is_owed(meeting: MeetingFacts, *, at: datetime) -> None:
    """What working groups report, and what a party owes at each meeting of the group, is due with the papers."""
    terms, template = meeting.group.terms, meeting.group.agreement.terms.template
    papers = _day(papers_due(terms, meeting.held_on, calendar(template.calendar)))
    reporting = [group for group in template.groups if group.reports_to == terms.name]
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=REPORT,
            subject=f"{meeting.reference}/group:{group.name}",
            what=f"Report of the {group.title} to the {terms.title}",
            due_on=max(papers.on, at.date()),
            because=papers.because,
            party=group.chair if group.chair in template.parties else "",
            source=group.clause,
            address=meeting.address,
        )
        for group in reporting
    ]
    openings += [
        Opening(
            kind=Kind.CLOCK,
            about=OWED,
            subject=f"{meeting.reference}/{owed.ref}",
            what=owed.what[:500],
            due_on=meeting.held_on,
            because=f"the meeting of the {terms.title} on {meeting.held_on:%-d %B %Y}",
            party=owed.who if owed.who in template.parties else "",
            accepted_by=owed.accepted_by if owed.accepted_by in template.parties else "",
            source=owed.clause,
            address=meeting.address,
        )
        for owed in template.obligations
        if owed.group == terms.name
    ]
    if openings:
        open_clocks(meeting.agreement_id, openings, at=at)


def minutes_clock(meeting: MeetingFacts, *, held_on: date, at: datetime) -> Deadline:
    """The minutes are due with everybody who took part; the chair’s party sees to it."""
    terms, template = meeting.group.terms, meeting.group.agreement.terms.template
    due = _day(minutes_due(terms, held_on, calendar(template.calendar)))
    opening = Opening(
        kind=Kind.CLOCK,
        about=MINUTES,
        subject=meeting.reference,
        what=f"Send out the minutes of the {terms.title}",
        due_on=due.on,
        because=due.because,
        party=meeting.group.chair_party,
        calendar=template.calendar,
        source=f"{terms.clause}; Governance 5.4.5",
        address=meeting.address,
    )
    open_clocks(meeting.agreement_id, [opening], at=at)
    return due


def debriefs(meeting: MeetingFacts, due: Deadline, *, at: datetime) -> None:
    """Each delegate who was there tells the member what was said, by the day the minutes are due (Governance 5.3.2)."""
    there = {one.person for one in meeting.presences if one.capacity == "delegate"}
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=DEBRIEF,
            subject=f"{meeting.reference}/{one.place}",
            what=f"Debrief the member you attended for, on {meeting.title}",
            due_on=due.on,
            because=f"the day its minutes are due: {due.because}"[:300],
            party=one.party,
            person=one.delegate,
            source="Governance 5.3.2",
            address=meeting.address,
        )
        for one in meeting.delegates
        if one.delegate in there
    ]
    if openings:
        open_clocks(meeting.agreement_id, openings, at=at)


def stop_owed(meeting: MeetingFacts, source: str, *, by: Actor, at: datetime, reason: str) -> None:
    """What was owed at a meeting came."""
    for about in (REPORT, OWED):
        subject = f"{meeting.reference}/{source}"
        stop_clocks(meeting.agreement_id, subject=subject, about=about, by=by, at=at, reason=reason)


def agenda_passed_over(agreement: str, meeting: str, *, by: Actor, at: datetime) -> None:
    """A meeting was opened without its agenda having gone out: the omission is kept."""
    rows = Clock.objects.select_for_update().filter(
        agreement_id=agreement, subject=meeting, about=AGENDA, state__in=("running", "paused")
    )
    for row in rows:
        step(row, "passed over", by=by, at=at, reason="The meeting was opened before its agenda had gone out.")


def stop_all(agreement: str, meeting: str, *, by: Actor, at: datetime, reason: str) -> None:
    """A meeting will not be held: nothing is due for it any more."""
    kept = Clock.objects.select_for_update().filter(
        agreement_id=agreement, subject__startswith=meeting, about__in=ABOUT, state__in=("running", "paused")
    )
    for row in kept.order_by("reference"):
        step(row, "withdrawn", by=by, at=at, reason=reason)


def vote_clocks(group: GroupFacts, motion: str, reply_by: date, *, at: datetime) -> None:
    """Each party that votes is asked for its vote on a motion that is put out of meeting."""
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=VOTE,
            subject=motion,
            what=f"Vote on {motion}, put to the {group.terms.title} out of meeting",
            due_on=reply_by,
            because="the day by which votes were asked for",
            party=party,
            source=group.terms.clause,
            address=f"/agreements/{group.agreement.reference}/motions/{motion}",
        )
        for party in group.voters
    ]
    open_clocks(group.agreement_id, openings, at=at)
