"""Pure: what may be in the bundle of a dispute: nothing recorded under a clause that is not admissible."""

from typing import Any

from counterpart.capabilities.agreements.rules.clauses import admissible
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, shown


def may_be_shown(dispute: Dispute, clause: str) -> Refusal | None:
    """Refused where what was recorded under the clause stays out of disputes, citing the clause."""
    return admissible(dispute.of.template, clause)


def the_sealed(figures: list[dict[str, Any]], code: str, period: str) -> dict[str, Any] | Refusal:
    """The sealed figure of an indicator for the whole. Refused where the seal has none."""
    found = next((one for one in figures if folded(one["indicator"]) == folded(code) and not one.get("area")), None)
    return found or not_sealed(code, period)


def not_sealed(code: str, period: str) -> Refusal:
    """Only what both could read and sign is shown as a figure."""
    return Refusal(
        code="exhibit.not-sealed",
        what="It was not added to the bundle",
        fact=f"no figure of {shown(code)} is sealed for {shown(period)}",
        rule="a bundle shows the figures as they are sealed",
        next_step="Name an indicator and a closed period, or add it as a document.",
    )
