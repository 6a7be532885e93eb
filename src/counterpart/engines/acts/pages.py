"""A page is somebody's reading: it knows who asks, and sees what they may see, at one moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offers import offered_on
from counterpart.engines.clocks.now import now
from counterpart.engines.reporting.formats import written
from counterpart.engines.reporting.rules.document import Document
from counterpart.engines.reporting.web import fragment
from counterpart.values.refusal import Refusal, Refused, shown

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Actor, datetime, P], HttpResponse]


def page(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page to be read: the view gets who asks and the moment, inside one snapshot. Others are asked to sign in."""

    @wraps(view)
    def read(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        at = now()
        by = actor_of(request.user, on=at.date())
        with acting(by, on=at.date(), snapshot=True):
            return view(request, by, at, *args, **kwargs)

    return read


def deed(view: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that acts: the view gets who asks and the moment, and opens no transaction but its acts'."""

    @wraps(view)
    def done(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        at = now()
        return view(request, actor_of(request.user, on=at.date()), at, *args, **kwargs)

    return done


FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""The forms in which a page that is told as a document can be had, and the type of each."""


@dataclass(frozen=True)
class Standing:
    """Where a page stands: the address it has in offers, its places, what acts on it are done to, and the way to it.

    `way` is the trail of pages before it, from the agreement on: words and address.
    """

    on: str
    places: Mapping[str, str]
    subject: Any
    way: tuple[tuple[str, str], ...] = ()


def told(request: HttpRequest, by: Actor, document: Document, standing: Standing, **more: Any) -> HttpResponse:
    """A document as a page, with what its reader may do there; or, where `?as=` names a form, as a file."""
    form = request.GET.get("as", "")
    if form:
        return _file(document, form, standing)
    offered = offered_on(standing.on, standing.subject, by, standing.places)
    context = {"document": document, "body": fragment(document), "offered": offered, "way": standing.way, **more}
    context["forms"] = [(name.upper(), f"?as={name}") for name in FORMS] if document.blocks else []
    return render(request, "told.html", context)


def _file(document: Document, form: str, standing: Standing) -> HttpResponse:
    if form not in FORMS:
        raise Refused(
            Refusal(
                code="page.unknown",
                what="There is no such file",
                fact=f"{shown(form)} is not a form of this page",
                rule=f"a page is written as {', '.join(FORMS)}",
                next_step="Choose one of these on the page.",
            )
        )
    name = "-".join([*standing.places.values(), standing.on.rpartition("/")[2].strip("{}")])
    return HttpResponse(
        written(document, form),
        content_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "X-Content-Type-Options": "nosniff"},
    )
