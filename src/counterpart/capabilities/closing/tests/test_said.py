"""What people say of figures is sealed with them, and a seal comes out again from the record alone."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest

from counterpart.capabilities.agreements.tests.makers import REFERENCE, the_agreement
from counterpart.capabilities.closing import queries
from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.rules.recompute import differences
from counterpart.capabilities.closing.tests.makers import opened, the_record
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.capabilities.performance.tests.judging import months_of_figures, rows, the_terms
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.evidence.reader import read_again
from counterpart.engines.evidence.store import Store
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
MARCH = period("2008-03")
HEATING = "indicator,period,value\nJ 3,2008-03,4\n"


def say(act: str, code: str, **sent: Any) -> None:
    offered(act, OFFICER, places={"reference": REFERENCE, "code": code}, **sent)


def close_march(home: Path, restates: str | None = None) -> dict[str, Any]:
    return close(REFERENCE, MARCH, by=who(OFFICER), at=LATER, key_of=lambda kept: opened(home, kept), restates=restates)


def astray() -> list[str]:
    """What comes out otherwise when every seal of the exported record is computed again from the files sent."""
    record = json.loads(the_record())["record"]
    terms = the_terms()
    originals = {sha256(text.encode()).hexdigest(): text.encode() for text in (rows(), HEATING)}
    return list(differences(record, originals, {terms.fingerprint: terms.template}, read=read_again))


def test_what_was_said_is_sealed_recomputed_and_asks_for_a_restatement_where_it_comes_after(home: Path) -> None:
    agreement = months_of_figures(home)
    send(agreement, home, returns_of(HEATING, name="heating.csv"))
    say("projection.made", "j2", value="70", low="65", high="80", reason="Two cases are open")
    assert close_march(home)["seal"] == 1
    assert close_march(home)["stood"]
    say("limits.rebased", "j1", when="2008-02", reason="Repairs are booked by text message")
    with pytest.raises(Refused) as refused:
        close_march(home)
    assert refused.value.refusal.code == "close.closed-already"
    assert close_march(home, restates="The limits begin afresh")["seal"] == 2
    sealed = [seal["figures"] for seal in json.loads(the_record())["record"]["seals"]]
    ahead = [next(one for one in figures if one["indicator"] == "J 2")["projection"] for figures in sealed]
    assert [(one["value"], one["low"]) for one in ahead] == [("70", "65"), ("70", "65")]
    rebased = [next(one for one in figures if one["indicator"] == "J 1")["signal"]["rebased"] for figures in sealed]
    assert [len(one) for one in rebased] == [0, 1]
    assert astray() == []


def strays(home: Path) -> list[str]:
    """What the tables say otherwise than the chain."""
    with acting(who(OFFICER), on=LATER.date(), snapshot=True):
        record = queries.record_of(the_agreement(), by=who(OFFICER), at=LATER)
        return list(queries.astray(record, Store(home / "evidence")))


def test_a_table_that_says_otherwise_than_the_ledger_is_told(home: Path, as_superuser: psycopg.Connection) -> None:
    months_of_figures(home)
    say("projection.made", "j2", value="70", low="65", high="80", reason="Two cases are open")
    say("limits.rebased", "j1", when="2008-02", reason="Repairs are booked by text message")
    assert strays(home) == []
    as_superuser.execute("UPDATE performance_foreseen SET value = '60'")
    assert strays(home) == ["What was said of figures stands otherwise in its tables than in the ledger."]
