"""The returns of an agreement, and sending them."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.actions.intake import Incoming, take_in
from counterpart.capabilities.performance.forms import Send
from counterpart.capabilities.performance.policy import may_take_in
from counterpart.capabilities.performance.queries import figures as queries
from counterpart.capabilities.performance.queries import returning
from counterpart.capabilities.performance.rules import telling
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, deed, page, told
from counterpart.engines.evidence.store import Store
from counterpart.values.period import period
from counterpart.values.refusal import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RETURNS = "/agreements/{reference}/returns"


@page
def blank(request: HttpRequest, by: Actor, at: datetime, reference: str, kind: str) -> HttpResponse:
    """A KPI manager asks: which columns do you want? A spreadsheet to fill in and send."""
    agreement = agreement_named(reference, by=by)
    data = queries.blank_of(agreement, kind)
    name = f"{agreement.reference}-{kind}.xlsx"
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@page
def returns(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A KPI manager at the provider asks: what must I send?"""
    agreement = agreement_named(reference, by=by)
    found = returning.returns_of(agreement)
    values = returning.values_of(agreement, {period(one.period) for one in found})
    document = telling.inbox(agreement.reference, found, values, at.date())
    way = ((agreement.reference, f"/agreements/{agreement.reference}"),)
    standing = Standing(RETURNS, {"reference": agreement.reference}, agreement, way)
    more = [("Send figures", f"/agreements/{agreement.reference}/returns/send")]
    return told(request, by, document, standing, more=more if may_take_in(by, agreement) is None else [])


@page
def one_return(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Either side asks: what was sent, whose hands were on it, and how good are the data?"""
    agreement = agreement_named(reference, by=by)
    sent = returning.return_named(by, at, reference, number)
    figures = returning.what_stands(agreement, sent.indicator, period(sent.period))
    name = agreement.reference
    way = ((name, f"/agreements/{name}"), ("Returns", f"/agreements/{name}/returns"))
    standing = Standing(f"{RETURNS}/{{number}}", {"reference": name, "number": sent.reference}, sent, way)
    return told(request, by, telling.return_told(sent, figures, at.date()), standing)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, reference: str) -> HttpResponse:
    """A KPI manager sends a month’s figures: a sheet, or cells copied from one; problems are told beside each cell."""
    return _sent(request, reference) if request.method == "POST" else _to_send(request, reference)


@page
def _to_send(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    agreement = agreement_named(reference, by=by)
    context = {"agreement": agreement, "refusal": may_take_in(by, agreement), "form": Send()}
    return render(request, "performance/send.html", context)


@deed
def _sent(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    form = Send(request.POST, request.FILES)
    with acting(by, on=at.date()):
        agreement = agreement_named(reference, by=by)
        if refusal := may_take_in(by, agreement):
            raise Refused(refusal)
    if not form.is_valid():
        return render(request, "performance/send.html", {"agreement": agreement, "form": form}, status=400)
    store = Store(Path(settings.EVIDENCE_FOLDER))
    try:
        reply = take_in(agreement, by=by, at=at, incoming=_incoming(form), store=store)
    except Refused as refused:
        context = {"agreement": agreement, "form": form, "problems": refused.refusal}
        return render(request, "performance/send.html", context, status=400)
    request.session["said"] = f"{reply['file']}: {reply['rows']} rows were taken in."
    return redirect("returns", agreement.reference)


def _incoming(form: Send) -> Incoming:
    said = form.cleaned_data
    name, data = form.sheet()
    when = said["period"].strip()
    return Incoming("returns", name, data, period(when) if when else None, said["restates"].strip() or None)
