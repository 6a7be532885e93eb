"""What django-allauth does our way: nobody signs themselves up, refusals in our words, and only our own addresses."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import keeping
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now
from counterpart.web import errors
from counterpart.web.accounts import throttle

NOT_RIGHT = "The e-mail address or the password is not right. Check both and try again."


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NOT_RIGHT,
        "incorrect_password": "The password is not right. Check it and try again.",
        "enter_current_password": "This is not your password now. Check it and try again.",
        "incorrect_code": "The code is not right. Enter the one that your app shows now; each is good once.",
        "same_as_current": "Choose another password than the one you have.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """An address of this very site, whatever other names the site answers to."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        raise NotImplementedError("Links that set a password are invitations")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Each attempt counts against its account and its address until it succeeds. Too many are asked to wait."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        told = {"app": "allauth.account", "action": "login_failed", "key": key}
        self._login_failed_rl_usage = ratelimit.consume(request, **told)
        if not self._login_failed_rl_usage:
            until = throttle.until(request, **told)
            _note_delay(credentials.get("email", ""), until)
            refusal = throttle.too_many(until)
            answer = errors.told(request, refusal, HTTPStatus.TOO_MANY_REQUESTS)
            answer["Retry-After"] = str(max(1, int((until - now()).total_seconds())))
            raise ImmediateHttpResponse(answer)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """Somebody who has left is answered like somebody unknown."""
        person: Any = super().authenticate(request, **credentials)
        return person if person and person.is_active else None

    def reauthenticate(self, user: Any, password: str) -> bool:
        person = self.authenticate(self.request, email=user.email, password=password)
        return person is not None and person.pk == user.pk

    def login(self, request: HttpRequest, user: Any) -> None:
        """A session lasts so long from signing in, whether it is used or not."""
        super().login(request, user)
        request.session.set_expiry(now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return str(credentials.get("email", "")).casefold()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError("What is sent is sent by the accounts room")


def _note_delay(email: str, until: datetime) -> None:
    """Note once, when the waiting begins, that somebody known has to wait."""
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    at = now()
    if person is None or until <= at:
        return
    if cache.add(f"delayed:{person.pk}", True, timeout=(until - at).total_seconds()):
        keeping.delay(Account(str(person.pk)), by=actor_of(person, on=at.date()), at=at, until=until)


def through_their_organisation(person: Person) -> Any:
    """The refusal for somebody whose organisation signs its people in; None for others, and for administrators."""
    terms = queries.sign_on_for(person.email)
    if terms is None or queries.administers(person, on=now().date()):
        return None
    return terms
