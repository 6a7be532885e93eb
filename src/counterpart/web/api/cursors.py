"""Where a list goes on: a place in it, signed, and good for that list alone."""

from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest

from counterpart.values.refusal import Refusal, Refused

OF_THE_PART = ("cursor", "limit")


def cursor(request: HttpRequest, place: tuple[int, ...]) -> str:
    """The cursor of a place in the list that a request asks for."""
    return signing.dumps(place, salt=_list(request))


def place(request: HttpRequest, cursor: str) -> tuple[int, ...]:
    """The place of a cursor. Raises Refused where it was not given for this list."""
    try:
        return tuple(signing.loads(cursor, salt=_list(request)))
    except signing.BadSignature:
        raise Refused(
            Refusal(
                code="cursor.unknown",
                what="The list was not told on",
                fact="the cursor was not given for this list",
                rule="a cursor is used as it was given, with the same query",
                next_step="Begin again without a cursor.",
            )
        ) from None


def _list(request: HttpRequest) -> str:
    """What a list is known by: its address and its query, but for the part that is wanted."""
    query = sorted((name, value) for name, value in request.GET.items() if name not in OF_THE_PART)
    return f"{request.path}?{urlencode(query)}"
