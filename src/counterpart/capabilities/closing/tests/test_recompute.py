"""Computing sealed figures again from the original files, with no database."""

from copy import deepcopy
from hashlib import sha256
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.closing.rules.close import Gathered, Outcome, outcome
from counterpart.capabilities.closing.rules.recompute import differences
from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.engines.evidence.mappings import pinned
from counterpart.engines.evidence.reader import read_again
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period

KEPT = on_the_shelf("rotherham-almo")
TEMPLATES = {KEPT.fingerprint: KEPT.template}
CODES = [indicator.code for indicator in KEPT.template.indicators]
SENT = ("returns", "returns.csv", "indicator,value\n" + "".join(f"{code},20\n" for code in CODES), "2007-08", None)
BEFORE = ("returns", "before.csv", "indicator,period,value\nBV 63,2006-07,61\n", None, None)
COMPARED = (
    "benchmarks",
    "peers.csv",
    "indicator,period,peer_group,label\nBV 63,2006-07,All England,Top 25%\nBV 63,2008-09,All England,Top 25%\n",
    None,
    None,
)
SLIP = ("returns", "slip.csv", "indicator,period,value\nBV 66a,2007-08,99\n", None, "A slip")
LATER = ("returns", "later.csv", "indicator,period,value\nBV 66b,2007-08,1\n", None, "Another slip")
FILES = (SENT, BEFORE, COMPARED, SLIP, LATER)
ORIGINALS = {sha256(text.encode()).hexdigest(): text.encode() for _, _, text, _, _ in FILES}


def taken_in(sequence: int, file: tuple[str, str, str, str | None, str | None]) -> dict[str, Any]:
    kind, name, text, when, restates = file
    evidence = {"name": name, "kind": kind, "fingerprint": sha256(text.encode()).hexdigest(), "rows": ""}
    payload = {"evidence": evidence, "period": when, "restates": restates}
    return {"act": "file.taken_in", "sequence": sequence, "opened": {"salt": "00", "payload": payload}}


def sealed(number: int, sequence: int, close: Outcome) -> dict[str, Any]:
    body = {"number": number, "period": "2007-08", "template": {"fingerprint": KEPT.fingerprint}}
    return {
        "body": body | {"ledger": {"sequence": sequence}},
        "figures": list(close.figures),
        "consequences": close.consequences,
        "evidence": list(close.evidence),
    }


def decided(*files: tuple[str, str, str, str | None, str | None]) -> Outcome:
    rows: list[returns.Returned] = []
    peers: list[benchmarks.Peers] = []
    for kind, name, text, when, restates in files:
        mark = sha256(text.encode()).hexdigest()
        if kind == "returns":
            table = read_csv(text.encode(), file=name, columns=returns.COLUMNS)
            every = period(when) if when else None
            rows += returns.read_returns(table, KEPT.template, fingerprint=mark, every=every, restates=restates)[0]
        else:
            table = read_csv(text.encode(), file=name, columns=benchmarks.COLUMNS)
            peers += benchmarks.read_benchmarks(table, KEPT.template, fingerprint=mark)[0][:1]
    kinds = {sha256(text.encode()).hexdigest(): kind for kind, _, text, _, _ in files}
    agreement = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), Terms(KEPT.template, KEPT.fingerprint, KEPT.text))
    answer = outcome(Gathered(agreement, period("2007-08"), tuple(rows), tuple(peers), kinds, mark=""))
    assert isinstance(answer, Outcome)
    return answer


RECORD: dict[str, Any] = {
    "agreement": {"reference": "ROTHERHAM", "name": "Housing"},
    "entries": [
        {"act": "agreement.registered", "sequence": 1, "opened": {}},
        taken_in(2, SENT),
        taken_in(3, BEFORE),
        taken_in(4, COMPARED),
        {"act": "period.closed", "sequence": 5, "withheld": True},
        {"act": "file.taken_in", "sequence": 6, "withheld": True},
        taken_in(7, SLIP),
        {"act": "period.closed", "sequence": 8, "withheld": True},
        taken_in(9, LATER),
    ],
    "seals": [
        sealed(1, 4, decided(SENT, BEFORE, COMPARED)),
        sealed(2, 7, decided(SENT, BEFORE, COMPARED, SLIP)),
    ],
}


def found(record: dict[str, Any], originals: dict[str, bytes] = ORIGINALS) -> list[str]:
    return list(differences(record, originals, TEMPLATES, read=read_again))


def without(*names: str) -> dict[str, bytes]:
    gone = {sha256(text.encode()).hexdigest() for _, name, text, _, _ in FILES if name in names}
    return {mark: data for mark, data in ORIGINALS.items() if mark not in gone}


def test_every_seal_comes_out_again_from_what_had_come_in_before_it() -> None:
    assert RECORD["seals"][0]["figures"] != RECORD["seals"][1]["figures"]
    assert found(RECORD) == []


def test_an_original_that_no_seal_cites_is_not_needed() -> None:
    assert found(RECORD, without("later.csv")) == []
    uncited = deepcopy(RECORD)
    uncited["seals"] = [sealed(1, 9, decided(SENT, BEFORE, COMPARED, SLIP))]
    assert found(uncited, without("later.csv")) == []


def test_an_original_that_is_not_here_is_named() -> None:
    assert found(RECORD, without("slip.csv", "before.csv")) == [
        "Seal 1 of 2007-08 cannot be computed again: the original of before.csv is not here.",
        "Seal 2 of 2007-08 cannot be computed again: the original of before.csv, slip.csv is not here.",
    ]


def test_a_close_that_would_be_refused_now_is_told_with_the_refusal() -> None:
    record = deepcopy(RECORD)
    record["entries"][1] = {"act": "file.taken_in", "sequence": 2, "erased": True}
    told = found(record)
    assert len(told) == 2
    assert told[0].startswith(
        "Seal 1 of 2007-08 cannot be computed again from these originals. ROTHERHAM 2007-08 was not"
    )


def altered(record: dict[str, Any], change: str) -> None:
    seal = record["seals"][1]
    match change:
        case "value":
            seal["figures"][1]["value"] = "98"
        case "reasons":
            seal["figures"][1]["reasons"]["value"]["because"] = "So it is."
        case "figure":
            seal["figures"].append(seal["figures"][0])
        case "consequences":
            seal["consequences"]["triggers"].clear()
        case "evidence":
            seal["evidence"].pop()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("value", "Seal 2 of 2007-08, figure BV 66a: sealed as 98, computed again as 99, or for other reasons."),
        ("reasons", "Seal 2 of 2007-08, figure BV 66a: sealed as 99, computed again as 99, or for other reasons."),
        ("figure", "Seal 2 of 2007-08 holds 14 figures; computed again there are 13."),
        ("consequences", "Seal 2 of 2007-08: the consequences computed again are others."),
        ("evidence", "Seal 2 of 2007-08: the evidence cited is other than that read again."),
    ],
)
def test_what_was_altered_is_named_with_its_seal(change: str, told: str) -> None:
    record = deepcopy(RECORD)
    altered(record, change)
    assert found(record) == [told]


MAPPED = """
id: a-company
kind: returns
columns: {indicator: [Measure], value: [Result], period: [Year]}
"""


def test_a_file_is_read_again_by_the_mapping_the_ledger_keeps() -> None:
    text = "Measure,Result,Year\n" + "".join(f"{code},20,2007-08\n" for code in CODES)
    mark = sha256(text.encode()).hexdigest()
    declared = pinned(MAPPED).mapping
    table = read_csv(text.encode(), file="sent.csv", columns=returns.COLUMNS, declared=declared)
    rows = returns.read_returns(table, KEPT.template, fingerprint=mark)[0]
    agreement = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), Terms(KEPT.template, KEPT.fingerprint, KEPT.text))
    close = outcome(Gathered(agreement, period("2007-08"), rows, (), {mark: "returns"}, mark=""))
    assert isinstance(close, Outcome)
    entry = taken_in(2, ("returns", "sent.csv", text, None, None))
    entry["opened"]["payload"]["mapping"] = {"id": "a-company", "fingerprint": "", "text": MAPPED}
    paid = taken_in(3, ("payments", "paid.csv", "", None, None))
    record = RECORD | {"entries": [entry, paid], "seals": [sealed(1, 4, close)]}
    originals = {mark: text.encode(), sha256(b"").hexdigest(): b""}
    assert list(differences(record, originals, TEMPLATES, read=read_again)) == []
    del entry["opened"]["payload"]["mapping"]
    said = list(differences(record, originals, TEMPLATES, read=read_again))
    assert said[0].startswith("Seal 1 of 2007-08 cannot be computed again from these originals.")
