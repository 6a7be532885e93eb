"""The year-end in a browser, as both sides do it. With COUNTERPART_PICTURES=DIR it takes the pictures of the docs."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from tests.architecture.test_routes import PERIOD
from tests.journeys.browsing import NARROW, a_page, look, picture, sign_in

pytestmark = [pytest.mark.slow]

A4 = 718
"""Width of the paper between its margins, in CSS pixels."""
CUT = """[...document.querySelectorAll('body, table, th, td, dd')].filter(e =>
  e.getBoundingClientRect().right > innerWidth + 1
  || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
).map(e => e.tagName + ' ' + e.scrollWidth + ' of ' + e.clientWidth + ': ' + e.textContent.trim().slice(0, 40))"""
"""What the edge of the paper would cut."""


def test_the_performance_officer_signs_and_then_the_provider_countersigns(site: str, browser: Browser) -> None:
    page = a_page(browser)
    sign_in(page, site, OFFICER)
    picture(page, "home", height=560)
    page.get_by_role("link", name="ROTHERHAM", exact=True).click()
    expect(page.get_by_role("heading", name="What is measured")).to_be_visible()
    picture(page, "agreement")
    page.get_by_role("link", name="2007/08").click()
    expect(page.get_by_text("10 of 13 indicators are on target; 3 missed.")).to_be_visible()
    picture(page, "period", height=860)
    page.get_by_role("link", name=re.compile("BV 212.*why this figure")).click()
    expect(page.get_by_role("heading", name="Why 37.27 days?")).to_be_visible()
    expect(page.get_by_text("returns-2007-08.csv, line 27, column value").first).to_be_visible()
    picture(page, "why")
    page.get_by_role("link", name="Over the years").click()
    expect(page.get_by_role("heading", name="Average relet time from termination to start")).to_be_visible()
    picture(page, "indicator")
    page.goto(f"{site}{PERIOD}")
    page.get_by_role("link", name="Read and sign for commissioner").click()
    expect(page.get_by_role("heading", name="Sign seal 1")).to_be_visible()
    picture(page, "sign", height=1120)
    page.get_by_role("button", name="Sign for the commissioner").click()
    expect(page.get_by_text("signed by commissioner; provider has yet to sign").first).to_be_visible()
    printed(page)
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, site, KPI_MANAGER)
    page.get_by_role("link", name="Read it and sign").click()
    page.get_by_role("button", name="Sign for the provider").click()
    expect(page.get_by_text("Seal 1 is signed by commissioner and provider.")).to_be_visible()
    page.get_by_role("link", name="Who did what").click()
    expect(page.get_by_text("gave the last signature: the seal is agreed")).to_be_visible()


def printed(page: Page) -> None:
    """The period on paper: the table whole, and nothing that only a screen is for."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    assert len(set(re.findall(r"x?BV \d+[a-d]?", text))) == 13
    for said in ("10 of 13 indicators are on target", "Among peers", "Below average", "37.27 days", "Digest"):
        assert said in text, f"{said} is not on paper"
    for gone in (
        "Sign out",
        "Verify a record",
        "Skip to main",
        "Download",
        "Read and sign",
        "The report of this period",
    ):
        assert gone not in text, f"{gone} is on paper"
    screen = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 1000})
    cut = page.evaluate(CUT)
    assert cut == []
    assert page.locator("form:visible, button:visible, nav:visible").count() == 0
    page.emulate_media(media="screen")
    page.set_viewport_size(screen or {"width": 1280, "height": 900})


def test_a_record_is_downloaded_and_verified_by_upload(site: str, browser: Browser, tmp_path: Path) -> None:
    page = a_page(browser)
    sign_in(page, site, OFFICER)
    page.goto(f"{site}{PERIOD}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the record").click()
    record = tmp_path / "record.json"
    waiting.value.save_as(record)
    page.get_by_role("link", name="Verify a record").click()
    expect(page.get_by_role("heading", name="Verify a record")).to_be_visible()
    page.get_by_label("Record (a JSON file)").set_input_files(record)
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("internally consistent; not compared with a receipt")).to_be_visible()
    look(page, "verified")
    picture(page, "verify", height=700)
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("Choose the file of a record.").first).to_be_visible()
    look(page, "nothing to verify")


def test_whoever_mistypes_a_password_is_told_so_accessibly(site: str, browser: Browser) -> None:
    page = a_page(browser)
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").fill(OFFICER)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    look(page, "sign-in refused")


def test_the_period_fits_a_telephone_from_top_to_bottom(site: str, browser: Browser) -> None:
    page = a_page(browser, width=NARROW)
    sign_in(page, site, OFFICER)
    page.goto(f"{site}{PERIOD}")
    look(page, "period on a telephone")
    picture(page, "period-narrow", height=1100)
