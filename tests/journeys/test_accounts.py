"""Accounts in a browser: codes set up and used, an account looked after, and coming in through an organisation."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from counterpart.capabilities.partners.tests.makers import OFFICER
from tests.accounts.keeping import a_link, shown_by_app
from tests.accounts.provider import NINA, known_to, provider, set_up
from tests.journeys.browsing import NARROW, PASSWORD, WIDE, a_page, look, sign_in

pytestmark = [pytest.mark.slow]
MANAGER = "contract-manager@rotherham.example"
SHOTS = os.environ.get("COUNTERPART_SHOTS")
"""A folder in which every page of accounts is pictured, to be looked at."""


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_SIGN_ON_COUNCIL_SECRET", "kept in the environment")


@pytest.fixture
def issuer(site: str) -> Iterator[str]:
    """A provider whose word the site takes for the council's people."""
    with provider() as address:
        known_to(address, **NINA)
        set_up(address)
        yield address


@pytest.fixture
def address_of_a_link(site: str) -> str:
    return f"{site}{a_link(OFFICER)}"


def seen(page: Page, name: str) -> None:
    """Look at the page as it stands, wide and on a telephone."""
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        look(page, f"{name} at {width}")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


def signed_in_with(page: Page, site: str, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_contract_manager_is_led_to_set_up_codes_signs_in_with_one_and_looks_after_the_account(
    site: str, browser: Browser
) -> None:
    page = a_page(browser)
    signed_in_with(page, site, MANAGER)
    expect(page.get_by_role("heading", name="Set up one-time codes")).to_be_visible()
    page.goto(f"{site}/agreements/ROTHERHAM")
    expect(page.get_by_role("heading", name="Set up one-time codes")).to_be_visible()
    seen(page, "set-up-codes")
    assert page.locator("img.code-picture").evaluate("e => e.complete && e.naturalWidth > 50")
    secret = page.locator(".fingerprint").inner_text()
    page.get_by_label("The code that your app shows").fill(shown_by_app(secret, windows=-1))
    page.get_by_role("button", name="Set up one-time codes").click()
    expect(page.get_by_text("They are shown now and never again")).to_be_visible()
    seen(page, "recovery-codes")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download them as a text file").click()
    assert taken.value.suggested_filename == "counterpart-recovery-codes.txt"
    assert len(re.findall(r"^\d{8}$", taken.value.path().read_text(), re.MULTILINE)) == 10
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()
    other = a_page(browser)
    signed_in_with(other, site, MANAGER)
    expect(other.get_by_role("heading", name="Enter your one-time code")).to_be_visible()
    seen(other, "enter-code")
    other.get_by_label("One-time code").fill(shown_by_app(secret))
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", name="What waits for you")).to_be_visible()
    page.get_by_role("link", name="your account").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.get_by_label("What it is for").fill("monthly upload")
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_text("It is shown now and never again.")).to_be_visible()
    seen(page, "token")
    page.get_by_role("link", name="I have kept it").click()
    seen(page, "account")
    page.get_by_role("button", name="End all but this one").click()
    expect(page.get_by_text("What you ended is signed out.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    for name, address in (("new-recovery-codes", "recovery-codes/new"), ("remove-codes", "codes/remove")):
        page.goto(f"{site}/account/{address}")
        seen(page, name)


def test_pages_before_signing_in_are_seen_without_scripts_and_by_whoever_forgot(
    site: str, address_of_a_link: str, browser: Browser
) -> None:
    page = a_page(browser)
    page.goto(address_of_a_link)
    seen(page, "link")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password again").fill("short")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    seen(page, "link-refused")
    plain = a_page(browser, java_script_enabled=False)
    plain.goto(page.url)
    plain.get_by_label("New password", exact=True).fill("walnut harbour thimble")
    plain.get_by_label("New password again").fill("walnut harbour thimble")
    plain.get_by_role("button", name="Set the password").click()
    expect(plain.get_by_text("Your password is set. Sign in with it.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("this link was used before")).to_be_visible()
    seen(page, "link-past")
    page.goto(f"{site}/sign-in/forgotten")
    seen(page, "forgotten")
    signed_in_with(page, site, "nobody@council.example")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    for _ in range(5):
        signed_in_with(page, site, "nobody@council.example")
    expect(page.get_by_role("heading", name="You have to wait a little")).to_be_visible()
    seen(page, "wait")


def test_somebody_comes_in_through_their_organisation_in_a_browser(site: str, issuer: str, browser: Browser) -> None:
    page = a_page(browser)
    page.goto(f"{site}/sign-in?next=/account")
    seen(page, "sign-in-with-organisation")
    page.get_by_role("link", name=re.compile("Sign in with Rotherham")).click()
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()
    page.get_by_placeholder("sub").fill("nina")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("Auditor, Rotherham Metropolitan Borough Council")).to_be_visible()
    page.goto(f"{site}/account/password")
    expect(page.get_by_text("you come in through your organisation")).to_be_visible()
    seen(page, "no-password")


def test_a_password_is_changed_in_a_browser(site: str, browser: Browser) -> None:
    page = a_page(browser)
    sign_in(page, site, OFFICER)
    page.goto(f"{site}/account/password")
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("walnut harbour thimble")
    page.get_by_label("New password again").fill("walnut harbour thimble")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed. Every other session is ended.")).to_be_visible()
    page.goto(f"{site}/account/again")
    seen(page, "again")
