"""An organisation signs in its own people, through a real provider: who comes in, with what post, and who does not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client, RequestFactory

from counterpart.capabilities.accounts.actions import sign_on
from counterpart.capabilities.partners import queries as people
from counterpart.capabilities.partners.tests.makers import COUNCIL, OFFICER, who
from counterpart.engines.access.models import Membership, Person
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refused
from counterpart.web.accounts.sign_on import Fetching
from tests.accounts.keeping import ADMINISTRATOR, PASSWORD, acts_about, sign_in, signed_in, with_password
from tests.accounts.provider import NINA, asked, known_to, provider, query_of, said_yes, set_up, signed_on, terms
from tests.commands import counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
EMAIL = "nina@council.example"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture
def issuer(running: str, people: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """A provider at which Nina is an auditor, and an installation that takes its word for the council's people."""
    monkeypatch.setenv("COUNTERPART_SIGN_ON_COUNCIL_SECRET", "kept in the environment")
    known_to(running, **NINA)
    set_up(running)
    return running


def posts_of(email: str = EMAIL) -> list[str]:
    day = now().date()
    held = Membership.objects.filter(person__email=email, organisation__name=COUNCIL).exclude(ends_on__lt=day)
    return sorted(held.values_list("post", flat=True))


@pytest.mark.usefixtures("issuer")
def test_the_page_of_signing_in_offers_the_organisation_and_brings_one_back_to_where_one_wanted_to_go() -> None:
    client = Client()
    page = client.get("/sign-in?next=/account").content.decode()
    assert f"Sign in with {COUNCIL}" in page
    assert 'href="/sign-in/with/council?next=/account" hx-boost="false"' in page
    assert signed_on(client, next="/account")["Location"] == "/account"
    assert signed_on(Client(), next="https://evil.example/")["Location"] == "/"


@pytest.mark.usefixtures("issuer")
def test_somebody_new_comes_in_with_the_post_of_their_group_and_never_as_an_administrator() -> None:
    client = Client()
    assert signed_on(client)["Location"] == "/"
    page = client.get("/account").content.decode()
    assert f"Auditor, {COUNCIL}" in page
    assert "you come in through your organisation" in page
    person = Person.objects.get(email=EMAIL)
    assert (person.name, person.has_usable_password()) == ("Nina Okafor", False)
    assert acts_about(EMAIL) == ["signon.linked", "session.opened"]
    with pytest.raises(Refused, match="would stand for “administrator”"):
        set_up("https://login.council.example", posts={"it": "administrator"})


def test_what_is_asked_of_a_provider_has_a_state_a_nonce_and_a_challenge_whatever_stands_in_the_address(
    issuer: str,
) -> None:
    client = Client()
    query = query_of(asked(client, scope="admin", auth_params="prompt=none&nonce=mine"))
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert len(query["state"]) >= 16
    assert len(query["nonce"]) == 32
    assert "prompt" not in query
    assert sorted(query["scope"].split()) == ["email", "openid", "profile"]
    assert query["redirect_uri"] == "http://testserver/sign-in/with/council/back"
    again = query_of(asked(client))
    assert {again[part] for part in ("state", "nonce", "code_challenge")}.isdisjoint(query.values())


@pytest.mark.usefixtures("issuer")
def test_an_answer_to_somebody_elses_question_is_not_taken() -> None:
    mine, other = Client(), Client()
    stolen = query_of(said_yes(asked(other)))
    own = query_of(said_yes(asked(mine)))
    unasked = Client().get("/sign-in/with/council/back", stolen)
    swapped = mine.get("/sign-in/with/council/back", {"code": stolen["code"], "state": own["state"]})
    for answer in (unasked, swapped):
        assert answer.status_code == 403
        assert b"not what was asked for" in answer.content
    assert mine.get("/account").status_code == 302
    assert not Person.objects.filter(email=EMAIL).exists()


@pytest.mark.usefixtures("issuer")
def test_whoever_says_no_at_the_provider_is_told_so_in_words() -> None:
    client = Client()
    answer = client.get(said_yes(asked(client), action="deny"))
    assert answer.status_code == 403
    assert b"was broken off" in answer.content
    assert b"Begin again at /sign-in" in answer.content


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "nina@elsewhere.example"}, "its people have addresses at council.example"),
        ({"email": "nina@evil.example.council.example.evil.example"}, "its people have addresses at council.example"),
        ({"email_verified": False}, "an address that a provider has not verified"),
        ({"email_verified": "true"}, "an address that a provider has not verified"),
        ({"email": None}, "its people have addresses at"),
        ({"email": "a@b@council.example"}, "its people have addresses at"),
        ({"groups": ["staff"]}, "none of the groups that stand for a post here"),
        ({"groups": {"auditors": True}}, "none of the groups"),
    ],
)
def test_whom_the_provider_does_not_vouch_for_is_refused_in_words(
    issuer: str, claims: dict[str, Any], said: str
) -> None:
    known_to(issuer, "other", **(NINA | claims))
    client = Client()
    before = Person.objects.count()
    answer = signed_on(client, "other")
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert b"What to do next:" in answer.content
    assert client.get("/account").status_code == 302
    assert Person.objects.count() == before


def test_a_post_follows_the_group_at_each_sign_in_and_sessions_end_with_it(issuer: str) -> None:
    first = Client()
    signed_on(first)
    Membership.objects.filter(person__email=EMAIL).update(starts_on=now().date() - timedelta(days=9))
    known_to(issuer, **(NINA | {"groups": ["contract-managers"]}))
    second = Client()
    assert signed_on(second).status_code == 302
    assert posts_of() == ["contract manager"]
    assert first.get("/account").status_code == 302
    known_to(issuer, **(NINA | {"groups": []}))
    assert signed_on(Client()).status_code == 403
    assert second.get("/account").status_code == 302
    ended = Membership.objects.get(person__email=EMAIL, post="auditor")
    assert ended.ends_on == now().date() - timedelta(days=1)
    assert acts_about(EMAIL).count("signon.linked") == 3


def test_somebody_known_by_their_address_is_the_same_person_and_stays_so_when_the_address_changes(issuer: str) -> None:
    Person.objects.create(email=EMAIL, name="Nina as added by hand").set_unusable_password()
    signed_on(Client())
    known_to(issuer, **(NINA | {"email": "nina.adeyemi@council.example"}))
    assert signed_on(Client()).status_code == 302
    assert Person.objects.filter(name__startswith="Nina").count() == 1


def test_somebody_who_has_left_does_not_come_back_by_their_organisation(issuer: str) -> None:
    signed_on(Client())
    Person.objects.filter(email=EMAIL).update(is_active=False)
    answer = signed_on(Client())
    assert answer.status_code == 403
    assert b"is opened again by an administrator" in answer.content


def test_an_administrator_is_not_let_in_by_an_organisation(issuer: str) -> None:
    Person.objects.filter(email=ADMINISTRATOR).update(email=EMAIL)
    answer = signed_on(Client())
    assert answer.status_code == 403
    assert b"an administrator answers to the installation" in answer.content
    with_password(EMAIL)
    assert signed_in(EMAIL).get("/")["Location"] == "/account/codes/set-up"


def test_people_of_the_domain_come_in_through_their_organisation_and_by_no_password(issuer: str) -> None:
    signed_on(Client())
    with_password(EMAIL)
    answer = sign_in(Client(), EMAIL)
    assert answer.status_code == 403
    assert f"Sign in with {COUNCIL}" in answer.content.decode()
    assert b"is not right" in sign_in(Client(), EMAIL, "wrong password here").content
    assert sign_in(Client(), OFFICER).status_code == 302
    sign_on.end_sign_on(people.installation(), by=who(ADMINISTRATOR, now()), at=now(), name="council")
    assert sign_in(Client(), EMAIL).status_code == 302
    assert Client().get("/sign-in/with/council").status_code == 404


def test_of_what_a_provider_tells_nothing_is_kept_and_its_secret_stands_in_no_table(issuer: str) -> None:
    from tests.accounts.test_codes import everything_kept

    signed_on(Client())
    assert SocialAccount.objects.get().extra_data == {}
    for unused in (SocialApp, SocialToken, EmailAddress):
        assert not unused.objects.exists()
    kept = everything_kept()
    assert "kept in the environment" not in kept
    assert PASSWORD not in kept


@pytest.mark.usefixtures("issuer")
def test_without_its_secret_or_its_answer_the_page_says_so(monkeypatch: pytest.MonkeyPatch, running: str) -> None:
    set_up(f"{running}/another-tenant")
    assert b"does not answer" in Client().get("/sign-in/with/council").content
    set_up(f"{running}/.well-known/openid-configuration?tenant=other")
    assert Client().get("/sign-in/with/council").status_code == 502
    monkeypatch.delenv("COUNTERPART_SIGN_ON_COUNCIL_SECRET")
    set_up(running)
    assert b"is not set here" in Client().get("/sign-in/with/council").content


def test_the_word_of_a_provider_is_taken_only_signed_with_its_own_key(issuer: str) -> None:
    keys = requests.get(f"{issuer}/jwks", timeout=5).json()["keys"]
    request = RequestFactory().get("/")
    fetching = Fetching(request, "council")
    app = SocialApp(client_id="counterpart")
    claims = {"iss": issuer, "aud": "counterpart", "sub": "nina", "exp": now() + timedelta(minutes=5)}
    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = {"kid": keys[0].get("kid", "")}
    forged = [
        jwt.encode(claims, "", algorithm="none", headers=kid),
        jwt.encode(claims, "a shared secret of thirty-two bytes or more", algorithm="HS256", headers=kid),
        jwt.encode(claims, own, algorithm="RS256", headers=kid),
        jwt.encode(claims, own, algorithm="RS256"),
        "not.a.token",
    ]
    for token in forged:
        with pytest.raises(OAuth2Error):
            fetching._decode_id_token(app, token)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"issuer": "http://login.council.example"}, "reached over https"),
        ({"domains": ()}, "known by their domain"),
        ({"domains": ("@council.example",)}, "known by their domain"),
        ({"posts": {}}, "whoever has no post is not let in"),
        ({"posts": {"kings": "king"}}, "a post that is known here"),
        ({"name": "../admin"}, "small letters, figures and hyphens"),
    ],
)
def test_a_sign_on_that_would_not_do_is_refused_with_the_reason(other: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        set_up("https://login.council.example", **other)


def test_two_organisations_do_not_sign_in_the_people_of_one_domain() -> None:
    set_up("https://login.council.example")
    with pytest.raises(Refused, match=r"council\.example is signed in by"):
        set_up("https://login.other.example", name="other", organisation="Another council")


def test_only_an_administrator_sets_up_a_sign_on() -> None:
    at, wanted = now(), terms("https://login.council.example")
    with pytest.raises(Refused, match="administrators set up how organisations sign in"):
        sign_on.configure_sign_on(people.installation(), by=who(OFFICER, at), at=at, terms=wanted)


def test_a_sign_on_is_set_up_listed_and_ended_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_ACTOR", ADMINISTRATOR)
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "test")
    made = counterpart(
        "sign-on", "set-up", "council", "--organisation", COUNCIL, "--issuer", "https://login.council.example",
        "--client-id", "counterpart", "--domain", "Council.example", "--post", "contract-managers=contract manager",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "come back to http://127.0.0.1:8000/sign-in/with/council/back" in made.stdout
    assert "COUNTERPART_SIGN_ON_COUNCIL_SECRET" in made.stdout
    assert "contract-managers is contract manager" in counterpart("sign-on", "list").stdout
    assert counterpart("sign-on", "end", "council").returncode == 0
    assert "everybody has a password" in counterpart("sign-on", "list").stdout
    assert "there is no sign-on" in counterpart("sign-on", "end", "council").stderr
