"""A real OpenID Connect provider, as a process of its own, and somebody who signs in through it in a browser."""

import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from django.http import HttpResponse
from django.test import Client

from counterpart.capabilities.accounts.actions import sign_on
from counterpart.capabilities.accounts.rules.sign_on import SignOnTerms
from counterpart.capabilities.partners import queries as people
from counterpart.capabilities.partners.tests.makers import COUNCIL, who
from counterpart.engines.clocks.now import now
from tests.accounts.keeping import ADMINISTRATOR

POSTS = {"contract-managers": "contract manager", "auditors": "auditor"}
NINA = {"email": "nina@council.example", "email_verified": True, "name": "Nina Okafor", "groups": ["auditors", "staff"]}


@contextmanager
def provider() -> Iterator[str]:
    """Its issuer. The process ends with the test run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "oidc-provider-mock"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([str(program), "--port", str(port), "--require-nonce"], **quiet)  # type: ignore[call-overload]
    issuer = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 30
        while True:
            try:
                requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5)
                break
            except requests.RequestException:
                assert time.monotonic() < until, "the provider did not start"
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait()


def known_to(issuer: str, sub: str = "nina", **claims: Any) -> None:
    """Let the provider know somebody, with these claims."""
    assert requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).status_code == 204


def terms(issuer: str, /, **other: Any) -> SignOnTerms:
    usual: dict[str, Any] = {
        "name": "council", "organisation": COUNCIL, "issuer": issuer, "client_id": "counterpart",
        "domains": ("council.example",), "claim": "groups", "posts": POSTS,
    }  # fmt: skip
    return SignOnTerms(**(usual | other))


def set_up(issuer: str, /, **other: Any) -> None:
    by = who(ADMINISTRATOR, now())
    sign_on.configure_sign_on(people.installation(), by=by, at=now(), terms=terms(issuer, **other))


def asked(client: Client, **query: str) -> str:
    """Where our site sends somebody who wants in through their organisation."""
    answer = client.get("/sign-in/with/council", query)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def query_of(address: str) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))


def said_yes(address: str, sub: str = "nina", **form: str) -> str:
    """Sign in at the provider: the address, with its query, to which it sends the browser back."""
    answer = requests.post(address, {"sub": sub} | form, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    back = urllib.parse.urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def signed_on(client: Client, sub: str = "nina", **query: str) -> HttpResponse:
    return client.get(said_yes(asked(client, **query), sub))
