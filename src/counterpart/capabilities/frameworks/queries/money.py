"""Reads of the funding of an agreement, and of its costs as they were split."""

from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models
from counterpart.capabilities.frameworks.rules.funding import Cost, Funding, Part


def fundings_of(agreement: AgreementFacts) -> list[Funding]:
    """Every funding that was agreed, the oldest first."""
    rows = models.Funding.objects.filter(agreement_id=agreement.agreement_id).order_by("since", "id")
    return [Funding(row.kind, row.since, _parts(row.contributions)) for row in rows]


def costs_of(agreement: AgreementFacts) -> list[Cost]:
    """Every cost that was split, the newest first."""
    rows = models.Cost.objects.filter(agreement_id=agreement.agreement_id).order_by("-on", "-id")
    return [Cost(row.what, row.on, row.amount, row.kind, _parts(row.parts)) for row in rows]


def _parts(kept: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(one["funder"], Decimal(one["amount"])) for one in kept)
