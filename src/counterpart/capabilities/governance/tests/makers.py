"""Brings groups, meetings, minutes and decisions to a stage, all through the door, as pages and programs do.

`done` does what is offered, by whoever; the rest tells two stories with it: a supported housing partnership of 2008
with its core group, and the Performance Management Board of Bromsgrove in 2010 (003).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from counterpart.capabilities.agreements.actions.registering import register_agreement
from counterpart.capabilities.agreements.queries import registration
from counterpart.capabilities.agreements.tests.makers import a_partnership
from counterpart.capabilities.governance.queries.groups import group_named
from counterpart.capabilities.governance.queries.meetings import item_named, meeting_named
from counterpart.capabilities.governance.queries.motions import motion_named
from counterpart.capabilities.governance.queries.programme import programme_of
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import ItemOf, MeetingFacts
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.queries import installation
from counterpart.capabilities.partners.tests.makers import (
    COMPANY,
    COUNCIL,
    LATER,
    OFFICER,
    an_installation,
    who,
)
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.hands import do
from counterpart.engines.acts.offers import OFFERS, read
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of

settings.REGISTER_ACTS()
LONDON = ZoneInfo("Europe/London")
HOMES = "FIVE-BOROUGHS"
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"
LEAD, DIRECTOR, DEPUTY = "lead@rotherham.example", "director@2010rotherham.example", "deputy@rotherham.example"
SECOND = "second-manager@2010rotherham.example"
TENANT, USERS = "tenant-representative@rotherham.example", "Rother Fed"
CORE, SUPPORT = "core-group", "support-group"
THEN = LATER + timedelta(days=14)
ADMINISTRATOR = "administrator@counterpart.example"
PEOPLE = {
    LEAD: ("commissioner lead", COUNCIL),
    DEPUTY: ("performance officer", COUNCIL),
    DIRECTOR: ("provider director", COMPANY),
    SECOND: ("provider manager", COMPANY),
}


def on(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def done(
    act: str, by: str, at: datetime, places: Mapping[str, str] | None = None, *, of: str = HOMES, **sent: Any
) -> Mapping[str, Any]:
    """Do what is offered, as its page and its operation do: read what is sent, and through the door."""
    offer, actor = OFFERS[act], who(by, at)
    with acting(actor, on=at.date()):
        where = {"reference": of, **(places or {})}
        return do(offer, where, read(offer.body, {k: v for k, v in sent.items() if v is not None}), by=actor, at=at)


def agreed(proposal: str, by: str, at: datetime, *, of: str = HOMES) -> Mapping[str, Any]:
    """The last hand under a proposal, or one of them."""
    return done("proposal.agreed", by, at, {"number": proposal}, of=of)


def newcomer(email: str, post: str, organisation: str, at: datetime = LATER) -> None:
    details = {
        "name": f"{post}, {organisation} ({email.partition('@')[0]})",
        "organisation": organisation,
        "post": post,
    }
    add_person(installation(), by=who(ADMINISTRATOR, at), at=at, email=email, **details)


# --- the supported housing partnership of 2008 ---------------------------------------------------


def established_groups(at: datetime = LATER) -> None:
    """The partnership with its six groups established, their members still to be named."""
    if not installation().begun:
        an_installation()
    for email, (post, organisation) in PEOPLE.items():
        newcomer(email, post, organisation, at)
    a_partnership(at=at, **{"service-users": USERS})
    done("groups.established", MANAGER, at)


def a_core_group(at: datetime = LATER) -> GroupFacts:
    """The core group with two members of each side face to face, and the commissioner lead in the chair."""
    established_groups(at)
    for email, by in ((LEAD, MANAGER), (MANAGER, MANAGER), (DIRECTOR, PROVIDER), (PROVIDER, PROVIDER)):
        name(email, by=by, at=at)
    done("chair.appointed", MANAGER, at, {"group": CORE}, who=LEAD)
    return the_group(at=at)


def name(email: str, *, by: str, group: str = CORE, at: datetime = LATER, of: str = HOMES) -> Mapping[str, Any]:
    return done("member.named", by, at, {"group": group}, of=of, who=email)


def a_working_group(at: datetime = LATER) -> None:
    """The working group on support, with one member of each side, beside the core group."""
    for email, by in ((MANAGER, MANAGER), (PROVIDER, PROVIDER)):
        name(email, by=by, group=SUPPORT, at=at)
    done("chair.appointed", MANAGER, at, {"group": SUPPORT}, who=MANAGER)


def called(
    held: datetime, at: datetime, *, group: str = CORE, by: str = MANAGER, of: str = HOMES, first: int | None = None
) -> str:
    """A meeting called. Its reference."""
    told = done(
        "meeting.called",
        by,
        at,
        {"group": group},
        of=of,
        on=held.date().isoformat(),
        begins=f"{held:%H:%M}",
        first_number=first,
    )
    return str(told["reference"])


def opened(meeting: str, at: datetime, *present: str, by: str = MANAGER, of: str = HOMES, **more: Any) -> None:
    """A meeting opened, and who is there noted."""
    done("meeting.opened", by, at, {"number": meeting}, of=of)
    done("attendance.noted", by, at, {"number": meeting}, of=of, present=list(present), **more)


def an_open_meeting(at: datetime = LATER, *present: str) -> str:
    """A meeting of the core group that is open, both sides in the room unless others are named."""
    a_core_group(at)
    meeting = called(at + timedelta(days=14), at)
    opened(meeting, at + timedelta(days=14), *(present or (LEAD, MANAGER, DIRECTOR, PROVIDER)))
    return meeting


def a_governed_partnership(at: datetime = LATER) -> None:
    """One of each thing: groups, an open meeting with a motion, and a report on the work programme."""
    meeting = an_open_meeting(at)
    put(meeting, 1, "that the report be noted", at)
    report = {"title": "Performance of the quarter", "party": "provider", "month": "2008-10-01"}
    done("report.planned", MANAGER, at, {"group": CORE}, **report)


def put(meeting: str, line: int, text: str, at: datetime, *, by: str = MANAGER, of: str = HOMES, **more: Any) -> str:
    told = done("motion.put", by, at, {"number": meeting, "item": str(line)}, of=of, text=text, **more)
    return str(told["reference"])


def vote(motion: str, by: str, at: datetime, choice: str = "for", *, of: str = HOMES) -> Mapping[str, Any]:
    return done("vote.cast", by, at, {"number": motion}, of=of, choice=choice)


def decide(
    motion: str, at: datetime, *, by: str = MANAGER, of: str = HOMES, without_vote: bool = False
) -> Mapping[str, Any]:
    return done("decision.taken", by, at, {"number": motion}, of=of, without_vote=without_vote)


def minuted(
    meeting: str, line: int, text: str, at: datetime, *, by: str = MANAGER, of: str = HOMES, version: int | None = None
) -> Mapping[str, Any]:
    places = {"number": meeting, "item": str(line)}
    return done("item.minuted", by, at, places, of=of, text=text, version=version)


def line_of(meeting: str, title: str, *, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> int:
    """The line of the item whose title begins so."""
    found = [item for item in the_meeting(meeting, by=by, at=at, of=of).items if item.title.startswith(title)]
    assert found, title
    return found[0].line


def the_group(name: str = CORE, *, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> GroupFacts:
    with acting(who(by, at), on=at.date()):
        return group_named(who(by, at), at, of, name)


def the_meeting(reference: str, *, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> MeetingFacts:
    with acting(who(by, at), on=at.date()):
        return meeting_named(who(by, at), at, of, reference)


def the_item(meeting: str, line: int, *, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> ItemOf:
    with acting(who(by, at), on=at.date()):
        return item_named(who(by, at), at, of, meeting, str(line))


def the_motion(reference: str, *, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> MotionFacts:
    with acting(who(by, at), on=at.date()):
        return motion_named(who(by, at), at, of, reference).motion


def the_clocks(*about: str, by: str = OFFICER, at: datetime = LATER, of: str = HOMES) -> list[Clock]:
    agreement = the_group(by=by, at=at, of=of).agreement_id if of == HOMES else the_board(at=at).agreement_id
    with acting(who(by, at), on=at.date()):
        return clocks_of(agreement, of, about=about)


@dataclass(frozen=True)
class Sitting:
    """Who of an agreement by the supported housing template sits in its core group: two of each side, face to face."""

    reference: str = HOMES
    lead: str = LEAD
    manager: str = MANAGER
    director: str = DIRECTOR
    provider: str = PROVIDER


def establish_and_hold(who_sits: Sitting, at: datetime, held: datetime) -> str:
    """Establish the groups of any such agreement, and hold a meeting of the core group from its call to its minutes.

    For the demo: everything is done through the door. Gives the reference of the meeting.
    """
    of, manager = who_sits.reference, who_sits.manager
    done("groups.established", manager, at, of=of)
    for email in (who_sits.lead, manager):
        name(email, by=manager, at=at, of=of)
    for email in (who_sits.director, who_sits.provider):
        name(email, by=who_sits.provider, at=at, of=of)
    done("chair.appointed", manager, at, {"group": CORE}, of=of, who=who_sits.lead)
    meeting = called(held, at, by=manager, of=of)
    done("agenda.circulated", manager, at, {"number": meeting}, of=of)
    opened(meeting, held, who_sits.lead, manager, who_sits.director, who_sits.provider, by=manager, of=of)
    _taken_in_turn(who_sits, meeting, held)
    done("meeting.closed", manager, held + timedelta(hours=2), {"number": meeting}, of=of)
    done("minutes.circulated", manager, held + timedelta(days=6), {"number": meeting}, of=of)
    return meeting


def _taken_in_turn(who_sits: Sitting, meeting: str, at: datetime) -> None:
    """Apologies, interests, health and safety with its compliance position, an undertaking, and a motion carried."""
    of, by = who_sits.reference, who_sits.manager
    minuted(meeting, 1, "There were none.", at, by=by, of=of)
    minuted(meeting, 2, "Nobody declared an interest.", at, by=by, of=of)
    line = line_of(meeting, "Health and safety", by=by, at=at, of=of)
    places = {"number": meeting, "item": str(line)}
    for kind, due, ready in (("gas", 120, 117), ("electrical", 40, 40), ("asbestos", 12, 12), ("fire", 30, 29)):
        told = {"kind": kind, "due": due, "done": ready, "overdue": due - ready}
        done("compliance.noted", by, at, places, of=of, **told)
    minuted(
        meeting,
        line,
        "The group considered the position; three gas checks and one of fire are overdue.",
        at,
        by=by,
        of=of,
    )
    due_on = (at + timedelta(days=28)).date().isoformat()
    promise = {"what": "Do the checks that are overdue", "party": "provider", "due_on": due_on}
    done("undertaking.given", by, at, places, of=of, **promise)
    motion = put(meeting, line, "that checks be reported each month", at, by=by, of=of)
    for email in (who_sits.lead, who_sits.director):
        vote(motion, email, at, of=of)
    decide(motion, at, by=by, of=of)


# --- the Performance Management Board of Bromsgrove, November 2010 to January 2011 (003) ----------

BOARD, COUNCILS = "performance-management-board", "BROMSGROVE-REDDITCH"
BROMSGROVE, REDDITCH = "Bromsgrove District Council", "Redditch Borough Council"
SECRETARY = "policy-director@bromsgrove.example"
MEMBERS = tuple(f"member-{n}@bromsgrove.example" for n in range(1, 7))
NOVEMBER, DECEMBER, JANUARY = on(2010, 11, 15, 18), on(2010, 12, 20, 18), on(2011, 1, 17, 18)
OCTOBER = on(2010, 10, 19, 18)
PROGRAMME = (
    ("Employee Survey Report", 10),
    ("Annual Financial and Performance Report 2009/2010", 10),
    ("Quarter 2 Integrated Finance and Performance Report", 11),
    ("Sundry Debtors Report", 11),
    ("Housing and Homelessness Presentation", 11),
    ("Annual Financial and Performance Report 2009/2010", 11),
    ("Shared Services Highlight Report", 12),
    ("Quarterly Recommendation Tracker", 12),
    ("Shared Services Highlight Report", 1),
    ("Community Strategy Annual Report", 1),
    ("Quarter 3 Integrated Finance and Performance Report", 2),
    ("Regulatory Services Performance", 2),
    ("Annual Artrix Performance Report", 2),
    ("Shared Services Highlight Report", 2),
    ("Housing Strategy Action Plan Update and Housing Inspection Action Plan", 3),
    ("Council Plan 2011-2014", 3),
    ("Customer Access Strategy", 0),
    ("Data Quality Strategy, half-year update", 0),
)
"""Part of the programme of 2010/11 by month, as 003 lists it in January 2011; 0 is unallocated."""


def a_board(at: datetime = OCTOBER - timedelta(days=20)) -> GroupFacts:
    """The board with its six members, who elected their chair, and its work programme."""
    if not installation().begun:
        an_installation()
    newcomer(SECRETARY, "contract manager", BROMSGROVE, at)
    newcomer("lead@redditch.example", "provider director", REDDITCH, at)
    for email in MEMBERS:
        newcomer(email, "councillor", BROMSGROVE, at)
    by = who(SECRETARY, at)
    wanted = registration("shared-services", COUNCILS, "Shared services", {}, by=by, on=at.date())
    register_agreement(wanted, by=by, at=at)
    done("groups.established", SECRETARY, at, of=COUNCILS)
    for email in MEMBERS:
        name(email, by=SECRETARY, group=BOARD, at=at, of=COUNCILS)
    done("chair.appointed", SECRETARY, at, {"group": BOARD}, of=COUNCILS, who=MEMBERS[0])
    for title, month in PROGRAMME:
        day = date(2010 if month > 3 else 2011, month, 1).isoformat() if month else None
        done("report.planned", SECRETARY, at, {"group": BOARD}, of=COUNCILS, title=title, party="bromsgrove", month=day)
    return the_board(at=at)


def the_board(at: datetime = NOVEMBER) -> GroupFacts:
    return the_group(BOARD, by=SECRETARY, at=at, of=COUNCILS)


def october_2010() -> str:
    """The meeting of October 2010, whose minutes are kept elsewhere and went round."""
    a_board()
    meeting = called(OCTOBER, OCTOBER - timedelta(days=12), group=BOARD, by=SECRETARY, of=COUNCILS)
    opened(meeting, OCTOBER, *MEMBERS[:4], by=SECRETARY, of=COUNCILS)
    _all_received(meeting, OCTOBER)
    _done("meeting.closed", OCTOBER + timedelta(hours=2), number=meeting)
    _done("minutes.circulated", OCTOBER + timedelta(days=7), number=meeting)
    return meeting


def _all_received(meeting: str, at: datetime) -> None:
    """Every report of the work programme that is on the agenda came."""
    for item in the_meeting(meeting, by=SECRETARY, at=at, of=COUNCILS).items:
        if item.source.startswith("RPT") and not item.received:
            _done("report.received", at, number=meeting, item=str(item.line), document=item.title)


def november_2010() -> str:
    """The meeting of November 2010 held and closed, minutes 36/10 to 43/10: what was said, undertaken and resolved."""
    before, at, by = october_2010(), NOVEMBER, {"by": SECRETARY, "of": COUNCILS}
    meeting = called(at, at - timedelta(days=12), group=BOARD, first=36, **by)
    _done("agenda.circulated", at - timedelta(days=10), number=meeting)
    away, others = [MEMBERS[4], MEMBERS[5]], ["A councillor"]
    opened(meeting, at, *MEMBERS[:4], apologies=away, observers=others, **by)
    line = _lines(meeting, at)
    minuted(meeting, line("Apologies"), "Apologies for absence were received from two members.", at, **by)
    _housing(meeting, line, at)
    _done("minutes.approved", at, number=before)
    finance, annual = line("Quarter 2"), line("Annual Financial")
    minuted(meeting, finance, "The Board considered the second quarter, and the debts outstanding.", at, **by)
    report = "Integrated finance and performance report, quarter 2"
    _done("report.received", at, number=meeting, item=str(finance), document=report)
    _all_received(meeting, at)
    _carry(put(meeting, finance, "that 59 % of indicators are stable or improving be noted", at, **by), at)
    minuted(meeting, annual, "The Board considered the year 2009/10 and its main stories.", at, **by)
    _carry(put(meeting, annual, "that the annual report 2009/10 be noted", at, **by), at)
    said = "The next Shared Services Board is on 9 December 2010; a written update comes on 20 December."
    minuted(meeting, line("Shared services"), said, at, **by)
    programme = line("Work programme")
    minuted(meeting, programme, "The Board considered the work programme.", at, **by)
    asked = {"report": "Regulatory Services Performance", "month": "2011-01-17"}
    _carry(put(meeting, programme, "that Regulatory Services report in January 2011", at, **by, **asked), at)
    _done("meeting.closed", at + timedelta(hours=2, minutes=10), number=meeting)
    return meeting


def _housing(meeting: str, line: Any, at: datetime) -> None:
    """The item on homelessness: an interest declared, two undertakings, a recommendation and a resolution (38/10)."""
    by, housing = {"by": SECRETARY, "of": COUNCILS}, line("Housing and Homelessness")
    nature = "A director of the housing trust that gave part of the presentation"
    _done("interest.declared", at, number=meeting, item=str(housing), who=MEMBERS[1], nature=nature)
    said = "One member declared a personal interest in the item on housing."
    minuted(meeting, line("Declarations"), said, at, **by)
    said = "The Board considered the report on homelessness and the housing register, and the grant of £81,050."
    minuted(meeting, housing, said, at, **by)
    due = (at + timedelta(days=63)).date().isoformat()
    for what in ("Housing: pass on the results of the survey", "Housing: say more on grants for disabled facilities"):
        _done("undertaking.given", at, number=meeting, item=str(housing), what=what, party="bromsgrove", due_on=due)
    grant = {"kind": "recommendation", "addressee": "bromsgrove", "due_on": "2011-02-21"}
    _carry(put(meeting, housing, "that the homelessness grant be ring-fenced for prevention", at, **by, **grant), at)
    _carry(put(meeting, housing, "that the success of prevention be noted", at, **by), at)


def december_cancelled() -> tuple[str, str, str]:
    """The story to December 2010: the minutes went round, and the meeting was cancelled; its tracker goes to February.

    Gives the meetings of November, December and January.
    """
    held, by = november_2010(), {"by": SECRETARY, "of": COUNCILS}
    _done("minutes.circulated", NOVEMBER + timedelta(days=9), number=held)
    december = called(DECEMBER, NOVEMBER + timedelta(days=10), group=BOARD, **by)
    _done("item.added", NOVEMBER + timedelta(days=11), number=december, title="Shared services: a written update")
    january = called(JANUARY, NOVEMBER + timedelta(days=12), group=BOARD, **by)
    why = {"reason": "The programme of 003 does not say why", "reports_to": "2011-02-01"}
    _done("meeting.cancelled", DECEMBER - timedelta(days=4), number=december, **why)
    return held, december, january


def _done(act: str, at: datetime, *, number: str, item: str = "", **sent: Any) -> Mapping[str, Any]:
    places = {"number": number} | ({"item": item} if item else {})
    return done(act, SECRETARY, at, places, of=COUNCILS, **sent)


def the_programme(at: datetime = JANUARY) -> Any:
    board = the_board(at=at)
    with acting(who(SECRETARY, at), on=at.date()):
        return programme_of(board)


def _lines(meeting: str, at: datetime) -> Any:
    return lambda title: line_of(meeting, title, by=SECRETARY, at=at, of=COUNCILS)


def _carry(motion: str, at: datetime) -> None:
    decide(motion, at, by=SECRETARY, of=COUNCILS, without_vote=True)
