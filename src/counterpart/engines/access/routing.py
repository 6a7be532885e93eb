"""The application reads and writes as one role; another owns the tables and migrates."""

from typing import Any


class OwnerMigrates:
    """Django's database router: `owner` migrates, everything else is `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
