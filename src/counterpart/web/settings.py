"""How the product is set up. Everything that differs between installations comes from the environment."""

import os
import secrets
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from counterpart.web.rooms import ROOMS


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
    }


_APPLICATION = os.environ.get("DATABASE_URL") or "postgresql:///counterpart"
_OWNER = os.environ.get("DATABASE_OWNER_URL") or _APPLICATION
DATABASES = {"default": database(_APPLICATION), "owner": database(_OWNER)}
DATABASE_ROUTERS = ["counterpart.engines.access.routing.OwnerMigrates"]

SECRET_KEY = os.environ.get("COUNTERPART_SECRET_KEY") or secrets.token_urlsafe(48)

ENGINES = ("access", "ledger", "evidence", "acts")
INSTALLED_APPS = [
    *(f"counterpart.engines.{engine}" for engine in ENGINES),
    *(f"counterpart.capabilities.{room}" for room in ROOMS),
]
AUTH_USER_MODEL = "access.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
