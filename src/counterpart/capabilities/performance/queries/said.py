"""Reads of what people said of figures: limits that begin afresh, and years they look ahead to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models
from counterpart.capabilities.performance.rules.said import Foreseen, OfFigures, Rebasing, read_back
from counterpart.values.period import period


def sayings(agreement: AgreementFacts) -> tuple[OfFigures, ...]:
    """All that was said, each kind in the order it was."""
    rebased = models.Rebased.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    foreseen = models.Foreseen.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    return (
        *(Rebasing(row.indicator, period(row.period), row.reason, row.by, row.stands) for row in rebased),
        *(_foreseen(row) for row in foreseen),
    )


def sayings_astray(agreement: AgreementFacts, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
    """Whether the tables say otherwise than what the ledger’s entries, by act, hold of it."""
    said = [one for act, content in entries if (one := read_back(act, content))]
    in_order = sorted(said, key=lambda one: isinstance(one, Foreseen))
    return in_order != list(sayings(agreement))


def times_said(agreement: AgreementFacts) -> int:
    """How often something was said: it changes with every time."""
    kept = (models.Rebased, models.Foreseen)
    return sum(model.objects.filter(agreement_id=agreement.agreement_id).count() for model in kept)


def _foreseen(row: models.Foreseen) -> Foreseen:
    value, low, high = (None if text is None else Decimal(text) for text in (row.value, row.low, row.high))
    return Foreseen(row.indicator, period(row.since), value, low, high, row.reason, row.by)
