"""Groups, meetings with their items and minutes, motions, and the work programme, as pages."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.capabilities.governance import policy
from counterpart.capabilities.governance.queries.around import around, undertaken_at, would_do
from counterpart.capabilities.governance.queries.groups import group_named, groups_in
from counterpart.capabilities.governance.queries.invitation import invitation
from counterpart.capabilities.governance.queries.meetings import Listed, item_named, meeting_named, meetings_of
from counterpart.capabilities.governance.queries.motions import if_carried, motion_named, motions_of, waiting_for_group
from counterpart.capabilities.governance.queries.programme import programme_of, report_named
from counterpart.capabilities.governance.rules.meetings import CANCELLED, CLOSED, OPEN
from counterpart.capabilities.governance.rules.numbering import month_of, year_of
from counterpart.capabilities.governance.rules.telling.groups import MeetingLine, group_told, groups_told
from counterpart.capabilities.governance.rules.telling.item import item_told, motion_told
from counterpart.capabilities.governance.rules.telling.meeting import meeting_told
from counterpart.capabilities.governance.rules.telling.minutes import minutes_told
from counterpart.capabilities.governance.rules.telling.programme import programme_told, report_told
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.hands import do
from counterpart.engines.acts.offers import OFFERS, read
from counterpart.engines.acts.pages import Standing, deed, page, told
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.values.refusal import Refusal, Refused

AGREEMENT = "/agreements/{reference}"
GROUPS = f"{AGREEMENT}/groups"
GROUP = f"{GROUPS}/{{group}}"
MEETING = f"{AGREEMENT}/meetings/{{number}}"


@page
def groups(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody of either side asks: which groups run this partnership, and who sits in them?"""
    known = groups_in(by, at, reference)
    way = (_agreement(reference),)
    return told(request, by, groups_told(known, at.date()), Standing(GROUPS, {"reference": reference}, known, way))


@page
def group(request: HttpRequest, by: Actor, at: datetime, reference: str, group: str) -> HttpResponse:
    """A member asks: who sits here, when do we meet, and what did we decide?"""
    known = group_named(by, at, reference, group)
    meetings = [MeetingLine(one.reference, one.starts_at, one.place, one.state) for one in meetings_of(known)]
    waiting = [f"{row.title} ({row.reference})" for row in waiting_for_group(known)]
    document = group_told(known, meetings, motions_of(known), waiting, at.date())
    way = (_agreement(reference), _groups(reference))
    return told(request, by, document, Standing(GROUP, {"reference": reference, "group": group}, known, way))


@page
def meeting(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """The chair and the secretary ask: what must we decide, and are we enough?"""
    known = meeting_named(by, at, reference, number)
    document = meeting_told(known, around(known, by=by, at=at), at.date())
    way = (_agreement(reference), _groups(reference), (known.group.terms.title, known.group.address))
    return told(request, by, document, Standing(MEETING, {"reference": reference, "number": number}, known, way))


@page
def minutes(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Anybody of either side asks: what was said and resolved?"""
    known = meeting_named(by, at, reference, number)
    document = minutes_told(known, undertaken_at(known), at.date())
    way = (_agreement(reference), _groups(reference), (known.title, known.address))
    places = {"reference": reference, "number": number}
    return told(request, by, document, Standing(f"{MEETING}/minutes", places, known, way))


@page
def item(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, item: str) -> HttpResponse:
    """The secretary asks: what is written at this item, and what is before us?"""
    of = item_named(by, at, reference, number, item)
    would = would_do(list(of.item.motions), of.agreement_id, by=by, at=at)
    cited = str(of.item.number)
    undertaken = [words for minute, words in undertaken_at(of.meeting) if minute == cited]
    document = item_told(of, would, undertaken, at.date())
    way = (_agreement(reference), _groups(reference), (of.meeting.title, of.meeting.address))
    places = {"reference": reference, "number": number, "item": item}
    return told(request, by, document, Standing(f"{MEETING}/items/{{item}}", places, of, way))


@page
def motion(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """A member asks: what do I vote on, and what happens if it is carried?"""
    of = motion_named(by, at, reference, number)
    would = if_carried(of.motion, of.agreement_id, by=by, at=at) if of.motion.proposal else ""
    way = (_agreement(reference), _groups(reference), (of.group.terms.title, of.group.address))
    places = {"reference": reference, "number": number}
    standing = Standing(f"{AGREEMENT}/motions/{{number}}", places, of, way)
    return told(request, by, motion_told(of, would, at.date()), standing)


@page
def programme(request: HttpRequest, by: Actor, at: datetime, reference: str, group: str) -> HttpResponse:
    """The chair asks: which report comes when, and does the programme keep what we resolved?"""
    known = group_named(by, at, reference, group)
    planned = programme_of(known)
    first = [report.first for report in planned.reports if report.first]
    year = _year(request.GET.get("year", ""), year_of(max(first, default=at.date())))
    meetings = {month_of(one.starts_at.astimezone(LONDON).date()): _line(one) for one in reversed(planned.meetings)}
    document = programme_told(known, planned.reports, meetings, planned.contradictions, year, at.date())
    way = (_agreement(reference), _groups(reference), (known.terms.title, known.address))
    places = {"reference": reference, "group": group}
    return told(request, by, document, Standing(f"{GROUP}/programme", places, known, way))


@page
def report(request: HttpRequest, by: Actor, at: datetime, reference: str, group: str, number: str) -> HttpResponse:
    """Whoever brings a report asks: when is it wanted, and how often was it moved?"""
    of = report_named(by, at, reference, group, number)
    way = (_agreement(reference), _groups(reference), ("Work programme", f"{of.group.address}/programme"))
    places = {"reference": reference, "group": group, "number": number}
    return told(request, by, report_told(of, at.date()), Standing(f"{GROUP}/programme/{{number}}", places, of, way))


@page
def invited(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """A member asks: how do I get this into my calendar?"""
    known = meeting_named(by, at, reference, number)
    return HttpResponse(
        invitation(known, at=at),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{known.reference}.ics"'},
    )


@require_http_methods(["GET", "POST"])
def live(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The secretary asks, while people talk: where do I write what is said?"""
    return _written(request, reference, number) if request.method == "POST" else _writing(request, reference, number)


@page
def _writing(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    return _live_page(request, by, at, reference, number)


@deed
def _written(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    line = request.POST.get("item", "")
    offer = OFFERS["item.minuted"]
    sent = {name: request.POST[name] for name in ("text", "version") if request.POST.get(name)}
    places = {"reference": reference, "number": number, "item": line}
    try:
        with acting(by, on=at.date()):
            do(offer, places, read(offer.body, sent), by=by, at=at)
    except Refused as refused:
        if refused.refusal.code not in ("minute.changed", "request.unfit"):
            raise
        with acting(by, on=at.date()):
            return _live_page(
                request, by, at, reference, number, refused.refusal, line, request.POST.get("text", ""), status=409
            )
    return redirect(f"/agreements/{reference}/meetings/{number}/live#item-{line}")


def _live_page(
    request: HttpRequest,
    by: Actor,
    at: datetime,
    reference: str,
    number: str,
    refusal: Refusal | None = None,
    line: str = "",
    text: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    known = meeting_named(by, at, reference, number)
    context = {
        "meeting": known,
        "reference": reference,
        "may": policy.may_run(by, known) is None and known.state in (OPEN, CLOSED),
        "quorum": known.quorum_now,
        "refusal": refusal,
        "line": line,
        "text": text,
    }
    return render(request, "governance/live.html", context, status=status)


def _line(one: Listed) -> str:
    on = one.starts_at.astimezone(LONDON).date()
    if one.state == CANCELLED:
        return f"Meeting of {_day(on)} cancelled ({one.reference})."
    return f"Meeting on {_day(on)} ({one.reference}): {one.state}."


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _year(asked: str, otherwise: int) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and 1900 < int(asked[:5]) < 3000 else otherwise


def _agreement(reference: str) -> tuple[str, str]:
    return reference, f"/agreements/{reference}"


def _groups(reference: str) -> tuple[str, str]:
    return "Groups", f"/agreements/{reference}/groups"
