"""A subcontractor: what it is to do, where it stands and why, what flowed down to it; and the decisions on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.capabilities.agreements.queries.agreements import agreement_named, trail_of
from counterpart.capabilities.team import forms, policy
from counterpart.capabilities.team.actions import subcontractors as acts
from counterpart.capabilities.team.queries.subcontractors import kept_file, subcontractor_named
from counterpart.capabilities.team.rules.subcontractors import PRINCIPLES, SUBCONTRACTOR, Subcontractor
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import deed, page
from counterpart.engines.evidence.store import Store
from counterpart.values.refusal import Refusal, Refused


@dataclass(frozen=True)
class Decision:
    """One decision on a subcontractor: its title, what follows, the state it comes from, who may, and the verb."""

    title: str
    says: str
    verb: str | None
    may: Callable[[Actor, Subcontractor], Refusal | None]
    do: Callable[..., Any]
    form: type[forms.Reason | forms.FlowDown] = forms.Reason


DECISIONS: Mapping[str, Decision] = {
    "approve": Decision("Approve it", "From now on it may work here.", "approved", policy.may_decide, acts.approve),
    "refuse": Decision(
        "Refuse it", "It does not work here. It can be proposed again.", "refused", policy.may_decide, acts.refuse
    ),
    "suspend": Decision(
        "Suspend it", "It gets no work until it is reinstated.", "suspended", policy.may_suspend, acts.suspend
    ),
    "reinstate": Decision("Reinstate it", "It may work here again.", "reinstated", policy.may_decide, acts.reinstate),
    "remove": Decision(
        "Remove it", "It does not work here any more. This cannot be undone; it can be proposed again.", "removed",
        policy.may_remove, acts.remove,
    ),
    "show": Decision(
        "Show what flowed down", "The commissioner sees which partnering principles were passed on, and by what.", None,
        policy.may_show, acts.show_flow_down, forms.FlowDown,
    ),
}  # fmt: skip


def _open_to(by: Actor, known: Subcontractor) -> dict[str, str]:
    """What somebody may decide on a subcontractor as it stands, by name, each with its title."""
    return {
        name: decision.title
        for name, decision in DECISIONS.items()
        if (decision.verb is None or (known.state, decision.verb) in SUBCONTRACTOR.steps)
        and decision.may(by, known) is None
    }


@page
def subcontractor(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """A contract manager asks: who is this, may they work here, and have they taken on how we work?"""
    agreement = agreement_named(reference, by=by)
    known = subcontractor_named(agreement, number)
    context = {
        "agreement": agreement,
        "known": known,
        "principles": [(name, PRINCIPLES[name], name not in known.missing) for name in PRINCIPLES],
        "decisions": _open_to(by, known),
        "entries": trail_of(agreement, subject=known.reference),
    }
    return render(request, "team/subcontractor.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str, number: str, what: str) -> HttpResponse:
    """Decide on a subcontractor, or show what flowed down to it: read what follows, say why, then do it."""
    if what not in DECISIONS:
        raise Refused(_unknown(what))
    asked = _decided if request.method == "POST" else _to_decide
    return asked(request, reference, number, what)


@page
def _to_decide(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, what: str) -> HttpResponse:
    known = subcontractor_named(agreement_named(reference, by=by), number)
    refusal = DECISIONS[what].may(by, known)
    return _shown(request, known, what, None if refusal else DECISIONS[what].form(), refusal=refusal)


@deed
def _decided(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, what: str) -> HttpResponse:
    decision = DECISIONS[what]
    with acting(by, on=at.date()):
        known = subcontractor_named(agreement_named(reference, by=by), number)
        if refusal := decision.may(by, known):
            raise Refused(refusal)
        form = decision.form(request.POST, request.FILES)
        if not form.is_valid():
            return _shown(request, known, what, form, status=400)
        decision.do(known, by=by, at=at, **_details(form.cleaned_data))
    return redirect("subcontractor", reference, known.reference)


def _details(said: dict[str, Any]) -> dict[str, Any]:
    """What the form said, as the verb takes it; a file as its bytes, with the store that keeps it."""
    if "file" not in said:
        return said
    file = said.pop("file")
    return said | ({"data": file.read(), "store": Store(settings.EVIDENCE_FOLDER)} if file else {})


@page
def flow_down(
    request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, fingerprint: str
) -> HttpResponse:
    """The document that shows what flowed down to a subcontractor, as it was sent."""
    known = subcontractor_named(agreement_named(reference, by=by), number)
    data = kept_file(known, fingerprint, store=Store(settings.EVIDENCE_FOLDER))
    name = f'attachment; filename="{known.reference}-{fingerprint[:12]}"'
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _shown(
    request: HttpRequest,
    known: Subcontractor,
    what: str,
    form: forms.Reason | forms.FlowDown | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "agreement": known.agreement,
        "known": known,
        "deed": DECISIONS[what],
        "form": form,
        "refusal": refusal,
        "button": DECISIONS[what].title,
    }
    return render(request, "team/asked.html", context, status=status)


def _unknown(what: str) -> Refusal:
    return Refusal(
        code="page.unknown",
        what="There is no page here",
        fact=f"nothing of this name is decided on a subcontractor: {what[:60]}",
        rule="an address names one page",
        next_step="Begin at the page of the subcontractor.",
    )
