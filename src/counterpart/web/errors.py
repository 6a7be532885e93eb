"""Every no that a page gives, in the four parts of a Refusal, with the status that fits it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.values.refusal import Refusal, Refused

Next = Callable[[HttpRequest], HttpResponse]

STATUS = {
    "agreement.unknown": HTTPStatus.NOT_FOUND,
    "figure.unknown": HTTPStatus.NOT_FOUND,
    "close.none": HTTPStatus.NOT_FOUND,
    "page.unknown": HTTPStatus.NOT_FOUND,
    "page.period": HTTPStatus.NOT_FOUND,
    "close.not-yours": HTTPStatus.FORBIDDEN,
    "sign.not-yours": HTTPStatus.FORBIDDEN,
    "returns.not-yours-to-send": HTTPStatus.FORBIDDEN,
    "role.not-yours-to-give": HTTPStatus.FORBIDDEN,
    "words.unfit": HTTPStatus.BAD_REQUEST,
    "form.not-from-here": HTTPStatus.FORBIDDEN,
}
"""By code; what is not here conflicts with how things stand (409)."""


class Refusals:
    """Turns a refusal that a view lets out into its page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return told(request, exception.refusal) if isinstance(exception, Refused) else None


def told(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal."""
    status = STATUS.get(refusal.code, HTTPStatus.CONFLICT)
    return render(request, "refusal.html", {"refusal": refusal}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(
        request,
        Refusal(
            code="page.unknown",
            what="There is no page here",
            fact=f"nothing is known under {request.path}",
            rule="an address names one page",
            next_step="Check the address, or begin at the home page.",
        ),
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not ours, or was left open too long."""
    return told(
        request,
        Refusal(
            code="form.not-from-here",
            what="Nothing was done",
            fact="the form did not come from a page of this site, or it was left open too long",
            rule="a form is accepted only from the page it stands on",
            next_step="Open the page again and send it from there.",
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault: said plainly, and nothing is half done."""
    refusal = Refusal(
        code="page.broken",
        what="The page could not be shown",
        fact="something went wrong on our side",
        rule="an act is done whole or not at all, so nothing is half done",
        next_step="Try again; if it happens again, tell the administrator what you did.",
    )
    return render(request, "refusal.html", {"refusal": refusal}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
