"""How accounts are set up: what of django-allauth is used, and how. Taken into the settings whole."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from counterpart.capabilities.accounts.rules.keeping import CODES_WANTED_FROM
from counterpart.capabilities.accounts.rules.passwords import SHORTEST_PASSWORD
from counterpart.capabilities.accounts.rules.sign_on import secret_names

ALLAUTH = (
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "counterpart.web.accounts.passwords.Argon2",
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # samples made before; upgraded at the next sign-in
]
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": SHORTEST_PASSWORD}},
    {"NAME": "counterpart.web.accounts.passwords.NotGuessedFirst"},
    {"NAME": f"{_RULES}UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempt",
        "OPTIONS": {"MAX_ENTRIES": 20_000, "CULL_FREQUENCY": 2},
    }
}
"""In the database, since the site runs as several processes: attempts to sign in, and codes that were used."""

ACCOUNT_ADAPTER = "counterpart.web.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/5m/ip,5/5m/key", "reset_password": "10/h/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "counterpart.web.accounts.forms.SignIn",
    "reauthenticate": "counterpart.web.accounts.forms.Again",
    "change_password": "counterpart.web.accounts.forms.ChangePassword",
}
MFA_ADAPTER = "counterpart.web.accounts.codes.Codes"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Counterpart"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "counterpart.web.accounts.codes.AskForCode",
    "reauthenticate": "counterpart.web.accounts.codes.AskForCodeAgain",
    "activate_totp": "counterpart.web.accounts.codes.SetUpCodes",
}
SOCIALACCOUNT_ADAPTER = "counterpart.web.accounts.sign_on.SignOns"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another site is forbidden by our own CSP
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ONLY = False


def codes_wanted_from(home: Path) -> tuple[str, ...]:
    """Whose sign-in asks for a one-time code: COUNTERPART_REQUIRE_CODES, what the home says, or the usual posts.

    A list with commas; `none` for nobody.
    """
    kept = home / "require-codes"
    said = os.environ.get("COUNTERPART_REQUIRE_CODES") or (kept.read_text() if kept.is_file() else None)
    if said is None:
        return CODES_WANTED_FROM
    return tuple(name.strip() for name in said.split(",") if name.strip() and name.strip() != "none")


def mail(url: str | None) -> dict[str, object]:
    """A mail server as Django wants it, from smtp://NAME:PASSWORD@HOST:PORT or smtps://…; without one nothing is sent.

    `?tls=no` for a server on this computer that speaks no TLS.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    given = urlsplit(url)
    direct = given.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": given.hostname or "localhost",
        "EMAIL_PORT": given.port or (465 if direct else 587),
        "EMAIL_HOST_USER": unquote(given.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(given.password or ""),
        "EMAIL_USE_SSL": direct,
        "EMAIL_USE_TLS": not direct and parse_qs(given.query).get("tls") != ["no"],
        "EMAIL_TIMEOUT": 10,
    }


def sign_on_secret(name: str) -> str | None:
    """The secret under which a provider knows us: from the environment, or from the file that is named there."""
    variable, file = (os.environ.get(known) for known in secret_names(name))
    return variable or (Path(file).read_text().strip() if file else None)
