"""The story of the Performance Management Board of Bromsgrove, October 2010 to January 2011 (003), through the door."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from counterpart.capabilities.agreements.actions.registering import register_agreement
from counterpart.capabilities.agreements.queries.agreements import registration
from counterpart.capabilities.governance.queries.programme import programme_of
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.tests.makers import (
    called,
    decide,
    done,
    line_of,
    minuted,
    name,
    newcomer,
    on,
    opened,
    put,
    the_group,
    the_meeting,
)
from counterpart.capabilities.partners.queries import installation
from counterpart.capabilities.partners.tests.makers import an_installation, who
from counterpart.engines.access.actors import acting

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
        done("report.planned", SECRETARY, at, {"group": BOARD}, of=COUNCILS, title=title, party="district", month=day)
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
        _done("undertaking.given", at, number=meeting, item=str(housing), what=what, party="district", due_on=due)
    grant = {"kind": "recommendation", "addressee": "district", "due_on": "2011-02-21"}
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
