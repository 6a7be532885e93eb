"""Every page that the people of the demo can reach by links: axe finds nothing, and nothing goes sideways at 320 px.

Of each kind of page (each route) no more are opened than tell something new. On a telephone, and without scripts, axe
looks at every kind of page in test_every_page.
"""

import re
from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import NARROW, WIDE, a_page, look

pytestmark = [pytest.mark.slow]
OF_A_KIND, MOST = 1, 400
PASSWORD = "sample-of-a-partnership"
WHO = (
    "contract-manager@rotherham.example",
    "contract-manager@five-boroughs.example",
    "provider-manager@provider.example",
    "contract-manager@bromsgrove.example",
    "contract-manager@brighton.example",
    "contract-manager@herefordshire.example",
)
LEFT = re.compile(r"^/(sign-out|account|calendar|verify|api)|\.(ics|pdf|xlsx|csv|json|docx|yaml)$|/receipt$|/record$")


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What waits for you")).to_be_visible()


def kind(path: str) -> str:
    """Which kind of page an address is: its route, and the agreement, since each tells other things."""
    try:
        found = resolve(path)
    except Resolver404:
        return f"nothing at {path}"
    return f"{found.view_name} {found.kwargs.get('reference', '')}"


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("main a[href], nav a[href]", "all => all.map(a => a.getAttribute('href'))")
    return [urlsplit(str(address)).path for address in found if str(address).startswith("/")]


def faults_at(site: str, path: str, page: Page) -> list[str]:
    """What is wrong with one page: wide, and then as narrow as a telephone."""
    answer = page.goto(f"{site}{path}")
    if answer is None or answer.status != 200:
        return [f"{path}: {answer.status if answer else 'nothing'}"]
    found = []
    try:
        look(page, path)
    except AssertionError as fault:
        found.append(str(fault))
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{path} scrolls sideways at {NARROW} px")
    page.set_viewport_size({"width": WIDE, "height": 800})
    return found


@pytest.mark.parametrize("email", WHO)
def test_every_page_that_can_be_reached_is_fit_to_be_read(demo: str, browser: Browser, email: str) -> None:
    page = a_page(browser, width=WIDE)
    sign_in(page, demo, email)
    seen, waiting, kinds, faults = {"/"}, deque(["/"]), Counter[str](), []
    while waiting and len(seen) < MOST:
        faults += faults_at(demo, waiting.popleft(), page)
        for there in links(page):
            if there not in seen and not LEFT.search(there) and kinds[kind(there)] < OF_A_KIND:
                kinds[kind(there)] += 1
                seen.add(there)
                waiting.append(there)
    assert not faults, "\n".join(faults)
    assert len(seen) > 8
