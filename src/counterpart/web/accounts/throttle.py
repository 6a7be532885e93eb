"""How long somebody waits after too many attempts, in words that say when to try again. Nobody is locked out."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refusal

LONDON = ZoneInfo("Europe/London")
TOKENS = {"token": "60/m/ip"}
"""How many wrong tokens an address may show over the API; a right one is never held up."""


def until(request: HttpRequest, *, app: str, action: str, key: str | None = None) -> datetime:
    """When the next attempt is let through: when enough of those that count have aged."""
    moment = now()
    for rate in ratelimit.get_rates(app=app, action=action):
        place = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key)
        history = cache.get(place, [])
        if len(history) >= rate.amount:
            freed = datetime.fromtimestamp(history[rate.amount - 1], UTC) + timedelta(seconds=rate.duration + 1)
            moment = max(moment, freed.replace(microsecond=0))
    return moment


def too_many(until: datetime | None = None) -> Refusal:
    """What somebody is told who has to wait."""
    when = f"at {until.astimezone(LONDON):%-H:%M:%S}" if until else "in a few minutes"
    return Refusal(
        code="request.too-many",
        what="You have to wait a little",
        fact="there were too many attempts from here, or on this account, in a short time",
        rule="after several wrong attempts the next has to wait; nothing is locked for good",
        next_step=f"Try again {when}. If you forgot your password, ask your administrator for a link.",
    )


def respond(request: HttpRequest) -> HttpResponse:
    """The page that django-allauth shows where its own limits are reached."""
    from counterpart.web import errors

    return errors.told(request, too_many(), HTTPStatus.TOO_MANY_REQUESTS)


def wrong_token(request: HttpRequest) -> bool:
    """Count a wrong token against its address. Whether there were too many."""
    limit: dict[str, Any] = {"app": "counterpart", "action": "token", "config": TOKENS, "limit_get": True}
    return ratelimit.consume(request, **limit) is None
