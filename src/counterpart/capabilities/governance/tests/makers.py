"""Brings groups, meetings, minutes and decisions to a stage, all through the door, as pages and programs do.

`done` does what is offered, by whoever; the rest tells with it the story of a supported housing partnership of 2008
and its core group. `board` tells the other story: the Performance Management Board of Bromsgrove in 2010 (003).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.tests.makers import a_partnership
from counterpart.capabilities.governance.queries.groups import group_named
from counterpart.capabilities.governance.queries.meetings import item_named, meeting_named
from counterpart.capabilities.governance.queries.motions import motion_named
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
    with acting(who(by, at), on=at.date()):
        agreement = agreement_named(of, by=who(by, at)).agreement_id
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
