"""What every browser journey does: open a page, sign in, look with axe, and take a picture for the docs."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.architecture.test_routes import JUST_SIGNED_IN, OF_AN_AGREEMENT, OPEN_TO_ALL, SIGNED_IN

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text
PASSWORD = "a sample password"
PICTURES = os.environ.get("COUNTERPART_PICTURES")
"""A folder in which the pictures of the docs are taken; none are otherwise."""
WIDE, NARROW = 1280, 320
EVERYWHERE = OF_AN_AGREEMENT | OPEN_TO_ALL | SIGNED_IN | JUST_SIGNED_IN
EACH_ITS_OWN = {"account", "mfa_activate_totp"}
"""Pages that say something else in each browser: its session, or a secret made for it."""
expect.set_options(timeout=30_000)


def a_page(browser: Browser, *, width: int = WIDE, **context: Any) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **context).new_page()


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()


def every_page(page: Page, site: str) -> dict[str, str]:
    """The address of every page that the performance officer reads, by name: what is downloaded instead is left out."""
    found = {}
    for name, address in (EVERYWHERE | {"nothing-here": "/agreements/NOTHING"}).items():
        answer = page.context.request.get(f"{site}{address}")
        assert answer.status == (404 if name == "nothing-here" else 200), f"{name}: {answer.status}"
        if answer.headers["content-type"].startswith("text/html") and "content-disposition" not in answer.headers:
            found[name] = f"{site}{address}"
    return found | {"job": a_job(page, f"{site}{OF_AN_AGREEMENT['close']}")}


def a_job(page: Page, close: str) -> str:
    """The address of a close that was asked for on its page, once it is done: nothing came in, so the seal stands."""
    page.goto(close)
    page.get_by_label("2007/08").check()
    page.get_by_role("button", name="Close the period").click()
    expect(page.get_by_role("heading", name="Closing ROTHERHAM, 2007/08")).to_be_visible()
    for _ in range(120):
        if page.get_by_text("Seal 1 stands").is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Seal 1 stands")).to_be_visible()
    return page.url


def look(page: Page, name: str) -> None:
    """The page as it stands: nothing serious for axe, and nothing sideways."""
    page.evaluate(AXE())
    found = page.evaluate("axe.run().then(result => result.violations)")
    serious = [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]
    assert not serious, f"{name}: {serious}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"


def picture(page: Page, name: str, *, height: int = 760) -> None:
    """Take a picture for the docs, from the top of the page."""
    if not PICTURES:
        return
    width = page.viewport_size["width"] if page.viewport_size else WIDE
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(
        path=f"{PICTURES}/{name}.png",
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": height},
        animations="disabled",
    )
