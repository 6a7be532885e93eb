"""How the product is set up. Everything that differs between installations comes from the environment."""

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from counterpart.web.accounts import setup
from counterpart.web.accounts.setup import *  # noqa: F403
from counterpart.web.rooms import ROOMS, register_acts

HERE = Path(__file__).parent


def database(url: str) -> dict[str, Any]:
    """A PostgreSQL address as Django wants it."""
    given = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.get("dbname") or "counterpart",
        "USER": given.get("user") or "",
        "PASSWORD": given.get("password") or "",
        "HOST": given.get("host") or "",
        "PORT": given.get("port") or "",
        "OPTIONS": {"application_name": "counterpart"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


_APPLICATION = os.environ.get("DATABASE_URL") or "postgresql:///counterpart"
_OWNER = os.environ.get("DATABASE_OWNER_URL") or _APPLICATION
DATABASES = {"default": database(_APPLICATION), "owner": database(_OWNER)}
DATABASE_ROUTERS = ["counterpart.engines.access.routing.OwnerMigrates"]

SECRET_KEY = os.environ.get("COUNTERPART_SECRET_KEY") or secrets.token_urlsafe(48)

ENGINES = ("access", "clocks", "ledger", "evidence", "acts")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    *setup.ALLAUTH,
    "counterpart.web.accounts",
    *(f"counterpart.engines.{engine}" for engine in ENGINES),
    *(f"counterpart.capabilities.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "counterpart.web.api.manners.Manners",
    "counterpart.web.accounts.gate.Gate",
    "counterpart.web.errors.Refusals",
]
ROOT_URLCONF = "counterpart.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["counterpart.web.templatetags.words"],
        },
    },
]

HOST = os.environ.get("COUNTERPART_HOST", "localhost")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOST.split(",")]
HTTPS = os.environ.get("COUNTERPART_HTTPS") == "yes"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SITE = os.environ.get("COUNTERPART_SITE") or (f"https://{HOST.split(',')[0]}" if HTTPS else "http://127.0.0.1:8000")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("COUNTERPART_PROXIES") or HTTPS)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 60_000_000

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTH_USER_MODEL = "access.Person"
SILENCED_SYSTEM_CHECKS = ["auth.E003", "auth.W004"]  # a person's address is unique without case, by a constraint
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

HOME = Path(os.environ.get("COUNTERPART_HOME") or ".")
CODES_WANTED_FROM = setup.codes_wanted_from(HOME)
EVIDENCE_FOLDER = HOME / "evidence"
KEY_FOLDER = HOME / "keys"
KEY_PASSPHRASE = os.environ.get("COUNTERPART_KEY_PASSPHRASE") or None

globals().update(setup.mail(os.environ.get("COUNTERPART_MAIL")))
DEFAULT_FROM_EMAIL = os.environ.get("COUNTERPART_MAIL_FROM") or f"counterpart@{HOST.split(',')[0]}"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
REGISTER_ACTS = register_acts
"""What a worker calls before it does what was asked for on the site."""
CSRF_FAILURE_VIEW = "counterpart.web.errors.not_from_here"
