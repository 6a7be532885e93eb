"""An indicator over the years."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from counterpart.capabilities.agreements.queries import agreement_named
from counterpart.capabilities.performance.queries import figures as queries
from counterpart.capabilities.performance.rules.series import chart_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import page
from counterpart.engines.reporting.charts.chart import drawn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page
def indicator(request: HttpRequest, by: Actor, at: datetime, reference: str, code: str) -> HttpResponse:
    """A performance officer asks: is it really getting better?"""
    agreement = agreement_named(reference, by=by)
    series = queries.series_of(agreement, code)
    picture = chart_of(series)
    context = {
        "agreement": agreement,
        "series": series,
        "wide": mark_safe(drawn(picture)) if picture else "",  # noqa: S308
        "narrow": mark_safe(drawn(picture, narrow=True)) if picture else "",  # noqa: S308
    }
    return render(request, "performance/indicator.html", context)


@page
def blank(request: HttpRequest, by: Actor, at: datetime, reference: str, kind: str) -> HttpResponse:
    """A KPI manager asks: which columns do you want? A spreadsheet to fill in and send."""
    agreement = agreement_named(reference, by=by)
    data = queries.blank_of(agreement, kind)
    name = f"{agreement.reference}-{kind}.xlsx"
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
