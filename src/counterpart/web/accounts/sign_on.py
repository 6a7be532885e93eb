"""People come in through their organisation's own provider (OpenID Connect): with PKCE, state, nonce and a signature.

How an organisation does it stands in the accounts room; nobody comes in but with a post that it gives them.
"""

import secrets
import uuid
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import sign_on
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.accounts.rules.sign_on import (
    SignOnTerms,
    Vouched,
    has_left,
    not_through_a_provider,
    posts_of,
)
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import address, tidy
from counterpart.web import errors
from counterpart.web.accounts.setup import sign_on_secret

SIGNED_WITH = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
"""With a key of the provider's own; never with a secret that both know, and never not at all."""


class Fetching(OpenIDConnectOAuth2Adapter):
    """What is asked of a provider: who it is must be as it was set up, and its word is signed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        told: dict[str, Any] = super().openid_config
        wanted = queries.sign_on_named(self.provider_id).issuer
        if str(told.get("issuer", "")).rstrip("/") != wanted.rstrip("/"):
            raise OAuth2Error("another issuer")
        return told

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What a provider says, where it is signed with its key, said for us, and in time."""
        try:
            head = jwt.get_unverified_header(id_token)
            if head["alg"] not in SIGNED_WITH:
                raise OAuth2Error("signed otherwise")
            told: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(head),
                algorithms=[head["alg"]],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=60,
                options={"require": ["iss", "aud", "sub", "exp", "iat"]},
            )
        except (KeyError, TypeError, ValueError, jwt.PyJWTError) as fault:
            raise OAuth2Error("not a token") from fault
        if told.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("for another site")
        return told

    def _key(self, head: Mapping[str, Any]) -> jwt.PyJWK:
        """The provider's key of this name; where none is named, the only one there is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = [key for key in answer.json()["keys"] if key.get("use", "sig") == "sig"]
        found = [key for key in keys if "kid" not in head or key.get("kid") == head["kid"]]
        if len(found) != 1:
            raise OAuth2Error("no such key")
        return jwt.PyJWK(found[0], algorithm=head["alg"])

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Both what is signed and what is told beside it must be of the same person."""
        if "id_token" not in kwargs["response"]:
            raise OAuth2Error("no token")
        login: SocialLogin = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told["userinfo"].get("sub") != told["id_token"]["sub"]:
            raise OAuth2Error("another person")
        return login


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Fetching
    pkce_enabled_default = True

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """What is asked for is ours to say, whatever stands in the address; the nonce is kept with the state."""
        nonce = secrets.token_urlsafe(24)
        kwargs: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        return kwargs | {"scope": self.get_default_scope(), "auth_params": {"nonce": nonce}, "nonce": nonce}

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """A person of a provider: another provider under the same name knows other people."""
        told = data["id_token"]
        return sha256(f"{told['iss']} {told['sub']}".encode()).hexdigest()


class SignOns(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """From the accounts room alone, with the secret from the environment."""
        return [_app(terms) for terms in queries.sign_ons() if provider in (None, terms.name, OpenIDConnectProvider.id)]

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> Provider:
        app = self.get_app(request, provider=provider)
        if not app.secret:
            raise Refused(_no_secret(app.name))
        return Provider(request, app=app)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bring them in with the posts they are given, or refuse in words. Nothing of what was told is kept."""
        told = sociallogin.account.extra_data
        if not secrets.compare_digest(str(told["id_token"].get("nonce", "")), str(sociallogin.state.get("nonce", "-"))):
            raise _refused(request, _not_understood())
        claims = {**told["id_token"], **told["userinfo"]}
        terms = queries.sign_on_named(sociallogin.account.provider)
        said = Vouched(_address(claims), claims.get("email_verified") is True, _values(claims.get(terms.claim)))
        person = _known(sociallogin, said)
        try:
            sociallogin.user = _brought_in(person, claims, said, terms)
        except Refused as refused:
            raise _refused(request, refused.refusal) from None
        kept, _ = SocialAccount.objects.update_or_create(
            provider=sociallogin.account.provider,
            uid=sociallogin.account.uid,
            defaults={"user": sociallogin.user, "extra_data": {}},
        )
        sociallogin.account = kept

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        raise _refused(request, _not_understood(provider.app.name))


def _brought_in(person: Person | None, claims: Mapping[str, Any], said: Vouched, terms: SignOnTerms) -> Person:
    at = now()
    if person and not person.is_active:
        raise Refused(has_left(terms))
    if person and queries.administers(person, on=at.date()):
        raise Refused(not_through_a_provider(person.name))
    posts = posts_of(said, terms)
    withdrawn = isinstance(posts, Refusal) and posts.code == "signon.no-post"
    if isinstance(posts, Refusal) and not (person and withdrawn):
        raise Refused(posts)
    name = tidy(str(claims.get("name") or "")) or said.email.partition("@")[0]
    by = actor_of(person, on=at.date()) if person else Actor(str(uuid.uuid4()), name, said.email)
    given = [] if isinstance(posts, Refusal) else list(posts)
    sign_on.link(Account(by.person), by=by, at=at, sign_on=terms.name, posts=given)
    if isinstance(posts, Refusal):
        raise Refused(posts)
    return Person.objects.get(id=by.person)


def _known(sociallogin: SocialLogin, said: Vouched) -> Person | None:
    """Who this is here: whoever came in so before, otherwise whoever has the address. Nobody new who has left."""
    if sociallogin.user and sociallogin.is_existing:
        return Person.objects.get(pk=sociallogin.user.pk)
    return Person.objects.filter(email__iexact=said.email).first() if said.verified else None


def _address(claims: Mapping[str, Any]) -> str:
    try:
        return address(str(claims.get("email") or ""))
    except Refused:
        return ""


def _values(claim: Any) -> tuple[str, ...]:
    """What a claim says: one text or a list of them."""
    given = claim if isinstance(claim, list) else [claim]
    return tuple(value for value in given if isinstance(value, str))


def _app(terms: SignOnTerms) -> SocialApp:
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=terms.name,
        name=terms.organisation,
        client_id=terms.client_id,
        secret=sign_on_secret(terms.name) or "",
        settings={"server_url": terms.issuer, "uid_field": "sub"},
    )


def _refused(request: HttpRequest, refusal: Refusal) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(errors.told(request, refusal, HTTPStatus.FORBIDDEN))


def _not_understood(organisation: str = "your organisation") -> Refusal:
    return Refusal(
        code="signon.not-understood",
        what="You were not signed in",
        fact=f"signing in at {organisation} was broken off, or what came back is not what was asked for",
        rule="what a provider says is taken only whole, signed, and as the answer to what we asked",
        next_step="Begin again at /sign-in; if it happens again, tell your IT department.",
    )


def not_reached(organisation: str) -> Refusal:
    return Refusal(
        code="signon.not-reached",
        what="You were not signed in",
        fact=f"the sign-on of {organisation} does not answer",
        rule="people of this organisation are signed in there",
        next_step="Try again in a few minutes; if it does not help, tell your IT department.",
    )


def _no_secret(organisation: str) -> Refusal:
    return Refusal(
        code="signon.no-secret",
        what="You were not signed in",
        fact=f"the secret for the sign-on of {organisation} is not set here",
        rule="a provider is shown a secret, which stands in the environment of this site",
        next_step="Tell the administrator: docs/how-to/accounts.md says where it is set.",
    )
