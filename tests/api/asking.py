"""How the tests ask: with a token, by session, or as nobody."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.test import Client

from counterpart.capabilities.partners.actions import new_token
from counterpart.engines.access.actors import actor
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now

V1 = "/api/v1"
OURS = f"{V1}/agreements/ROTHERHAM"
YEAR = "?period=2007-08"


def token_of(email: str, label: str = "tests", days: int = 30) -> str:
    """A new token of somebody's, by the act."""
    at = now()
    secret, _ = new_token(label, by=actor(email, on=at.date()), at=at, until=at.date() + timedelta(days=days))
    return secret


def client_of(email: str | None, label: str = "tests") -> Client:
    """A program that shows a token of somebody's; of nobody where nobody is named."""
    return Client(headers={"Authorization": f"Bearer {token_of(email, label)}"} if email else {})


def session_of(email: str, *, csrf: bool = False) -> Client:
    """A browser in which somebody is signed in; with `csrf` it minds where forms come from, as in earnest."""
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(Person.objects.get(email=email))
    return client


def send(client: Client, address: str, body: Any, *, key: str | None = None, **more: Any) -> HttpResponse:
    """POST a body as JSON, under a key where one is given."""
    headers = {"Idempotency-Key": key} if key else {}
    post = partial(client.post, address, body, content_type="application/json", headers=headers)
    return post(**more)


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem document of an answer, held to what every one of them has."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert all(told[part] for part in ("type", "title", "detail", "code", "what", "fact", "rule", "next_step"))
    assert isinstance(told["problems"], list)
    return told
