"""What people wrote stays text in every form: never markup, code, a formula or a link; and all of it can be printed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.reporting import data
from counterpart.engines.reporting.formats import FORMATS, written
from counterpart.engines.reporting.rules.cells import Column, Kind, Table, number, printable, text
from counterpart.engines.reporting.rules.document import Document, Facts, Paragraph
from counterpart.engines.reporting.tests import readers
from counterpart.engines.reporting.tests.makers import HOSTILE, a_report, a_table, bars
from counterpart.engines.reporting.typesetting import in_our_letters

pytestmark = pytest.mark.slow
QUICKLY = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module", params=HOSTILE, ids=ascii)
def hostile(request: pytest.FixtureRequest) -> tuple[str, dict[str, bytes]]:
    """A text that means harm, everywhere in a report, in every form."""
    words = request.param
    report = a_report(words, words=words, more=(Facts(((words, words),)), Paragraph(words)))
    return words, {form: written(report, form) for form in FORMATS}


def test_hostile_text_stays_text(hostile: tuple[str, dict[str, bytes]]) -> None:
    words, forms = hostile
    page = readers.page(forms["html"])
    assert page.tables[0][1][1] == printable(words)
    assert not {"script", "a", "iframe", "img"} & {tag for tag, _ in page.tags}
    assert readers.word_tables(forms["docx"])[0][1][1] == printable(words)
    assert readers.sheets_of(forms["xlsx"])["Figures of 2007 08"][1][1] == printable(words)
    for name in ("sheet1", "sheet2"):
        cells = readers.part(forms["xlsx"], f"xl/worksheets/{name}.xml")
        assert "<f>" not in cells
        assert "<hyperlink" not in cells
    exact = words.encode(errors="replace").decode()
    guarded = words.startswith(data.STARTS_A_FORMULA)
    assert readers.csv_rows(forms["csv"])[1][1] == (f"'{exact}" if guarded else exact)
    assert readers.json_tables(forms["json"])[0]["rows"][0][1] == {"exact": exact, "words": exact}
    printed = " ".join(in_our_letters(printable(words)).split())
    assert printed in readers.pdf_text(forms["pdf"])


def test_a_negative_number_is_no_formula() -> None:
    table = Table("T", (Column("=A"), Column("N", Kind.NUMBER)), ((text("-x"), number(Decimal("-3.20"))),))
    assert data.csv_of_table(table) == b"'=A,N\r\n'-x,-3.20\r\n"


@QUICKLY
@given(st.text(st.characters(codec=None), max_size=30))
def test_anything_can_be_printed(words: str) -> None:
    blocks = (a_table(words), bars(label=words), Paragraph(words))
    report = Document(f"T{words}", words, words, date(2008, 5, 12), blocks, words)
    assert written(report, "pdf")
    assert written(report, "docx")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("98 % – £5 “so” Łódź Ελλάς", "98 % – £5 “so” Łódź Ελλάς"),
        ("well done 😀", "well done [grinning face]"),
        ("thumb 👍🏽 up", "thumb [thumbs up sign][emoji modifier fitzpatrick type-4] up"),
        ("中文", "□□"),
        ("join\u200d\ufeffed \ue000", "joined □"),
    ],
)
def test_what_our_typeface_has_not_is_named_or_stands_as_a_box(words: str, printed: str) -> None:
    told = in_our_letters(words).replace("\u200d", "")
    assert told == printed
