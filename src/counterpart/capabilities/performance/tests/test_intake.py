"""Taking in files of every kind: through the act, into the register, the ledger and the rows beside the evidence."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, who
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.queries.figures import blank_of, returned_figures
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.evidence.cache import Cache
from counterpart.engines.evidence.mappings import Pinned, pinned
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules.kinds import EVENTS, KINDS
from counterpart.engines.evidence.store import Store
from counterpart.engines.ledger import book
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

LINES = "line_id,job_id,code,quantity,rate,amount,invoiced_on\nL1,J1,C1,2,12.5,25.00,2023-04-30\n"
DECLARED = """
id: a-council
kind: payments
columns: {supplier: [Vendor], amount: [Net], paid_on: [Paid]}
dates: day first
"""
PUBLISHED = "Vendor,Net,Paid,Ward\nHays,1.50,30/04/2023,North\n"


def mapping() -> Pinned:
    return pinned(DECLARED)


def lines_of(text: str = LINES, **more: Any) -> Incoming:
    return Incoming("lines", "lines.csv", text.encode(), **more)


def payments(**more: Any) -> Incoming:
    return Incoming("payments", "paid.csv", PUBLISHED.encode(), **({"mapping": mapping()} | more))


def registered(number: int = 1) -> File:
    with acting(who(OFFICER), on=LATER.date()):
        return File.objects.get(number=number)


def test_lines_are_registered_by_digest_and_kept_as_typed_rows_beside_the_evidence(home: Path) -> None:
    reply = send(a_registered_agreement(), home, lines_of())
    assert (reply["rows"], reply["total"], reply["first"]) == (
        1,
        "25.00",
        ["L1", "", "J1", "C1", "2.000", "", "12.5000", "25.00", "2023-04-30"],
    )
    file = registered()
    assert (file.kind, file.rows, len(file.digest), file.mapping) == ("lines", 1, 64, None)
    rows = Cache(Store(home / "evidence")).rows_of(file)
    assert rows.is_relative_to(home / "rows")
    told = duckdb.sql(f"SELECT line, line_id, CAST(amount AS VARCHAR), typeof(amount) FROM '{rows}'").fetchall()
    assert told == [(2, "L1", "25.00", "DECIMAL(14,2)")]
    assert [path.name for path in (home / "rows").iterdir() if path.name.startswith(".")] == []


def test_rows_that_are_gone_are_made_again_from_the_original(home: Path) -> None:
    send(a_registered_agreement(), home, payments())
    cache = Cache(Store(home / "evidence"))
    kept = cache.rows_of(registered())
    before = kept.read_bytes()
    kept.unlink()
    assert cache.rows_of(registered()).read_bytes() == before


def test_rows_read_otherwise_than_they_were_taken_in_are_refused(home: Path) -> None:
    send(a_registered_agreement(), home, lines_of())
    other = registered()
    other.digest = "0" * 64
    with pytest.raises(Refused, match="they are others than were taken in"):
        Cache(Store(home / "evidence")).rows_of(other)


def test_the_ledger_keeps_the_mapping_and_the_digest_of_the_rows(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, payments())
    with acting(who(OFFICER), on=LATER.date()):
        content = book.entries_of(agreement.agreement_id)[-1]["opened"]["payload"]
    assert content["mapping"] == {"id": "a-council", "fingerprint": mapping().fingerprint, "text": DECLARED}
    assert (content["count"], content["evidence"]["rows"]) == (1, registered().digest)


def test_what_a_mapping_did_is_told_and_a_dry_run_stores_nothing(home: Path) -> None:
    reply = send(a_registered_agreement(), home, payments(dry_run=True))
    assert reply["told"] == ["Days are read day first, as declared."]
    assert reply["unknown_columns"] == ["Ward"]
    with acting(who(OFFICER), on=LATER.date()):
        assert not File.objects.exists()
    assert not (home / "evidence").exists()


def test_the_same_file_twice_changes_nothing_and_by_another_mapping_is_refused(home: Path) -> None:
    agreement = a_registered_agreement()
    send(agreement, home, payments())
    assert send(agreement, home, payments())["known"]
    with pytest.raises(Refused, match="taken in before, and was read otherwise"):
        send(agreement, home, payments(mapping=pinned(DECLARED + "money: yes\n")))


def test_a_request_under_a_key_is_done_once_and_another_mapping_is_another_request(home: Path) -> None:
    agreement = a_registered_agreement()
    first = send(agreement, home, payments(), key="k-1")
    assert send(agreement, home, payments(), key="k-1") == first
    with pytest.raises(Refused, match="was used before"):
        send(agreement, home, payments(mapping=pinned(DECLARED + "money: yes\n")), key="k-1")


def test_an_unknown_kind_and_a_mapping_of_another_kind_are_refused(home: Path) -> None:
    agreement = a_registered_agreement()
    with pytest.raises(Refused, match="“letters” is not a kind of file that is known"):
        send(agreement, home, replace(lines_of(), kind="letters"))
    with pytest.raises(Refused, match="the mapping reads files as payments"):
        send(agreement, home, lines_of(mapping=mapping()))


def test_every_problem_of_a_file_of_rows_is_told(home: Path) -> None:
    with pytest.raises(Refused) as raised:
        send(a_registered_agreement(), home, lines_of(LINES.replace("25.00", "much").replace("2023-04-30", "soon")))
    assert [problem.column for problem in raised.value.refusal.problems] == ["amount", "invoiced_on"]


def test_of_very_many_problems_with_figures_a_thousand_are_told(home: Path) -> None:
    text = "indicator,period,value\n" + "BV 63,2007-08,much\n" * 1_500
    with pytest.raises(Refused) as raised:
        send(a_registered_agreement(), home, returns_of(text))
    problems = raised.value.refusal.problems
    assert (len(problems), problems[-1].found) == (1_001, "1,999 more problems like these")


def filled(agreement: AgreementFacts) -> bytes:
    """The blank spreadsheet of returns as somebody fills it in: the value beside each indicator."""
    given = CalamineWorkbook.from_filelike(io.BytesIO(blank_of(agreement, "returns", when="2007-08")))
    rows = given.get_sheet_by_name("returns").to_python(skip_empty_area=False)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("returns")
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
        if line:
            sheet.write_number(line, rows[0].index("value"), 10 + line)
    book.add_worksheet("Read me")
    book.close()
    return out.getvalue()


def test_a_blank_spreadsheet_of_returns_is_filled_in_and_taken_in(home: Path) -> None:
    agreement = a_registered_agreement()
    indicators = agreement.terms.template.indicators
    send(agreement, home, Incoming("returns", "returns.xlsx", filled(agreement)))
    with acting(who(OFFICER), on=LATER.date()):
        figures = returned_figures(agreement)
    assert [figure.indicator for figure in figures] == [indicator.code for indicator in indicators]
    assert {figure.period for figure in figures} == {period("2007-08")}
    assert {(figure.source.sheet, figure.source.column) for figure in figures} == {("returns", "value")}
    assert figures[0].source.line == 2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != EVENTS.name])
def test_there_is_a_blank_spreadsheet_of_every_kind(kind: str) -> None:
    data = blank_of(a_registered_agreement(), kind)
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [kind, "Read me"]


def test_there_is_none_of_a_kind_that_is_not_known() -> None:
    with pytest.raises(Refused, match="No spreadsheet was written: “letters” is not a kind"):
        blank_of(a_registered_agreement(), "letters")


def test_a_problem_in_a_workbook_of_returns_names_its_sheet(home: Path) -> None:
    agreement = a_registered_agreement()
    with pytest.raises(Refused, match="sheet returns, line 2, column value: found nothing"):
        send(agreement, home, Incoming("returns", "returns.xlsx", blank_of(agreement, "returns", when="2007-08")))
