"""Closing, signing and restating, through the database as the application."""

import os
import threading
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from counterpart.capabilities.agreements.tests.makers import REFERENCE, a_registered_agreement, the_agreement
from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.tests.makers import (
    YEAR,
    a_closed_year,
    close_year,
    restate,
    sign_year,
    the_receipt,
    the_record,
    the_year,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns, returns_of, send
from counterpart.engines.ledger.rules.verify import verify
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_a_closed_year_has_ten_of_thirteen_on_target_and_eleven_better(home: Path) -> None:
    a_closed_year(home)
    figures = the_year()["figures"]
    assert len(figures) == 13
    assert sum(figure["target_met"] for figure in figures) == 10
    assert [f["indicator"] for f in figures if not f["target_met"]] == ["xBV 72", "xBV 211a", "BV 212"]
    assert sum(figure["direction_of_travel"] == "better" for figure in figures) == 11


def test_closing_again_with_nothing_changed_gives_the_same_seal(home: Path) -> None:
    a_closed_year(home)
    first = the_year()
    stood = {"stood": True, "locked": None, "changed": []}
    assert close_year(home) == {"seal": 1, "digest": first["seal"]["digest"]} | stood
    assert the_year() == first


def test_the_seal_of_the_closer_waits_for_the_other_party_until_it_signs(home: Path) -> None:
    a_closed_year(home)
    assert the_year()["seal"]["state"] == "signed by commissioner; provider has yet to sign"
    assert sign_year(home)["wanted"] == []
    assert the_year()["seal"]["state"] == "signed by commissioner and provider"
    assert sign_year(home)["already"] is True
    assert len(the_year()["seal"]["signatures"]) == 2


def test_a_close_without_the_partys_key_is_sealed_and_waits_for_both(home: Path) -> None:
    an_agreement_with_returns(home)
    close("ROTHERHAM", YEAR, by=who(OFFICER), at=LATER, key_of=lambda _: None)
    assert the_year()["seal"]["state"] == "signed by nobody yet; commissioner and provider have yet to sign"


def test_a_seal_is_not_signed_with_another_partys_key(home: Path) -> None:
    a_closed_year(home)
    with pytest.raises(Refused, match="not the one registered for commissioner"):
        close_year(home, by="contract-manager@rotherham.example", key=Ed25519PrivateKey.generate())


def test_an_observer_can_neither_close_nor_sign(home: Path) -> None:
    an_agreement_with_returns(home)
    with pytest.raises(Refused, match="does not close periods"):
        close_year(home, by="auditor@rotherham.example")
    close_year(home)
    with pytest.raises(Refused, match="does not sign for"):
        sign_year(home, by="tenant-representative@rotherham.example")


def test_a_close_with_returns_wanting_names_them_and_stores_nothing(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, returns_of("indicator,period,value\nBV 63,2007-08,66\n"))
    with pytest.raises(Refused, match="12 of 13 returns are wanting: BV 66a, BV 66b"):
        close_year(home)
    with pytest.raises(Refused, match="not closed"):
        the_year()


def test_a_restatement_makes_a_second_seal_and_the_first_stays_as_it_was(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    first = the_year()
    restate(home)
    assert close_year(home)["seal"] == 2
    second = the_year()
    assert the_year(seal=1) == first
    body = second["seal"]["body"]
    assert body["restates"] == {
        "number": 1,
        "digest": first["seal"]["digest"],
        "reason": "One office was left out",
    }
    assert body["previous"] == first["seal"]["digest"]
    values = {figure["indicator"]: figure["value"] for figure in second["figures"]}
    assert values["BV 66a"] == "98.50"
    assert second["seal"]["state"] == "signed by commissioner; provider has yet to sign"
    assert verify(the_record()).fits


def test_a_change_without_a_restatement_is_refused_and_names_it(home: Path) -> None:
    a_closed_year(home)
    text = "indicator,period,peer_group,label\nBV 63,2007-08,All ALMO,Top 25%\n"
    send(the_agreement(), home, Incoming("benchmarks", "labels.csv", text.encode()))
    with pytest.raises(Refused, match="--restates"):
        close_year(home)


def test_an_unsigned_seal_that_is_restated_can_no_longer_be_signed_but_the_newer_one_can(home: Path) -> None:
    a_closed_year(home)
    restate(home)
    close_year(home)
    assert sign_year(home)["seal"] == 2
    joined = "SELECT number, state FROM ledger_seal s JOIN acts_proposal p ON p.digest = s.digest"
    with psycopg.connect(owner_url()) as connection:
        states = set(connection.execute(joined).fetchall())
    assert states == {(1, "lapsed"), (2, "performed")}


def test_two_closes_at_once_give_one_seal_and_each_a_clear_answer(home: Path) -> None:
    an_agreement_with_returns(home)
    answers: list[dict[str, object]] = []
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        answers.append(close_year(home))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["stood"] for answer in answers) == [False, True]
    assert {answer["digest"] for answer in answers} == {the_year()["seal"]["digest"]}
    assert len(the_year()["seal"]["signatures"]) == 1
    assert verify(the_record()).fits


def test_a_record_agrees_with_the_receipt_of_either_party(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    for reader in (OFFICER, KPI_MANAGER):
        verdict = verify(the_record(by=reader), the_receipt(by=reader))
        assert verdict.fits, verdict.says
        assert verdict.compared_with_receipt


def test_sealed_rows_refuse_to_be_changed(home: Path) -> None:
    a_closed_year(home)
    for table in ("performance_sealedfigure", "closing_close", "ledger_entry", "ledger_seal", "ledger_signature"):
        with psycopg.connect(owner_url()) as connection, pytest.raises(psycopg.Error, match="append-only"):
            connection.execute(f"DELETE FROM {table}")


def owner_url() -> str:
    return os.environ["DATABASE_OWNER_URL"]


def test_a_close_whose_key_cannot_be_opened_says_whose_signature_waits(home: Path) -> None:
    an_agreement_with_returns(home)
    reply = close(REFERENCE, YEAR, by=who(OFFICER), at=LATER, key_of=lambda _: None)
    assert reply["locked"] == "commissioner"
    sign_year(home, by=OFFICER)
    assert close(REFERENCE, YEAR, by=who(OFFICER), at=LATER, key_of=lambda _: None)["locked"] is None
