"""The audit of payments: its checks at their edges, the fast one against its slow twin, and whole audits of files."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from counterpart.capabilities.assurance.queries.payments import audit_payments
from counterpart.capabilities.assurance.queries.shelf import of_payments
from counterpart.capabilities.assurance.rules import payments as rules
from counterpart.capabilities.assurance.rules.payment_summary import PaymentsSummary, report
from counterpart.capabilities.assurance.rules.payments import Payment, PaymentCheck
from counterpart.capabilities.assurance.tests.makers import TODAY, rows_of
from counterpart.engines.reporting.web import written
from counterpart.values.refusal import Refused

TITLES = "supplier,supplier_id,invoice,reference,paid_on,amount"
FIRST = date(2016, 4, 1)
DAY_ONE = (FIRST - date(1970, 1, 1)).days


def row(*cells: object) -> str:
    return ",".join("" if cell is None else str(cell) for cell in cells)


def paid_for(place: Path, *files: Sequence[str]) -> tuple[PaymentsSummary, list[dict[str, Any]]]:
    """What an audit of these files finds, each given by its rows."""
    paths = []
    for number, rows in enumerate(files):
        paths.append(place / f"month-{number}.csv")
        paths[-1].write_text("\n".join([TITLES, *rows]) + "\n")
    out = place / "out"
    out.mkdir()
    summary = audit_payments(paths, of_payments(), folder=out, today=TODAY, memory="500MB")
    return summary, rows_of(out / "findings.parquet")


def found(rows: Sequence[dict[str, Any]], check: PaymentCheck) -> list[dict[str, Any]]:
    return [row for row in rows if row["check"] == check.value]


pytestmark = pytest.mark.slow

TWICE = [
    row("North Ltd", 7, "A-1", "d1", "2016-04-01", "600.00"),
    row("North Ltd", 7, "A-1", "d1", "2016-04-01", "400.00"),
    row("North Ltd", 7, "A-1", "d2", "2016-04-09", "1000.00"),
    row("North Ltd", 7, "A1.", "d3", "2016-05-09", "1000.00"),
    row("North Ltd", 7, "A-2", "d4", "2016-05-09", "1000.00"),
    row("South Ltd", 8, "A-1", "d5", "2016-05-09", "1000.00"),
]


def test_an_invoice_is_paid_twice_when_its_total_stands_on_two_documents(tmp_path: Path) -> None:
    summary, rows = paid_for(tmp_path, TWICE)
    [twice] = found(rows, PaymentCheck.PAID_TWICE)
    assert (twice["reference"], twice["related_reference"], twice["counted"]) == ("d2", "d1", 1000)
    assert twice["because"] == (
        "Invoice A-1 of North Ltd, £1,000.00, is on document d1 of 1 April 2016 and again on document d2 of 9 April "
        "2016. [paid_twice of audit_checks payments 1, most names 5 names to a number]"
    )
    [alike] = found(rows, PaymentCheck.INVOICE_ALIKE)
    assert (alike["invoice"], alike["related_reference"], alike["counted"]) == ("A1.", "d1", 1000)
    assert (summary.invoices, summary.counted, summary.paid) == (1, 200_000, 500_000)
    page = written(report(summary, on=TODAY)).decode()
    assert "£2,000.00 may have been paid twice: 1 invoice stands with the same total on several documents" in page
    assert "What was not checked" in page


def test_references_that_number_rows_make_no_halves_of_an_invoice_duplicates(tmp_path: Path) -> None:
    halves = [
        row("North Ltd", 7, "A-1", "28816173", "2019-02-21", "1331.48"),
        row("North Ltd", 7, "A-1", "28816187", "2019-02-21", "1331.48"),
        row("South Ltd", 8, "B-1", "28816221", "2019-02-21", "50.00"),
        row("South Ltd", 8, "B-1", "28816222", "2019-03-21", "50.00"),
    ]
    summary, rows = paid_for(tmp_path, halves)
    assert [(each["invoice"], each["line"]) for each in found(rows, PaymentCheck.PAID_TWICE)] == [("B-1", 5)]
    assert any(left.what == "References as documents" for left in summary.left)
    assert "1 April" not in rows[0]["because"]
    assert "is on 21 February 2019 and again on 21 March 2019" in rows[0]["because"]


def test_rows_that_are_the_same_are_no_duplicates_by_themselves(tmp_path: Path) -> None:
    fee = row("HMCTS", 360503, None, "7013162", "2022-03-24", "67.50")
    summary, rows = paid_for(tmp_path, [fee] * 40)
    assert rows == []
    assert any("the same as another" in left.what and left.n == 39 for left in summary.left)
    assert any("without an invoice number" in left.what and left.n == 40 for left in summary.left)


def test_suppliers_whose_names_were_left_out_are_never_put_together(tmp_path: Path) -> None:
    nobody = [row("REDACTED PERSONAL DATA", None, "A-1", f"d{n}", "2016-04-01", "2000.00") for n in range(3)]
    someone = [row("REDACTED PERSONAL DATA", 40 + n, "A-1", f"e{n}", "2016-04-01", "2000.00") for n in range(3)]
    same = [row("REDACTED PERSONAL DATA", 99, "A-9", f"f{n}", "2016-04-0" + str(n + 1), "2000.00") for n in range(2)]
    summary, rows = paid_for(tmp_path, nobody + someone + same)
    [twice] = rows
    assert twice["because"].startswith("Invoice A-9 of a supplier whose name was left out (number 99)")
    assert any(left.n == 3 and "nobody can tell" in left.why for left in summary.left)


def test_a_number_that_many_names_share_is_no_supplier(tmp_path: Path) -> None:
    cards = [row(f"Shop {n}", "Card supplier", "1", f"d{n}", "2016-04-01", "2000.00") for n in range(6)]
    summary, rows = paid_for(tmp_path, cards)
    assert rows == []
    assert any("many names share" in left.what and left.n == 6 for left in summary.left)


def test_a_credit_is_paired_and_takes_back_a_second_payment(tmp_path: Path) -> None:
    credit = row("North Ltd", 7, "A-1", "c1", "2016-04-20", "-1000.00")
    summary, rows = paid_for(tmp_path, [TWICE[0], TWICE[1], TWICE[2], credit])
    assert found(rows, PaymentCheck.PAID_TWICE) == []
    [pair] = found(rows, PaymentCheck.TAKEN_BACK)
    assert (pair["reference"], pair["related_reference"], pair["counted"]) == ("c1", "d2", 0)
    assert (summary.credited, summary.counted, summary.paid) == (-100_000, 0, 200_000)


@pytest.mark.parametrize(
    ("amounts", "n"), [((2000, 2000, 1000), 1), ((2000, 2000, 999.99), 0), ((5000, 5000, 5000), 0), ((4000, 4000), 0)]
)
def test_three_documents_of_a_day_that_together_reach_the_limit_are_split(
    tmp_path: Path, amounts: tuple[float, ...], n: int
) -> None:
    given = [row("North Ltd", 7, f"A-{k}", f"d{k}", "2016-04-01", f"{a:.2f}") for k, a in enumerate(amounts)]
    _, rows = paid_for(tmp_path, given)
    assert len(found(rows, PaymentCheck.SPLIT_PAYMENTS)) == n


def test_a_file_published_for_two_months_is_read_once(tmp_path: Path) -> None:
    summary, rows = paid_for(tmp_path, TWICE, TWICE, [row("East", 9, "Z", "z", "2016-06-01", "5.00")])
    [again] = found(rows, PaymentCheck.PUBLISHED_TWICE)
    assert (again["file"], again["related_file"]) == ("month-1.csv", "month-0.csv")
    assert "6 rows of month-1.csv stand in month-0.csv as well" in again["because"]
    assert (summary.rows, summary.paid, len(found(rows, PaymentCheck.PAID_TWICE))) == (7, 500_500, 1)


def test_a_file_with_a_fault_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing was audited") as refused:
        paid_for(tmp_path, [row("North", 7, "A", "d", "2031-01-01", "5.00")])
    assert "month-0.csv, line 2, column paid_on" in str(refused.value.refusal.problems[0])
    (tmp_path / "out").rename(tmp_path / "before")
    with pytest.raises(Refused) as refused:
        paid_for(tmp_path, [row("North", 7, "A", "d", "soon", "NaN")], [])
    assert len(refused.value.refusal.problems) >= 3
    (tmp_path / "own.csv").write_text("Payee,Paid,Net\nNorth,2016-04-01,5.00\n")
    (tmp_path / "third").mkdir()
    with pytest.raises(Refused) as refused:
        audit_payments([tmp_path / "own.csv"], of_payments(), folder=tmp_path / "third", today=TODAY)
    assert "a mapping, such as one of calderdale-cards" in str(refused.value.refusal.problems[-1])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data(), some.booleans())
def test_the_fast_audit_of_payments_finds_what_the_slow_one_finds(data: Any, row_numbers: bool) -> None:
    payments = []
    for number in range(data.draw(some.integers(1, 30))):
        draw = lambda *of: data.draw(some.sampled_from(of))  # noqa: E731
        payments.append(
            Payment(
                row=number,
                supplier=draw("North Ltd", "NORTH LTD.", "South", "REDACTED", "Shop 1", "Shop 2", "Shop 3"),
                supplier_id=draw("7", "7", "8", None, "card"),
                invoice=draw("A-1", "A1", "0A1", "B", None),
                reference=str(number) if row_numbers else draw("d1", "d2", "d3", "d4", None),
                day=DAY_ONE + draw(0, 0, 1, 40),
                amount=draw(100, 200, 200_000, 200_000, 499_999, -200_000, -200, 0),
            )
        )
    known = of_payments()
    terms = [(name, replace(term, value=Decimal(2))) for name, term in known.row(PaymentCheck.PAID_TWICE).parameters]
    rows = [
        replace(row, parameters=tuple(terms)) if row.check is PaymentCheck.PAID_TWICE else row for row in known.rows
    ]
    lowered = replace(known, rows=tuple(rows))
    by_reference = any(each.reference for each in payments) and not rules.numbers_rows(payments)
    slow = sorted(
        (each.check.value, each.row, each.related_row, each.counted)
        for each in rules.findings(payments, lowered, by_reference=by_reference)
    )
    with TemporaryDirectory() as place:
        file, out = Path(place) / "month.csv", Path(place) / "out"
        out.mkdir()
        cells = [
            row(p.supplier, p.supplier_id, p.invoice, p.reference, date(1970, 1, 1) + timedelta(p.day), p.amount / 100)
            for p in payments
        ]
        file.write_text("\n".join([TITLES, *cells]) + "\n")
        summary = audit_payments([file], lowered, folder=out, today=TODAY, memory="500MB")
        fast = sorted(
            (
                each["check"],
                each["line"] - 2,
                None if each["related_line"] is None else each["related_line"] - 2,
                int(each["counted"] * 100),
            )
            for each in rows_of(out / "findings.parquet")
        )
    assert fast == slow
    assert summary.counted == sum(each[-1] for each in slow)
    assert summary.counted <= summary.paid


def test_rows_shared_by_files_are_counted_as_often_as_they_stand_in_both() -> None:
    assert rules.shared(["a", "a", "b"], ["a", "c", "a", "a"]) == 2
    assert rules.is_published_twice(6, 6, 6, of_payments())
    assert not rules.is_published_twice(6, 7, 6, of_payments())
    assert rules.is_published_twice(30, 900, 20, of_payments())
    assert not rules.is_published_twice(41, 900, 20, of_payments())


def test_the_command_audits_payments_and_says_what_goes_together(tmp_path: Path) -> None:
    file = tmp_path / "april.csv"
    file.write_text("\n".join([TITLES, *TWICE]) + "\n")
    command = [sys.executable, "-m", "counterpart", "audit", "--payments", str(file), "--out", str(tmp_path / "audit")]
    said = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    assert json.loads(said.stdout)["paid_twice"] == "2000.00"
    assert {each.name for each in (tmp_path / "audit").iterdir()} == {
        "findings.parquet", "findings.csv", "summary.json", "report.html",
    }  # fmt: skip
    wrong = subprocess.run([*command, "--lines", str(file)], capture_output=True, text=True)
    assert wrong.returncode == 2
    assert "by themselves" in wrong.stderr
