"""One's own account: where one is signed in, tokens, and the way back in by a link."""

from datetime import datetime
from threading import Thread

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import keeping
from counterpart.capabilities.accounts.forms import Forgotten, NewPassword, NewToken
from counterpart.capabilities.accounts.rules.keeping import RECOVERY_HOURS, Account, link_is_past, wants_codes
from counterpart.capabilities.partners import actions as partners
from counterpart.capabilities.partners import queries as people
from counterpart.capabilities.partners.rules import TokenFacts
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import deed, page
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refused

NOTES = {
    "password": "Your password is changed. Every other session is ended.",
    "sessions": "What you ended is signed out.",
    "token": "The token is revoked: it opens nothing any more.",
}


@never_cache
@page
def account(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Anybody asks: what am I here, where am I signed in, and is my account safe?"""
    return _account(request, by, at, NewToken())


@require_POST
@deed
def end_session(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Somebody signs out elsewhere: one session, or all but this one."""
    one, this = request.POST.get("session", ""), request.session.session_key
    session = int(one) if one.isdecimal() and len(one) < 18 else None
    if session is None and one != "others":
        return HttpResponseRedirect(reverse("account"))
    keeping.end_sessions(Account(by.person), by=by, at=at, session=session, but=None if session else this)
    return HttpResponseRedirect(f"{reverse('account')}?note=sessions")


@require_POST
@reauthentication_required()  # type: ignore[untyped-decorator]
@never_cache
@deed
def make_token(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Somebody makes a token for a program of theirs. Its secret is shown once, on this very page."""
    form = NewToken(request.POST)
    if form.is_valid():
        try:
            secret, ends_on = partners.new_token(
                form.cleaned_data["label"], by=by, at=at, until=form.cleaned_data["until"]
            )
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            told = {"secret": secret, "ends_on": ends_on, "label": form.cleaned_data["label"]}
            return render(request, "accounts/token.html", told)
    return _account(request, by, at, form, status=400)


@require_POST
@deed
def revoke_token(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Somebody revokes a token of theirs."""
    partners.revoke_token(TokenFacts(by.person, request.POST.get("label", "")), by=by, at=at)
    return HttpResponseRedirect(f"{reverse('account')}?note=token")


@never_cache
@sensitive_post_parameters()
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody was sent a link: let me set my password. Opening it alone changes nothing."""
    at = now()
    invitation = queries.invited(secret, at=at)
    if invitation is None:
        raise Refused(link_is_past())
    form = NewPassword(request.POST or None)
    if form.is_valid():
        by = actor_of(invitation.person, on=at.date())
        told = {"digest": queries.digest_of(secret), "password": form.cleaned_data["password"]}
        try:
            keeping.accept_invitation(Account(by.person), by=by, at=at, **told)
        except Refused as refused:
            form.add_error("password", f"{refused.refusal.fact[0].upper()}{refused.refusal.fact[1:]}.")
        else:
            return HttpResponseRedirect(f"{reverse('sign-in')}?note=password")
    context = {"form": form, "person": invitation.person, "ends_at": invitation.ends_at}
    return render(request, "accounts/link.html", context, status=400 if form.errors else 200)


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Somebody forgot their password. Answered the same, and as fast, whether or not the address is known."""
    form = Forgotten(request.POST or None)
    asked = keeping.sends_mail() and form.is_valid()
    if asked:
        too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="reset_password")
        if too_many:
            return too_many
        Thread(target=_send_link, args=(form.cleaned_data["email"],)).start()
    context = {"form": form, "sends": keeping.sends_mail(), "asked": asked, "hours": RECOVERY_HOURS}
    return render(request, "accounts/forgotten.html", context, status=400 if form.errors else 200)


def _send_link(email: str) -> None:
    """Beside the answer, so that how long it takes tells nothing."""
    try:
        person, at = queries.person_at(email), now()
        by = actor_of(person, on=at.date())
        secret, _ = keeping.new_link(Account(by.person), by=by, at=at, hours=RECOVERY_HOURS)
        keeping.send_link(person.email, secret, good_for=f"{RECOVERY_HOURS} hours")
    except Refused:
        return
    finally:
        connection.close()


def _account(request: HttpRequest, by: Actor, at: datetime, form: NewToken, *, status: int = 200) -> HttpResponse:
    person = queries.person_of(Account(by.person))
    codes, left = queries.codes_of(by.person)
    posts = people.memberships_of(by, on=at.date())
    sessions = queries.sessions_of(by.person, this=request.session.session_key, at=at)
    held = {*(post.post for post in posts), *(standing.role for standing in by.standings)}
    context = {
        "person": person,
        "posts": posts,
        "roles": queries.roles_by_agreement(by),
        "has_password": person.has_usable_password(),
        "codes": codes,
        "recovery_left": left,
        "codes_wanted": wants_codes(held, settings.CODES_WANTED_FROM),
        "sessions": sessions,
        "others": sum(not session.this for session in sessions),
        "tokens": [(token, token.revoked_at or token.ends_on < at.date()) for token in people.tokens_of(by)],
        "form": form,
        "note": NOTES.get(request.GET.get("note", "")),
    }
    return render(request, "accounts/account.html", context, status=status)
