"""Closing a period is asked for on a page and done by a worker."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.closing import actions
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.jobs import job
from counterpart.engines.ledger.keys import kept_key
from counterpart.values.period import period as read_period

CLOSE = "close"


@job(CLOSE, words="closes the period")
def close(
    *, by: Actor, at: datetime, key: str, reference: str, period: str, restates: str | None = None
) -> Mapping[str, Any]:
    """Close a period for whoever asked. Done again it gives the same seal, so it needs no key."""
    when = read_period(period)
    reply: Mapping[str, Any] = actions.close(reference, when, by=by, at=at, key_of=kept_key(), restates=restates)
    return reply
