"""How every answer under /api/ behaves, whatever made it: HEAD, OPTIONS, methods there are not, and no caching."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from counterpart.web import errors
from counterpart.web.api import faults
from counterpart.web.errors import Next


class Manners:
    """Stands around every view; only what is not of the API passes it unchanged."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not errors.of_the_api(request):
            return self.get_response(request)
        method = request.method or ""
        request.method = "GET" if method == "HEAD" else method
        answer = self.get_response(request)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            answer = _allowed(request, method, answer)
        answer["Cache-Control"] = "no-store"
        if method == "HEAD":
            answer["Content-Length"] = str(len(answer.content))
            answer.content = b""
        return answer


def _allowed(request: HttpRequest, method: str, answer: HttpResponse) -> HttpResponse:
    """What may be asked at this address: for OPTIONS the answer, for any other method why not."""
    methods = {name.strip() for name in answer["Allow"].split(",")} | {"OPTIONS"}
    allowed = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
    if method == "OPTIONS":
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
    else:
        answer = errors.told(request, faults.no_such_method(method, allowed))
    answer["Allow"] = allowed
    return answer
