"""The forms of signing in and of one's password, in our words and look."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.internal import flows
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.accounts.rules.sign_on import through_your_organisation
from counterpart.web import errors
from counterpart.web.accounts.adapter import through_their_organisation

LONGEST = 1000
"""The most characters a password may have."""


def dressed(field: forms.Field, label: str, *, hint: str = "", **attributes: str) -> None:
    """Give a field its label, hint and look."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"class": "govuk-input", **attributes}
    if isinstance(field, forms.CharField) and not field.max_length:
        field.max_length = LONGEST
        field.validators.append(MaxLengthValidator(LONGEST))


class SignIn(LoginForm):
    """E-mail address and password. What is wrong is not told apart, so that nobody learns who has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        dressed(self.fields["login"], "E-mail address", autocomplete="username", spellcheck="false")
        dressed(self.fields["password"], "Password")

    def clean(self) -> Any:
        """Somebody whose organisation signs in its own people is sent there, once it is known that it is they."""
        cleaned = super().clean()
        if self.user and (terms := through_their_organisation(self.user)):
            raise ImmediateHttpResponse(errors.told(self.request, through_your_organisation(terms)))
        return cleaned

    def _login_with_password(self, request: HttpRequest, redirect_url: str | None, credentials: Any) -> HttpResponse:
        """As in django-allauth, but that how long the session lasts is ours to say (adapter), and that whoever just
        signed in is not asked at once again whether it is they."""
        self._login.redirect_url = redirect_url
        flows.login.record_authentication(request, self.user, method="password", reauthenticated=True)
        answer: HttpResponse = flows.login.perform_login(request, self._login)
        return answer


class Again(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dressed(self.fields["password"], "Password")


class ChangePassword(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dressed(self.fields["oldpassword"], "Your password now")
        dressed(self.fields["password1"], "New password", hint="12 characters or more. Three random words are good.")
        dressed(self.fields["password2"], "New password again")

    def clean_oldpassword(self) -> str:
        """The password as it is counts like an attempt to sign in, so that it cannot be guessed here either."""
        from allauth.account.adapter import get_adapter

        if not get_adapter().reauthenticate(self.user, self.cleaned_data.get("oldpassword", "")):
            raise get_adapter().validation_error("enter_current_password")
        return str(self.cleaned_data["oldpassword"])
