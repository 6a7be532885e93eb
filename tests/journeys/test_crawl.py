"""Every page that the people of the demo can reach by links, on a telephone and wide: for axe, and nothing sideways.

Of each kind of page (each route) no more are opened than tell something new.
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
    "provider-manager@2010rotherham.example",
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


def faults_at(site: str, path: str, pages: tuple[Page, ...]) -> list[str]:
    """What is wrong with one page, at each width."""
    found = []
    for page in pages:
        answer = page.goto(f"{site}{path}")
        if answer is None or answer.status != 200:
            return [f"{path}: {answer.status if answer else 'nothing'}"]
        try:
            look(page, path)
        except AssertionError as fault:
            found.append(str(fault))
    return found


@pytest.mark.parametrize("email", WHO)
def test_every_page_that_can_be_reached_is_fit_to_be_read(demo: str, browser: Browser, email: str) -> None:
    pages = a_page(browser, width=WIDE), a_page(browser, width=NARROW)
    for page in pages:
        sign_in(page, demo, email)
    seen, waiting, kinds, faults = {"/"}, deque(["/"]), Counter[str](), []
    while waiting and len(seen) < MOST:
        faults += faults_at(demo, waiting.popleft(), pages)
        for there in links(pages[0]):
            if there not in seen and not LEFT.search(there) and kinds[kind(there)] < OF_A_KIND:
                kinds[kind(there)] += 1
                seen.add(there)
                waiting.append(there)
    assert not faults, "\n".join(faults)
    assert len(seen) > 8
