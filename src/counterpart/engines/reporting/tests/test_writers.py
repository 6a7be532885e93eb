"""Every writer tells the same rows; what people wrote never becomes markup, code or a formula; print is accessible."""

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document as open_word
from hypothesis import settings

from counterpart.engines.reporting import data, sheet, typesetting, web
from counterpart.engines.reporting.formats import FORMATS, written
from counterpart.engines.reporting.rules.cells import Column, Kind, Table, number, text
from counterpart.engines.reporting.rules.document import Document, Heading
from counterpart.engines.reporting.tests import readers
from counterpart.engines.reporting.tests.makers import a_report, a_table, bars, series
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow
QUICKLY = settings(max_examples=25, deadline=None)
NAMES = ("Rent collected", "Relet time", "Appointments kept", "Homes made decent")
ROWS = [
    ["BV 0", "Rent collected", "£12,345.67", "–", "Worse"],
    ["BV 1", "Relet time", "£0.00", "2 May 2008", "Met"],
    ["BV 2", "Appointments kept", "−£12,345.67", "3 May 2008", "Worse"],
    ["BV 3", "Homes made decent", "£12,345.67", "4 May 2008", "Met"],
]
EXACT = [
    ["BV 0", "Rent collected", "12345.67", "£", "", "Worse"],
    ["BV 1", "Relet time", "0.00", "£", "2008-05-02", "Met"],
    ["BV 2", "Appointments kept", "-12345.67", "£", "2008-05-03", "Worse"],
    ["BV 3", "Homes made decent", "12345.67", "£", "2008-05-04", "Met"],
]


@pytest.fixture(scope="module")
def told() -> dict[str, bytes]:
    """One report in every form."""
    report = a_report(*NAMES)
    return {form: written(report, form) for form in FORMATS}


def test_the_page_tells_the_rows(told: dict[str, bytes]) -> None:
    assert readers.page(told["html"]).tables[0][1:] == ROWS


def test_word_tells_the_rows_with_each_mark_as_characters_and_words(told: dict[str, bytes]) -> None:
    rows = readers.word_tables(told["docx"])[0]
    assert rows[0] == ["Indicator", "What it is", "Value", "Due on", "Target met"]
    assert [[*row[:-1], row[-1].split("\N{NO-BREAK SPACE}")[1]] for row in rows[1:]] == ROWS
    assert [row[-1].split("\N{NO-BREAK SPACE}")[0] for row in rows[1:]] == ["▼ ☹", "✓", "▼ ☹", "✓"]


def test_excel_tells_the_rows_with_numbers_as_numbers_and_days_as_days(told: dict[str, bytes]) -> None:
    rows = readers.sheets_of(told["xlsx"])["Figures of 2007-08".replace("-", " ")]
    assert rows[0] == ["Indicator", "What it is", "Value", "Due on", "Target met"]
    assert rows[1] == ["BV 0", "Rent collected", 12345.67, "", "Worse"]
    assert rows[2:] == [
        ["BV 1", "Relet time", 0.0, date(2008, 5, 2), "Met"],
        ["BV 2", "Appointments kept", -12345.67, date(2008, 5, 3), "Worse"],
        ["BV 3", "Homes made decent", 12345.67, date(2008, 5, 4), "Met"],
    ]


def test_csv_and_json_tell_the_rows_exactly(told: dict[str, bytes]) -> None:
    rows = readers.csv_rows(told["csv"])
    assert rows[0] == ["Indicator", "What it is", "Value", "Unit", "Due on", "Target met"]
    assert rows[1:] == EXACT
    table = readers.json_tables(told["json"])[0]
    assert [[cell["exact"] or "" for cell in row] for row in table["rows"]] == EXACT
    assert [[row[place]["words"] for place in (0, 1, 2, 4, 5)] for row in table["rows"]] == ROWS


def test_the_pdf_tells_the_rows_in_their_order(told: dict[str, bytes]) -> None:
    read, place = readers.pdf_text(told["pdf"]), 0
    for row in ROWS:
        for words in row:
            place = read.index(words, place) + len(words)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_is_the_same_file(told: dict[str, bytes], form: str) -> None:
    assert written(a_report(*NAMES), form) == told[form]


def test_a_form_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match=r"“odt” is not a form of it .*pdf, docx, xlsx, html, csv, json"):
        written(a_report(), "odt")


# The PDF


def test_the_pdf_is_tagged_and_has_a_title_a_language_and_a_date(told: dict[str, bytes]) -> None:
    read = readers.pdf(told["pdf"])
    root = read.root_object
    assert read.metadata is not None
    assert read.metadata.title == "Summary Rent was collected."
    assert read.metadata.author == "Counterpart"
    assert str(read.metadata.creation_date).startswith("2008-05-12")
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_pdf_says_that_it_keeps_to_pdf_ua_1_and_pdf_a_3a(told: dict[str, bytes]) -> None:
    said = readers.pdf(told["pdf"]).root_object["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1<", said)
    assert re.search(r"<pdfaid:part>3<.*<pdfaid:conformance>A<", said, re.DOTALL)


def test_a_screen_reader_finds_headings_lists_table_heads_and_the_words_of_each_picture(told: dict[str, bytes]) -> None:
    found = [(node["/S"], node.get("/Alt")) for node in readers.structure(told["pdf"])]
    kinds = [kind for kind, _ in found]
    assert kinds.count("/H1") + kinds.count("/Title") >= 1
    assert kinds.count("/TH") == 5 + 8
    assert kinds.count("/TR") == 5 + 14
    assert "/L" in kinds
    assert [words for kind, words in found if kind == "/Figure"] == [
        f"{chart.title}. {chart.description}" for chart in (bars(), series())
    ] + ["Rent. Rent collected, rising."]


def test_only_our_own_typeface_is_in_the_pdf(told: dict[str, bytes]) -> None:
    fonts = set()
    for page in readers.pdf(told["pdf"]).pages:
        fonts |= {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("SourceSans3" in font for font in fonts), fonts


def test_a_wide_table_is_on_paper_turned_on_its_side(told: dict[str, bytes]) -> None:
    wide = [page.mediabox.width > page.mediabox.height for page in readers.pdf(told["pdf"]).pages]
    assert wide == [False, True, False]


def test_where_the_typeface_is_wanting_the_refusal_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "files", lambda package: tmp_path)
    with pytest.raises(Refused, match=r"Source Sans 3 is not there .*Run make setup"):
        typesetting.fonts_folder()


_TITLED = '#set document(title: "T", date: datetime(year: 2008, month: 5, day: 12));'


def test_what_the_typesetter_complains_of_is_refused_even_a_warning() -> None:
    with pytest.raises(Refused, match=r"the typesetter says: .*panicked"):
        typesetting.typeset("#panic()", {})
    with pytest.raises(Refused, match="unknown font family: nothing"):
        typesetting.typeset(f'{_TITLED}#text(font: "nothing")[x]', {})
    with pytest.raises(Refused, match="more than one page"):
        typesetting._compiled("a #pagebreak() b", {}, "png")


# Word


def test_word_has_a_title_a_language_headings_and_words_for_pictures(
    told: dict[str, bytes],
) -> None:
    read = open_word(io.BytesIO(told["docx"]))
    known = read.core_properties
    assert (known.title, known.language, known.author) == ("Summary Rent was collected.", "en-GB", "Counterpart")
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', readers.part(told["docx"], "word/styles.xml"))) == {"en-GB"}
    styles = [paragraph.style.name for paragraph in read.paragraphs if paragraph.style]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption"} <= set(styles)
    body = readers.part(told["docx"], "word/document.xml")
    assert body.count("<w:tblHeader/>") == 2
    assert body.count("<w:tblCaption ") == 2
    for chart in (bars(), series()):
        assert f'descr="{chart.title}. {chart.description}"' in body
    assert [section.orientation for section in read.sections] == [0, 1, 0]


def test_what_is_in_a_word_paragraph_stands_in_the_order_the_format_asks_for(told: dict[str, bytes]) -> None:
    order = ["pStyle", "keepNext", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"]
    body = ET.fromstring(readers.part(told["docx"], "word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for properties in body.iter(f"{name}pPr"):
        places = [order.index(part.tag.removeprefix(name)) for part in properties if not part.tag.endswith("sectPr")]
        assert places == sorted(places)


# Excel


def test_excel_freezes_the_head_and_keeps_the_units_and_shapes_in_the_formats(told: dict[str, bytes]) -> None:
    cells = readers.part(told["xlsx"], "xl/worksheets/sheet2.xml")
    assert '<pane xSplit="1" ySplit="1"' in cells
    assert "<f>" not in cells
    formats = readers.part(told["xlsx"], "xl/styles.xml").replace("&quot;", '"')
    for pattern in ('"£"#,##0.00', '#,##0.00" %"', '"✓ "@', '"▼ ☹ "@', "d mmmm yyyy"):
        assert f'formatCode="{pattern}"'.replace('"', "") in formats.replace('"', "")


def test_a_number_with_more_digits_than_excel_keeps_is_kept_whole_as_text() -> None:
    exact = Decimal("12345678901234567.89")
    table = Table("T", (Column("A"), Column("N", Kind.NUMBER)), ((text("x"), number(exact)), (text("y"), number(None))))
    rows = readers.sheets_of(sheet.written(Document("T", "", "", date(2008, 5, 12), (table,))))["T"]
    assert rows[1:] == [["x", "12345678901234567.89"], ["y", ""]]


def test_sheets_have_names_that_excel_allows_each_once() -> None:
    captions = ("Summary", "a/b:c?[d]*'e'", "x" * 40, "X" * 40, "History", "'", "é\ud800")
    report = Document("T", "", "", date(2008, 5, 12), tuple(a_table("Rent", caption=caption) for caption in captions))
    assert list(readers.sheets_of(sheet.written(report))) == [
        "Summary", "Summary 2", "a b c d e", "x" * 31, "X" * 29 + " 2", "History 2", "Table", "é\ufffd",
    ]  # fmt: skip


def test_a_text_that_is_too_long_for_a_cell_says_that_it_was_cut() -> None:
    rows = readers.sheets_of(sheet.written(a_report("x" * 40_000)))["Figures of 2007 08"]
    assert len(rows[1][1]) == 32_767
    assert rows[1][1].endswith("(cut: a cell of Excel holds 32,767 letters)")


def test_a_table_that_is_too_long_for_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="“Figures of 2007/08” has 4 rows"):
        sheet.written(a_report(*NAMES))


# CSV and JSON


def test_a_report_without_a_table_has_no_csv() -> None:
    with pytest.raises(Refused, match="“T” has no table"):
        data.csv_of(Document("T", "", "", date(2008, 5, 12), (Heading("H"),)))


def test_json_tells_every_block(told: dict[str, bytes]) -> None:
    report = json.loads(told["json"])
    assert [block["block"] for block in report["blocks"]] == [
        "paragraph", "callout", "heading", "points", "table", "paragraph", "heading", "paragraph", "table", "chart",
        "chart", "chart", "facts",
    ]  # fmt: skip
    assert (report["title"], report["language"], report["dated_on"]) == (
        "Summary Rent was collected.", "en-GB", "2008-05-12",
    )  # fmt: skip
    drawn = [block for block in report["blocks"] if block["block"] == "chart"]
    assert drawn[0]["bars"][0] == {"label": "Rent was collected.", "value": "98.47", "target": "98.25"}
    assert drawn[1]["points"][9]["value"] is None
    assert drawn[1]["points"][11]["mark"]["words"] == "special cause: concern"
    assert drawn[2]["values"] == ["1", None, "2", "4"]


# The page


def test_the_page_has_a_language_a_title_and_tables_that_can_be_scrolled_by_key(told: dict[str, bytes]) -> None:
    html = told["html"].decode()
    tags = readers.page(told["html"]).tags
    assert ("html", {"lang": "en-GB"}) in tags
    assert "<title>Summary Rent was collected.</title>" in html
    regions = [attributes for tag, attributes in tags if attributes.get("role") == "region"]
    assert [(region["tabindex"], region["aria-label"]) for region in regions] == [
        ("0", "Figures of 2007/08"), ("0", "Thirteen rows"),
    ]  # fmt: skip
    assert html.count("<caption>") == 2
    assert [attributes.get("scope") for tag, attributes in tags if tag == "th"][:6] == ["col"] * 5 + ["row"]
    assert [tag for tag, _ in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h3"]


def test_a_fragment_has_no_title_of_its_own_and_needs_no_style(told: dict[str, bytes]) -> None:
    html = web.fragment(a_report(*NAMES))
    assert html in told["html"].decode()
    assert "<h1" not in html
    assert "style=" not in html
    assert "<style" not in html


def test_every_class_of_the_page_is_known_to_the_styles() -> None:
    tags = readers.page(web.written(a_report(*NAMES))).tags
    used = {name for _, attributes in tags for name in (attributes.get("class") or "").split()}
    styled = set(re.findall(r"\.([a-z][a-z-]*)", web.styles()))
    assert used - styled <= {"body", "callout--good", "callout--plain"}


def test_the_styles_use_our_colours_and_no_others() -> None:
    palette = (files("counterpart.engines.reporting") / "palette.py").read_text()
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", web.styles())) <= {*re.findall(r"#[0-9a-f]{6}", palette), "#fff"}
