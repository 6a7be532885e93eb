"""Pure: an issue: what has gone wrong, from a risk or by itself, and how it is resolved."""

from dataclasses import dataclass
from datetime import date

from counterpart.engines.clocks.rules.promises import Clock
from counterpart.values.lifecycle import LifeCycle

OPEN, RESOLVED = "open", "resolved"
ISSUE = LifeCycle(subject="issue", initial=OPEN, steps={(OPEN, "resolved"): RESOLVED})
RESOLVE = "issue"
"""What the clock to resolve an issue is about."""


@dataclass(frozen=True)
class Issue:
    """What has gone wrong. `risk` is the reference of the risk it came of, empty where it came of none."""

    agreement_id: str
    agreement: str
    reference: str
    title: str
    what: str
    risk: str
    party: str
    owner: str
    raised_on: date
    state: str
    how: str = ""
    resolved_on: date | None = None
    clock: Clock | None = None
