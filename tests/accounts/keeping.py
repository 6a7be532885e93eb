"""What every test of accounts does: people with passwords, signing in through the pages, codes from an app, entries."""

import re
import time
from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import keeping
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.partners.tests.makers import who
from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import INSTALLATION
from counterpart.engines.clocks.now import now
from counterpart.engines.ledger import book

ADMINISTRATOR = "administrator@counterpart.example"
MANAGER = "contract-manager@rotherham.example"
PASSWORD = "copper lantern orchard"
OTHER = "walnut harbour thimble"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_password(email: str, password: str = PASSWORD) -> Person:
    person = Person.objects.get(email=email)
    person.set_password(password)
    person.save()
    return person


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post("/sign-in", {"login": email, "password": password, **more})


def signed_in(email: str, password: str = PASSWORD, *, agent: str = FIREFOX, code: str | None = None) -> Client:
    """A browser that went through the pages of signing in."""
    client = Client(headers={"User-Agent": agent})
    answer = sign_in(client, email, password)
    assert answer.status_code == 302, answer.content.decode()
    if code:
        assert answer["Location"] == "/sign-in/code"
        answer = client.post("/sign-in/code", {"code": code})
        assert answer.status_code == 302, answer.content.decode()
    return client


def shown_by_app(secret: str, *, windows: int = 0) -> str:
    """What an authenticator app shows for a secret now, or some windows of thirty seconds on."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + windows))


def set_up_codes(client: Client, *, windows: int = -1) -> tuple[str, list[str]]:
    """Set up one-time codes as on the page. The secret, and the recovery codes that are shown once."""
    page = client.get("/account/codes/set-up").content.decode()
    secret = re.search(r'fingerprint">([A-Z2-7]{32})<', page)
    assert secret, page
    answer = client.post("/account/codes/set-up", {"code": shown_by_app(secret[1], windows=windows)})
    assert answer.status_code == 302, answer.content.decode()
    shown = client.get("/account/recovery-codes").content.decode()
    return secret[1], re.findall(r'<li class="fingerprint">(\d{8})</li>', shown)


def acts_about(email: str, *, seen_by: str | None = None) -> list[str]:
    """The acts in the installation's chain whose content the person (or whoever is named) reads."""
    person = Person.objects.get(email=email)
    at = now()
    reader = actor_of(Person.objects.get(email=seen_by or email), on=at.date())
    with acting(reader, on=at.date()):
        own = f"people/{book.introduced(actor_of(person, on=at.date()), INSTALLATION, at)}"
        entries = book.entries_of(INSTALLATION)
        return [entry["act"] for entry in entries if entry["subject"] == own and "opened" in entry]


def a_link(email: str, *, by: str = ADMINISTRATOR, at: datetime | None = None, days: int = 7) -> str:
    """The address of a link that an administrator made."""
    at = at or now()
    account = Account(str(Person.objects.get(email=email).id))
    secret, _ = keeping.new_link(account, by=who(by, at), at=at, days=days)
    return f"/sign-in/link/{secret}"


def facts(email: str) -> Account:
    return queries.account_of(who(email, now()))
