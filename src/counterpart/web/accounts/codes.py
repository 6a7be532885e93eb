"""One-time codes: their secrets encrypted wherever they are kept, and each code good once."""

import base64
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.core.cache import cache

from counterpart.web.accounts.forms import dressed

TOLD_APART_FOR = 120
"""Seconds for which a code that was used is remembered: longer than any code is good."""


class Codes(DefaultMFAAdapter):
    """Secrets are encrypted (Fernet) under a key that follows from the installation's secret."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right. Enter the one that your app shows now; each is good once."
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"counterpart one-time codes")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _once(person: Any, code: str) -> str:
    """The code, where it was not used just before. Raises a ValidationError."""
    plain = "".join(code.split())
    if not cache.add(f"code-used:{person.pk}:{plain}", True, timeout=TOLD_APART_FOR):
        raise account_adapter().validation_error("incorrect_code")
    return code


class AskForCode(AuthenticateForm):
    """The code that the app shows now, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"])

    def clean_code(self) -> str:
        return _once(self.user, super().clean_code())


class AskForCodeAgain(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self.fields["code"])

    def clean_code(self) -> str:
        return _once(self.user, super().clean_code())


class SetUpCodes(ActivateTOTPForm):
    """The first code, which shows that the app has the secret. Until then the session keeps it, encrypted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        session = context.request.session
        kept = session.get(auth.SECRET_SESSION_KEY) if self.is_bound else None
        self.secret = decrypt(kept) if kept else auth.generate_totp_secret()
        if not kept:
            session[auth.SECRET_SESSION_KEY] = encrypt(self.secret)
        _as_code(self.fields["code"])
        dressed(self.fields["code"], "The code that your app shows", inputmode="numeric")

    def clean_code(self) -> str:
        return _once(self.user, super().clean_code())


def _as_code(field: forms.Field) -> None:
    dressed(field, "One-time code", autocomplete="one-time-code", spellcheck="false")


def has_codes(person: Any) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())
