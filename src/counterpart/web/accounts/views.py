"""django-allauth's views under our addresses, where they are to do a little more or less."""

from http import HTTPStatus
from typing import Any

import requests
from allauth.account.views import LoginView, PasswordChangeView
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import keeping
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refusal, Refused
from counterpart.web import errors
from counterpart.web.accounts.sign_on import Fetching, not_reached


class SignIn(LoginView):
    """Anybody who has an account asks: let me in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"sign_ons": queries.sign_ons(), "note": self.request.GET.get("note")}


class ChangePassword(PasswordChangeView):
    """Anybody who signs in with a password: I want another one. Every other session ends."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if isinstance(request.user, Person) and not request.user.has_usable_password():
            raise Refused(_no_password())
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        request, at, key = self.request, now(), self.request.session.session_key
        by = actor_of(request.user, on=at.date())
        password = form.cleaned_data["password1"]
        keeping.change_password(Account(by.person), by=by, at=at, password=password, keep=key)
        update_session_auth_hash(request, Person.objects.get(id=by.person))
        UserSession.objects.filter(session_key=key).update(session_key=request.session.session_key)
        return HttpResponseRedirect(f"{reverse('account')}?note=password")


def codes(request: HttpRequest) -> HttpResponse:
    """Where django-allauth leads after codes were changed."""
    return redirect("account")


def through_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody whose organisation signs in its own people: take me there."""
    return _at_the_provider(request, provider_id, OAuth2LoginView)


def back_from_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A provider brings somebody back."""
    return _at_the_provider(request, provider_id, OAuth2CallbackView)


def _at_the_provider(request: HttpRequest, name: str, view: Any) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Fetching(request, name))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, OAuth2Error):
        organisation = queries.sign_on_named(name).organisation
        return errors.told(request, not_reached(organisation), HTTPStatus.BAD_GATEWAY)
    return answer


def _no_password() -> Refusal:
    return Refusal(
        code="password.none",
        what="There is no password to change",
        fact="you come in through your organisation, and have no password here",
        rule="who is signed in by their organisation needs no password",
        next_step="Change your password at your organisation.",
    )
