"""Minutes written while people talk: on one page, by keyboard alone, without scripts, by two who do not lose a word."""

import pytest
from playwright.sync_api import Browser, Page, expect

from counterpart.capabilities.governance.tests.makers import DEPUTY
from counterpart.capabilities.partners.tests.makers import OFFICER
from tests.architecture.test_routes import OF_AN_AGREEMENT
from tests.journeys.browsing import a_page, sign_in

pytestmark = [pytest.mark.slow]


def write(page: Page, words: str) -> None:
    """Into the box of the first item, and on by tab to its button."""
    page.get_by_label("What was said at item 1", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_two_write_minutes_by_keyboard_without_scripts_and_no_words_are_lost(site: str, browser: Browser) -> None:
    first, second = (a_page(browser, java_script_enabled=False) for _ in range(2))
    for page, email in ((first, OFFICER), (second, DEPUTY)):
        sign_in(page, site, email)
        page.goto(f"{site}{OF_AN_AGREEMENT['minutes-live']}")
    write(first, "Apologies came from one member.")
    expect(first.get_by_role("heading", name="1/08 Apologies for absence")).to_be_visible()
    write(second, "Apologies came from two members.")
    expect(second.get_by_text("wrote it since you read it")).to_be_visible()
    expect(second.get_by_text("Apologies came from one member.").first).to_be_visible()
    box = second.get_by_label("What was said at item 1", exact=True)
    expect(box).to_have_value("Apologies came from two members.")
    write(second, "Apologies came from two members, one of them late.")
    expect(second.get_by_text("wrote it since you read it")).to_have_count(0)
    first.reload()
    expect(first.get_by_label("What was said at item 1", exact=True)).to_have_value(
        "Apologies came from two members, one of them late."
    )
