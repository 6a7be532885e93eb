"""A closed period: its figures, why each is what it is, its seal to sign; and verification by anybody."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.closing import actions, queries
from counterpart.capabilities.closing.forms import Close, Sign, Verify
from counterpart.capabilities.closing.jobs import CLOSE
from counterpart.capabilities.closing.policy import may_close
from counterpart.capabilities.closing.rules.close import of_the_whole, summary
from counterpart.capabilities.packs.rules.year_end import year_end
from counterpart.capabilities.performance.queries.figures import sealed_areas
from counterpart.capabilities.performance.rules.figures import in_reading_order, named
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import jobs
from counterpart.engines.acts.pages import deed, page
from counterpart.engines.ledger.rules.canonical import canonical
from counterpart.engines.ledger.rules.record import record_file
from counterpart.engines.ledger.rules.verify import verify as verified
from counterpart.engines.reporting.formats import written
from counterpart.values.period import Period
from counterpart.values.period import period as read_period
from counterpart.values.refusal import Refusal, Refused


@page
def period(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str) -> HttpResponse:
    """A board member with two minutes asks: how are we doing?"""
    when = _period(name)
    agreement = agreement_named(reference, by=by, on=when.ends_on)
    area = request.GET.get("area") or None
    told = queries.overview(agreement, when, seal=_seal(request), area=area)
    seals = queries.seal_numbers(agreement, when)
    context = {
        "agreement": agreement,
        "period": when,
        "told": told,
        "area": area,
        "areas": sealed_areas(agreement, str(when), seal=told["seal"]["body"]["number"]),
        "counts": summary(told["figures"]),
        "may_sign": queries.waits_for(by, agreement, told["seal"], newest=seals[0]),
        "seals": seals,
    }
    return render(request, "closing/period.html", context)


@page
def figure(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str, code: str) -> HttpResponse:
    """Anyone who doubts asks: why this figure?"""
    when = _period(name)
    agreement = agreement_named(reference, by=by, on=when.ends_on)
    area = request.GET.get("area") or None
    told = queries.overview(agreement, when, seal=_seal(request), area=area)
    figures = told["figures"] or queries.closed(agreement, when, seal=_seal(request))["figures"]
    context = {
        "agreement": agreement,
        "period": when,
        "figure": in_reading_order(named(figures, code, area)),
        "seal": told["seal"],
    }
    return render(request, "closing/figure.html", context)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose the period, read what closing it does, and ask for it."""
    return _asked(request, reference) if request.method == "POST" else _to_close(request, reference)


@page
def _to_close(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    agreement = agreement_named(reference, by=by)
    context = {
        "agreement": agreement,
        "periods": queries.to_close(agreement),
        "may_close": may_close(by, agreement) is None,
        "signatories": agreement.terms.template.close.countersigned_by,
    }
    return render(request, "closing/close.html", context)


@deed
def _asked(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    form = Close(request.POST)
    if not form.is_valid():
        raise Refused(_unchosen(reference))
    when = _period(form.cleaned_data["period"])
    with acting(by, on=at.date()):
        agreement = agreement_named(reference, by=by, on=when.ends_on)
        if refusal := may_close(by, agreement):
            raise Refused(refusal)
        details = {"reference": agreement.reference, "period": str(when)}
        if reason := form.cleaned_data["restates"].strip():
            details["restates"] = reason
        subject = f"{agreement.reference}/{when}"
        job = jobs.ask(CLOSE, agreement=agreement.agreement_id, subject=subject, by=by, at=at, details=details)
    return redirect("job", job)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Read what will be signed, then sign it for one's party."""
    return _signed(request, reference, name) if request.method == "POST" else _to_sign(request, reference, name)


@page
def _to_sign(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str) -> HttpResponse:
    when = _period(name)
    agreement = agreement_named(reference, by=by, on=when.ends_on)
    told = queries.closed(agreement, when)
    context: dict[str, Any] = {
        "agreement": agreement,
        "period": when,
        "told": told,
        "counts": summary(of_the_whole(told["figures"])),
        "may_sign": queries.waits_for(by, agreement, told["seal"], newest=queries.seal_numbers(agreement, when)[0]),
    }
    return render(request, "closing/sign.html", context)


@deed
def _signed(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str) -> HttpResponse:
    form = Sign(request.POST)
    if not form.is_valid():
        raise Refused(_unread())
    actions.sign_as_read(
        reference,
        _period(name),
        by=by,
        at=at,
        digest=form.cleaned_data["digest"],
        passphrase=form.cleaned_data["passphrase"] or None,
    )
    return redirect("period", reference, name)


@page
def receipt(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str) -> HttpResponse:
    """A party's receipt of the seal, to be kept where the other cannot reach it."""
    when = _period(name)
    agreement = agreement_named(reference, by=by, on=when.ends_on)
    return _download(canonical(queries.receipt_of(agreement, when)), f"{agreement.reference}-{when}-receipt.json")


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@page
def report(request: HttpRequest, by: Actor, at: datetime, reference: str, name: str, form: str) -> HttpResponse:
    """The report of a period, to be printed, edited or reckoned with."""
    when = _period(name)
    agreement = agreement_named(reference, by=by, on=when.ends_on)
    told = queries.closed(agreement, when, seal=_seal(request))
    if form not in TYPES:
        raise Refused(_no_such_form(form))
    return _download(written(year_end(told, agreement), form), f"{agreement.reference}-{when}.{form}", TYPES[form])


@page
def record(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """The whole record of an agreement as its reader may have it, for anybody to verify."""
    agreement = agreement_named(reference, by=by)
    return _download(record_file(queries.record_of(agreement, by=by, at=at)), f"{agreement.reference}-record.json")


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The other side's auditor asks, signed in or not: does this record fit? Nothing that is sent here is kept."""
    if request.method == "GET":
        return render(request, "closing/verify.html", {"form": Verify()})
    form = Verify(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "closing/verify.html", {"form": form}, status=400)
    given = form.cleaned_data["receipt"]
    verdict = verified(form.cleaned_data["record"].read(), given.read() if given else None)
    return render(request, "closing/verify.html", {"form": Verify(), "verdict": verdict})


def _download(data: bytes, name: str, kind: str = "application/json") -> HttpResponse:
    return HttpResponse(
        data,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _period(name: str) -> Period:
    try:
        return read_period(name)
    except ValueError as error:
        raise Refused(
            Refusal(
                code="page.period",
                what="There is no such period",
                fact=str(error),
                rule="an address names a period as the record does",
                next_step="Open the period from the page of its agreement.",
            )
        ) from None


def _seal(request: HttpRequest) -> int | None:
    text = request.GET.get("seal", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _no_such_form(form: str) -> Refusal:
    return Refusal(
        code="page.unknown",
        what="There is no such report",
        fact=f"“{form}” is not a form of it",
        rule=f"a report is written as {', '.join(TYPES)}",
        next_step="Choose one of these on the page of the period.",
    )


def _unchosen(reference: str) -> Refusal:
    return Refusal(
        code="close.unchosen",
        what="Nothing was closed",
        fact="no period was chosen",
        rule="one period is closed at a time",
        next_step=f"Choose a period of {reference} and ask again.",
    )


def _unread() -> Refusal:
    return Refusal(
        code="sign.unread",
        what="Nothing was signed",
        fact="the form did not say which seal was read",
        rule="a signature is under the exact content that was read",
        next_step="Open the seal again and sign it from its page.",
    )
