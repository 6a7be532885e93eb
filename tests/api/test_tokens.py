"""Tokens: made by a person for themselves, shown once, ended within a year, revoked at once."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import transaction
from django.test import Client

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.actions import issue_token, new_token, revoke_token
from counterpart.capabilities.partners.rules import TokenFacts
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, OUTSIDER, who
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Token
from counterpart.engines.access.rules import INSTALLATION
from counterpart.engines.access.tokens import holder_of
from counterpart.engines.clocks.now import now
from counterpart.engines.ledger import book
from counterpart.engines.ledger.models import Payload
from counterpart.engines.ledger.rules.chain import Entry
from counterpart.values.refusal import Refused
from tests.api.asking import V1, client_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_a_token_is_its_persons_until_its_last_day(home: Path) -> None:
    a_registered_agreement()
    until = LATER.date() + timedelta(days=30)
    secret, ends_on = new_token("monthly upload", by=who(KPI_MANAGER), at=LATER, until=until)
    assert (secret[:3], len(secret), ends_on) == ("cp_", 46, until)
    holder = holder_of(secret, on=until)
    assert holder is not None
    assert holder.email == KPI_MANAGER
    assert holder_of(secret, on=until + timedelta(days=1)) is None
    assert secret not in str(list(Token.objects.values()))


@pytest.mark.parametrize(("days", "code"), [(366, "token.too-long"), (-1, "token.past")])
def test_a_token_ends_within_a_year_and_not_before_today(home: Path, days: int, code: str) -> None:
    a_registered_agreement()
    with pytest.raises(Refused) as refused:
        new_token("upload", by=who(KPI_MANAGER), at=LATER, until=LATER.date() + timedelta(days=days))
    assert refused.value.refusal.code == code


def test_a_label_names_one_token_until_it_is_revoked(home: Path) -> None:
    a_registered_agreement()
    by = who(KPI_MANAGER)
    first, _ = new_token("upload", by=by, at=LATER)
    with pytest.raises(Refused, match="you have a token “upload” already"):
        new_token("upload", by=by, at=LATER)
    revoke_token(TokenFacts(by.person, "upload"), by=by, at=LATER)
    assert holder_of(first, on=LATER.date()) is None
    new_token("upload", by=by, at=LATER)
    with pytest.raises(Refused, match="no token “other”"):
        revoke_token(TokenFacts(by.person, "other"), by=by, at=LATER)


def test_nobody_makes_or_revokes_anothers_token_not_even_an_administrator(home: Path) -> None:
    a_registered_agreement()
    facts = TokenFacts(who(KPI_MANAGER).person, "upload")
    for email in (OFFICER, "administrator@counterpart.example"):
        with pytest.raises(Refused, match="own tokens"):
            issue_token(facts, by=who(email), at=LATER, digest="0" * 64)
        with pytest.raises(Refused, match="own tokens"):
            revoke_token(facts, by=who(email), at=LATER)


def test_it_stands_in_the_chain_of_the_installation_where_its_content_is_its_persons_alone(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    a_registered_agreement()
    for email in (OUTSIDER, KPI_MANAGER):
        new_token("upload", by=who(email), at=LATER)
    seen = {email: told(email) for email in (OUTSIDER, KPI_MANAGER, "administrator@counterpart.example")}
    everybodys = [(sequence, act) for sequence, act, _ in seen[OUTSIDER]]
    assert [act for _, act in everybodys[-3:]] == ["person.added", "token.issued", "token.issued"]
    assert all([(sequence, act) for sequence, act, _ in entries] == everybodys for entries in seen.values())
    assert [content["label"] for _, act, content in seen[OUTSIDER] if content and act == "token.issued"] == ["upload"]
    assert not [act for _, act, content in seen[OUTSIDER] if content and act == "person.added"]
    assert [act for _, act, content in seen["administrator@counterpart.example"] if content][:2] == [
        "person.named",
        "installation.begun",
    ]


def told(email: str) -> list[tuple[int, str, dict[str, str] | None]]:
    """The chain of the installation as somebody sees it, its hashes one after the other."""
    with acting(who(email), on=LATER.date()):
        entries = book.entries_of(INSTALLATION)
    names = ("sequence", "at", "act", "subject", "actor", "commitment", "previous")
    assert all(Entry(**{name: e[name] for name in names}).entry_hash == e["hash"] for e in entries)
    assert [e["previous"] for e in entries[1:]] == [e["hash"] for e in entries[:-1]]
    return [(e["sequence"], e["act"], e.get("opened", {}).get("payload")) for e in entries]


def test_ones_tokens_are_told_without_their_secrets(home: Path) -> None:
    a_registered_agreement()
    client = client_of(KPI_MANAGER, "first")
    items = client.get(f"{V1}/tokens").json()["items"]
    assert [(token["label"], token["revoked_at"]) for token in items] == [("first", None)]
    assert "cp_" not in str(items)
    assert client_of(OUTSIDER, "other").get(f"{V1}/tokens").json()["items"][0]["label"] == "other"


@pytest.mark.parametrize(
    ("audience", "whose", "kept"),
    [("personal", KPI_MANAGER, True), ("personal", OFFICER, False), ("shared", KPI_MANAGER, False)],
)
def test_in_the_installation_the_database_takes_from_a_person_what_is_their_own_alone(
    home: Path, audience: str, whose: str, kept: bool
) -> None:
    a_registered_agreement()
    row = {"agreement_id": INSTALLATION, "audience": audience, "audience_party_id": who(whose).person}
    with acting(who(KPI_MANAGER), on=LATER.date()):
        if kept:
            Payload.objects.create(**row, sequence=99, salt="s", content={})
            return
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Payload.objects.create(**row, sequence=99, salt="s", content={})


def client_with(agreements: tuple[str, ...] = (), verbs: tuple[str, ...] = ()) -> Client:
    by = who(KPI_MANAGER, now())
    secret, _ = new_token("narrow", by=by, at=now(), agreements=agreements, verbs=verbs)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_opens_its_verbs_and_agreements_and_nothing_else(home: Path) -> None:
    a_registered_agreement()
    read = client_with(("rotherham",), ("reading",))
    assert read.get(f"{V1}/agreements/ROTHERHAM").status_code == 200
    for beyond in (read.get(f"{V1}/agreements"), read.get(f"{V1}/me"), read.post(f"{V1}/agreements/ROTHERHAM/files")):
        assert beyond.status_code == 403
        assert beyond.json()["code"] == "token.beyond"
    revoke_token(TokenFacts(who(KPI_MANAGER).person, "narrow"), by=who(KPI_MANAGER, now()), at=now())
    send = client_with((), ("file.taken_in",))
    assert send.get(f"{V1}/agreements/ROTHERHAM").status_code == 403
    assert send.post(f"{V1}/agreements/ROTHERHAM/files", {"kind": "returns"}).status_code == 400


@pytest.mark.parametrize("opens", [{"agreements": ("ROTHERTON",)}, {"verbs": ("everything",)}])
def test_a_token_for_what_is_not_known_is_not_made(home: Path, opens: dict[str, tuple[str, ...]]) -> None:
    a_registered_agreement()
    with pytest.raises(Refused, match="is no") as refused:
        new_token("narrow", by=who(KPI_MANAGER), at=LATER, **opens)
    assert refused.value.refusal.code == "token.opens-nothing"


def test_when_a_token_was_last_used_is_noted_to_the_hour(home: Path) -> None:
    a_registered_agreement()
    client = client_with()
    (before,) = client.get(f"{V1}/tokens").json()["items"]
    (after,) = client.get(f"{V1}/tokens").json()["items"]
    assert before["last_used_at"] is not None
    assert after == before
