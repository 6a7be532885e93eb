"""Reads of the register of contracts, of the regime, and of the notices that are due."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models
from counterpart.capabilities.frameworks.rules.notices import ABOUT
from counterpart.capabilities.frameworks.rules.regimes import Standing
from counterpart.capabilities.frameworks.rules.register import Entry, entries
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.engines.library.rules.scope import Regime


def register_of(agreement: AgreementFacts) -> tuple[Entry, ...]:
    """The register as it is published: what was entered here, and every row of its files, in their order.

    Faults are found again at every reading, so that a reference that a later file repeats is told on each of its rows.
    """
    rows = models.RegisterRow.objects.filter(agreement_id=agreement.agreement_id).order_by("file", "line", "id")
    return entries((row.line, row.published) for row in rows)


def regime_of(agreement: AgreementFacts) -> Standing | None:
    """Under what law the agreement stands, as it was recorded last; None where nothing was."""
    row = models.RegimeRecord.objects.filter(agreement_id=agreement.agreement_id).order_by("-id").first()
    if row is None:
        return None
    kind = row.kind
    return Standing(Regime(row.regime), kind, row.light_touch, row.value, row.evidence, row.tested_on, row.share)  # type: ignore[arg-type]


def notices_of(agreement: AgreementFacts) -> list[Clock]:
    """The notices that were or are due, the first due first."""
    return clocks_of(agreement.agreement_id, agreement.reference, about=(ABOUT,))
