"""The year-end in a browser, as both sides do it: with nothing serious for axe to find, and with scripts blocked."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.tests.makers import YEAR
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns
from counterpart.engines.access.models import Person
from tests.commands import COUNTERPART

pytestmark = [pytest.mark.slow]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
PASSWORD = "a sample password"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PICTURES = os.environ.get("COUNTERPART_PICTURES")


@pytest.fixture
def site(fresh: object, home: Path) -> Iterator[str]:
    """The site over a closed year that nobody has signed yet, served as a process of its own."""
    an_agreement_with_returns(home)
    close("ROTHERHAM", YEAR, by=who(OFFICER), at=LATER, key_of=lambda _: None)
    for person in Person.objects.all():
        person.set_password(PASSWORD)
        person.save()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([str(COUNTERPART), "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/sign-in")
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "in CI nothing is skipped: install the package chromium"
        pytest.skip("there is no Chromium here: install the package chromium to run the journeys")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


def a_page(browser: Browser, *, wide: bool = True, scripts: bool = True) -> Page:
    size = {"width": 1280 if wide else 320, "height": 900}
    context = browser.new_context(viewport=size, java_script_enabled=scripts, accept_downloads=True)  # type: ignore[arg-type]
    return context.new_page()


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()


def see(page: Page, name: str) -> None:
    """The page as it stands: nothing serious for axe, nothing sideways, and a picture for the docs."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(result => result.violations)")
    serious = [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]
    assert not serious, f"{name}: {serious}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_the_performance_officer_signs_and_then_the_provider_countersigns(site: str, browser: Browser) -> None:
    page = a_page(browser)
    page.goto(f"{site}/sign-in")
    see(page, "sign-in")
    sign_in(page, site, OFFICER)
    see(page, "home")
    page.get_by_role("link", name="ROTHERHAM").click()
    expect(page.get_by_role("heading", name="What is measured")).to_be_visible()
    see(page, "agreement")
    page.get_by_role("link", name="2007/08").click()
    expect(page.get_by_text("10 of 13 indicators are on target; 3 missed.")).to_be_visible()
    see(page, "period")
    page.get_by_role("link", name=re.compile("BV 212.*why this figure")).click()
    expect(page.get_by_role("heading", name="Why 37.27 days?")).to_be_visible()
    expect(page.get_by_text("returns-2007-08.csv, line 27, column value").first).to_be_visible()
    see(page, "figure")
    page.get_by_role("link", name="Over the years").click()
    expect(page.get_by_role("heading", name="Average relet time from termination to start")).to_be_visible()
    see(page, "indicator")
    page.goto(f"{site}/agreements/ROTHERHAM/periods/2007-08")
    page.get_by_role("link", name="Read and sign for commissioner").click()
    expect(page.get_by_role("heading", name="Sign seal 1")).to_be_visible()
    see(page, "sign")
    page.get_by_role("button", name="Sign for the commissioner").click()
    expect(page.get_by_text("signed by commissioner; provider has yet to sign").first).to_be_visible()
    assert page.pdf()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, site, KPI_MANAGER)
    page.get_by_role("link", name="Read it and sign").click()
    page.get_by_role("button", name="Sign for the provider").click()
    expect(page.get_by_text("Seal 1 is signed by commissioner and provider.")).to_be_visible()
    page.get_by_role("link", name="Who did what").click()
    expect(page.get_by_text("gave the last signature: the seal is agreed")).to_be_visible()
    see(page, "trail")


def test_a_record_is_downloaded_and_verified_by_upload(site: str, browser: Browser, tmp_path: Path) -> None:
    page = a_page(browser)
    sign_in(page, site, OFFICER)
    page.goto(f"{site}/agreements/ROTHERHAM/periods/2007-08")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the record").click()
    record = tmp_path / "record.json"
    waiting.value.save_as(record)
    page.get_by_role("link", name="Verify a record").click()
    expect(page.get_by_role("heading", name="Verify a record")).to_be_visible()
    see(page, "verify")
    page.get_by_label("Record (a JSON file)").set_input_files(record)
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("internally consistent; not compared with a receipt")).to_be_visible()
    see(page, "verified")


def test_the_same_pages_fit_a_telephone(site: str, browser: Browser) -> None:
    page = a_page(browser, wide=False)
    sign_in(page, site, OFFICER)
    agreement = f"{site}/agreements/ROTHERHAM"
    for name, address in {
        "home": site,
        "agreement": agreement,
        "trail": f"{agreement}/trail",
        "period": f"{agreement}/periods/2007-08",
        "figure": f"{agreement}/periods/2007-08/figures/bv66a",
        "indicator": f"{agreement}/indicators/bv66a",
        "sign": f"{agreement}/periods/2007-08/sign",
        "verify": f"{site}/verify",
        "nothing-here": f"{site}/agreements/NOTHING",
    }.items():
        page.goto(address)
        see(page, f"{name}-narrow")


def test_the_same_journey_works_with_scripts_blocked_and_by_keyboard_alone(site: str, browser: Browser) -> None:
    page = a_page(browser, scripts=False)
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


def test_the_first_tab_skips_to_the_content(site: str, browser: Browser) -> None:
    page = a_page(browser)
    page.goto(f"{site}/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
