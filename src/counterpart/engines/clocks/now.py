"""The one place that reads the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC, to the second (a ledger needs no more, and people can read it aloud)."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251
