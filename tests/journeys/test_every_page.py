"""Every page there is, from the one list of routes: for axe, on a telephone, without scripts, and by keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from tests.journeys.browsing import EACH_ITS_OWN, NARROW, PASSWORD, WIDE, a_page, every_page, look, sign_in

pytestmark = [pytest.mark.slow]

PRIMARY = "main .govuk-button:visible, main a:visible, main button:visible"
MOST_TABS = 80
SHOWN = """e => {
  const style = getComputedStyle(e), outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
  const drawn = outlined && !/, 0\\)$|transparent/.test(style.outlineColor)
  const drawnByLabel = e.matches('[type=radio], [type=checkbox]') && e.labels.length
    && getComputedStyle(e.labels[0], '::before').boxShadow !== 'none'
  const box = e.getBoundingClientRect()
  const yellow = style.backgroundColor === 'rgb(255, 221, 0)'
  return (drawn || yellow || drawnByLabel || style.boxShadow !== 'none') && box.width > 0 && box.height > 0
    && box.top >= 0 && box.top < innerHeight
}"""
"""Whether the focus can be seen: a drawn outline or the design system's yellow or its shadow, on the screen."""


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("scripts", ["allowed", "blocked"])
def test_axe_finds_nothing_serious_on_any_page_and_none_scrolls_sideways(
    site: str, browser: Browser, width: int, scripts: str
) -> None:
    page = a_page(browser, width=width)
    if scripts == "blocked":
        page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{site}/sign-in")
    look(page, "sign-in, signed out")
    sign_in(page, site, OFFICER)
    for name, address in every_page(page, site).items():
        page.goto(address)
        assert page.evaluate("typeof htmx") == ("undefined" if scripts == "blocked" else "object")
        look(page, f"{name} at {width} with scripts {scripts}")


def test_every_page_reads_the_same_where_there_are_no_scripts_at_all(site: str, browser: Browser) -> None:
    with_scripts, without = a_page(browser), a_page(browser, java_script_enabled=False)
    for page in (with_scripts, without):
        sign_in(page, site, OFFICER)
    for name, address in every_page(with_scripts, site).items():
        for page in (with_scripts, without):
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        read = [page.locator("main").inner_text().split() for page in (with_scripts, without)]
        assert read[0] == read[1] or name in EACH_ITS_OWN, name


def test_a_seal_is_signed_without_scripts_and_by_keyboard_alone(site: str, browser: Browser) -> None:
    page = a_page(browser, java_script_enabled=False)
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(KPI_MANAGER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    page.get_by_role("link", name="Read it and sign").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign for the provider").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("signed by provider; commissioner has yet to sign").first).to_be_visible()


def test_every_pages_first_action_is_reached_by_tab_and_every_stop_on_the_way_is_seen(
    site: str, browser: Browser
) -> None:
    page = a_page(browser)
    page.goto(f"{site}/sign-in")
    reached(page, "sign-in, signed out")
    sign_in(page, site, OFFICER)
    for name, address in every_page(page, site).items():
        page.goto(address)
        reached(page, name)


def reached(page: Page, name: str) -> None:
    """Press Tab from the top of the page until its first action has the focus."""
    if page.locator(PRIMARY).count() == 0:
        return
    buttons = page.locator("main .govuk-button:visible")
    wanted = (buttons if buttons.count() else page.locator(PRIMARY)).first
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        html = focused.evaluate("e => e.outerHTML.slice(0, 120)") if focused.count() else "nothing"
        assert focused.count() == 1, f"{name}: the focus is lost"
        assert focused.evaluate(SHOWN), f"{name}: the focus cannot be seen on {html}"
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{name}: {MOST_TABS} tabs did not reach {wanted.evaluate('e => e.outerHTML')}")


def test_the_first_tab_skips_to_the_content_of_every_page(site: str, browser: Browser) -> None:
    page = a_page(browser)
    sign_in(page, site, OFFICER)
    for name, address in every_page(page, site).items():
        page.goto(address)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to main content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert inside or page.locator(f"{PRIMARY}, main input:visible").count() == 0, f"{name}: the skip leads nowhere"
