"""Brings a year to the stage where it is closed, and signed by both, through acts."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import (
    REFERENCE,
    a_registered_agreement,
    the_agreement,
    with_indicators,
)
from counterpart.capabilities.closing import queries
from counterpart.capabilities.closing.actions import close, sign
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns, returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.ledger.keys import Keyring
from counterpart.engines.ledger.rules.record import record_file
from counterpart.values.period import period

YEAR = period("2007-08")


def a_closed_year(home: Path) -> AgreementFacts:
    agreement = an_agreement_with_returns(home)
    close_year(home)
    return agreement


def returned(home: Path, *, indicators: int, areas: int, reference: str = REFERENCE) -> AgreementFacts:
    """An agreement of so many indicators, each returned for the year and the one before, whole and in so many areas."""
    agreement = a_registered_agreement(reference, with_indicators(indicators))
    places = ["", *(f"Area {n}" for n in range(1, areas + 1))]
    rows = [
        f"{indicator.code},{when},{place},{round(20 + (n * 7 + p * 3 + int(when[3])) % 60, 2)}"
        for n, indicator in enumerate(agreement.terms.template.indicators)
        for when in ("2006-07", "2007-08")
        for p, place in enumerate(places)
    ]
    text = "\n".join(["indicator,period,area,value", *rows]) + "\n"
    send(agreement, home, returns_of(text, name=f"returns-{reference}.csv"))
    return agreement


def close_year(home: Path, *, by: str = OFFICER, key: Ed25519PrivateKey | None = None) -> dict[str, Any]:
    return close(REFERENCE, YEAR, by=who(by), at=LATER, key_of=lambda kept: key or opened(home, kept))


def sign_year(home: Path, *, by: str = KPI_MANAGER) -> dict[str, Any]:
    return sign(REFERENCE, YEAR, by=who(by), at=LATER, key_of=lambda kept: opened(home, kept))


def restate(
    home: Path, value: str = "98.50", reason: str = "One office was left out", indicator: str = "BV 66a"
) -> None:
    """A correction of BV 66a, or of another indicator, sent with its reason."""
    text = f"indicator,period,value\n{indicator},2007-08,{value}\n"
    send(the_agreement(), home, returns_of(text, restates=reason, name=f"correction-{value}.csv"))


def opened(home: Path, key: str | None) -> Ed25519PrivateKey:
    """The key with this id from the home, or a new one kept there."""
    ring = Keyring(home / "keys", "correct horse battery staple")
    return ring.open(key) if key else ring.make()


def the_year(seal: int | None = None, *, by: str = OFFICER) -> dict[str, Any]:
    """The closed year as a reader of it sees it."""
    with acting(who(by), on=LATER.date(), snapshot=True):
        return queries.closed(the_agreement(email=by), YEAR, seal=seal)


def the_record(*, by: str = OFFICER) -> bytes:
    """The record as a reader exports it."""
    with acting(who(by), on=LATER.date(), snapshot=True):
        return record_file(queries.record_of(the_agreement(email=by), by=who(by), at=LATER))


def the_receipt(*, by: str = KPI_MANAGER) -> dict[str, Any]:
    with acting(who(by), on=LATER.date(), snapshot=True):
        return queries.receipt_of(the_agreement(email=by), YEAR)
