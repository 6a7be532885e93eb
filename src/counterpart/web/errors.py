"""Every no that a page or the API gives, in the four parts of a Refusal, with the status that fits it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import is_hidden
from counterpart.web.api.problems import problem

API = "/api/"
Next = Callable[[HttpRequest], HttpResponse]

STATUS = {
    "change.not-yours": HTTPStatus.FORBIDDEN,
    "anomaly.not-yours": HTTPStatus.FORBIDDEN,
    "document.not-yours": HTTPStatus.FORBIDDEN,
    "monitoring.not-yours": HTTPStatus.FORBIDDEN,
    "investment.not-yours": HTTPStatus.FORBIDDEN,
    "term.not-yours": HTTPStatus.FORBIDDEN,
    "obligation.not-yours": HTTPStatus.FORBIDDEN,
    "document.two-hands": HTTPStatus.FORBIDDEN,
    "change.unknown": HTTPStatus.NOT_FOUND,
    "anomaly.unknown": HTTPStatus.NOT_FOUND,
    "document.unknown": HTTPStatus.NOT_FOUND,
    "change.unfit": HTTPStatus.BAD_REQUEST,
    "change.past": HTTPStatus.BAD_REQUEST,
    "projection.unfit": HTTPStatus.BAD_REQUEST,
    "anomaly.unfit": HTTPStatus.BAD_REQUEST,
    "investment.unfit": HTTPStatus.BAD_REQUEST,
    "investment.year": HTTPStatus.BAD_REQUEST,
    "agreement.dates": HTTPStatus.BAD_REQUEST,
    "obligation.no-day": HTTPStatus.BAD_REQUEST,
    "close.none": HTTPStatus.NOT_FOUND,
    "close.unchosen": HTTPStatus.BAD_REQUEST,
    "token.beyond": HTTPStatus.FORBIDDEN,
    "page.period": HTTPStatus.NOT_FOUND,
    "team.nobody": HTTPStatus.NOT_FOUND,
    "flowdown.no-file": HTTPStatus.NOT_FOUND,
    "money.unfit": HTTPStatus.BAD_REQUEST,
    "risk.unfit": HTTPStatus.BAD_REQUEST,
    "risk.no-level": HTTPStatus.BAD_REQUEST,
    "risk.no-register": HTTPStatus.BAD_REQUEST,
    "exhibit.not-sealed": HTTPStatus.NOT_FOUND,
    "dispute.no-group": HTTPStatus.BAD_REQUEST,
    "dispute.no-payer": HTTPStatus.BAD_REQUEST,
    "dispute.no-body": HTTPStatus.BAD_REQUEST,
    "governance.not-yours": HTTPStatus.FORBIDDEN,
    "vote.tied": HTTPStatus.FORBIDDEN,
    "group.unknown": HTTPStatus.NOT_FOUND,
    "meeting.unknown": HTTPStatus.NOT_FOUND,
    "item.unknown": HTTPStatus.NOT_FOUND,
    "motion.unknown": HTTPStatus.NOT_FOUND,
    "report.unknown": HTTPStatus.NOT_FOUND,
    "delegate.unknown": HTTPStatus.NOT_FOUND,
    "framework.not-yours": HTTPStatus.FORBIDDEN,
    "framework.unknown": HTTPStatus.NOT_FOUND,
    "framework.share": HTTPStatus.BAD_REQUEST,
    "percent.unfit": HTTPStatus.BAD_REQUEST,
    "rate.unfit": HTTPStatus.BAD_REQUEST,
    "funding.unfit": HTTPStatus.BAD_REQUEST,
    "register.no-file": HTTPStatus.BAD_REQUEST,
    "register.unreadable": HTTPStatus.BAD_REQUEST,
    "register.faulty": HTTPStatus.BAD_REQUEST,
    "notice.no-event": HTTPStatus.BAD_REQUEST,
    "sum.unfit": HTTPStatus.BAD_REQUEST,
    "relief.unfit": HTTPStatus.BAD_REQUEST,
    "waiver.unfit": HTTPStatus.BAD_REQUEST,
    "waiver.too-much": HTTPStatus.BAD_REQUEST,
    "waiver.no-authority": HTTPStatus.BAD_REQUEST,
    "statement.no-money": HTTPStatus.BAD_REQUEST,
    "words.unfit": HTTPStatus.BAD_REQUEST,
    "form.not-from-here": HTTPStatus.FORBIDDEN,
    "installation.administrators-only": HTTPStatus.FORBIDDEN,
    "agreement.not-a-party": HTTPStatus.FORBIDDEN,
    "agreement.reference": HTTPStatus.BAD_REQUEST,
    "cursor.unknown": HTTPStatus.BAD_REQUEST,
    "invitation.past": HTTPStatus.NOT_FOUND,
    "signon.wanted": HTTPStatus.FORBIDDEN,
    "request.codes-wanted": HTTPStatus.FORBIDDEN,
    "request.too-many": HTTPStatus.TOO_MANY_REQUESTS,
    "request.nobody": HTTPStatus.UNAUTHORIZED,
    "request.not-from-here": HTTPStatus.FORBIDDEN,
    "request.too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request.another-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "request.method": HTTPStatus.METHOD_NOT_ALLOWED,
    "request.unfit": HTTPStatus.BAD_REQUEST,
    "request.unreadable": HTTPStatus.BAD_REQUEST,
}
"""By code, where its last part does not say it already; what neither says conflicts with how things stand (409)."""


def status_of(code: str) -> HTTPStatus:
    """What is another’s to do, or wants another hand, is forbidden; what is unknown is not found."""
    said = code.partition(".")[2]
    if "not-yours" in said or said == "two-hands":
        return STATUS.get(code, HTTPStatus.FORBIDDEN)
    return STATUS.get(code, HTTPStatus.NOT_FOUND if said == "unknown" else HTTPStatus.CONFLICT)


class Refusals:
    """Turns a refusal that a view lets out into its page, and away what is larger than the site takes, unread."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if len(said) > 19 or (said.isdecimal() and int(said) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return not_readable(request, RequestDataTooBig())
        if not of_the_api(request) and any(is_hidden(letter) for letter in request.path):
            return not_found(request, ValueError())
        if not of_the_api(request) and _hides_something(request):
            return not_readable(request, ValueError())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return told(request, exception.refusal) if isinstance(exception, Refused) else None


def _hides_something(request: HttpRequest) -> bool:
    """Whether the query of a page holds what no text has, such as a NUL. The API says so itself, by the place."""
    texts = [text for name, values in request.GET.lists() for text in (name, *values)]
    return any(is_hidden(letter) for text in texts for letter in text)


def of_the_api(request: HttpRequest) -> bool:
    """Whether a program asks."""
    return f"{request.path}/".startswith(API)


def told(request: HttpRequest, refusal: Refusal, status: HTTPStatus | None = None) -> HttpResponse:
    """The page of a refusal; for the API its problem document."""
    status = status or status_of(refusal.code)
    if of_the_api(request):
        return problem(refusal, status)
    return render(request, "refusal.html", {"refusal": refusal}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address under which nothing is known."""
    begin = "see /api/v1/docs" if of_the_api(request) else "begin at the home page"
    return told(
        request,
        Refusal(
            code="page.unknown",
            what="There is nothing here" if of_the_api(request) else "There is no page here",
            fact=f"nothing is known under {request.path}",
            rule="an address names one thing" if of_the_api(request) else "an address names one page",
            next_step=f"Check the address, or {begin}.",
        ),
    )


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something that whoever asks may not do, where nothing says it better."""
    return told(
        request,
        Refusal(
            code="page.not-allowed",
            what="Nothing was done",
            fact="this is not for you to open as things stand",
            rule="a page is opened by whoever it is for",
            next_step="Go back to where you came from, or begin at the home page.",
        ),
        HTTPStatus.FORBIDDEN,
    )


def not_readable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that the site could not take apart: too large, or not what it says it is."""
    too_large = isinstance(exception, RequestDataTooBig)
    return told(
        request,
        Refusal(
            code="request.too-large" if too_large else "request.unreadable",
            what="Nothing was done",
            fact="the request is too large" if too_large else "the request could not be read",
            rule="a request is whole, and no larger than the site takes",
            next_step="Check what you send, and send it again.",
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
        what="Nothing was done" if of_the_api(request) else "The page could not be shown",
        fact="something went wrong on our side",
        rule="an act is done whole or not at all, so nothing is half done",
        next_step="Try again; if it happens again, tell the administrator what you did.",
    )
    return told(request, refusal, HTTPStatus.INTERNAL_SERVER_ERROR)
