"""How passwords are hashed, and which are not taken."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from counterpart.capabilities.accounts.rules.passwords import guessed_first


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one pass, the first that OWASP names: about 70 ms here."""

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1


class NotGuessedFirst(CommonPasswordValidator):
    """Against Django's list of 20,000 common passwords, which needs no network, and the person's own words."""

    def validate(self, password: str, user: Any = None) -> None:
        own = (user.name, user.email) if user else ()
        if why := guessed_first(password, common=self.passwords, own=("counterpart", *own)):
            raise ValidationError(why, code="guessed_first")

    def get_help_text(self) -> str:
        return "It is not one that others would try first."
