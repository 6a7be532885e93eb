"""A return from hand to hand on the pages of the demo: called for, sent, queried, answered, signed, assured, agreed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import a_page, look
from tests.journeys.test_crawl import sign_in
from tests.journeys.test_partnership import do

pytestmark = [pytest.mark.slow]
RETURNS = "/agreements/ROTHERHAM/returns"
PERFORMANCE_TEAM, CLIENT = "performance-officer@rotherham.example", "contract-manager@rotherham.example"
MANAGER, OWNER = "kpi-manager@2010rotherham.example", "provider-manager@2010rotherham.example"
SHEET = "indicator\tperiod\tvalue\nBV 63\t2008-09\t66\n"


def somebody(demo: str, browser: Browser, email: str) -> Page:
    page = a_page(browser)
    sign_in(page, demo, email)
    return page


def test_a_return_goes_through_the_hands_of_both_parties(demo: str, browser: Browser) -> None:
    team, manager, owner, client = (
        somebody(demo, browser, email) for email in (PERFORMANCE_TEAM, MANAGER, OWNER, CLIENT)
    )
    team.goto(f"{demo}{RETURNS}")
    do(team, "Call for the returns of a period", "Call for them", **{"Of which period?": "2008-09"})
    expect(team.locator(".said")).to_contain_text("13 returns of 2008-09 are called for")

    manager.goto(f"{demo}{RETURNS}/send")
    manager.get_by_label("Or paste cells copied from a spreadsheet").fill(SHEET.replace("66", "sixty-six"))
    manager.get_by_role("button", name="Send them").click()
    expect(manager.locator("main")).to_contain_text("sixty-six")
    manager.get_by_label("Or paste cells copied from a spreadsheet").fill(SHEET)
    manager.get_by_role("button", name="Send them").click()
    manager.goto(f"{demo}{RETURNS}")
    look(manager, "returns")
    manager.get_by_role("row", name=re.compile("BV 63")).get_by_role("link").first.click()
    manager.wait_for_url("**/returns/RET-*")
    address = manager.url

    team.goto(address)
    do(team, "Query it", "Ask", **{"What do you ask?": "Are the homes that were sold left out?"})
    manager.goto(address)
    do(manager, "Answer the query", "Answer", **{"Your answer": "They are, as the definition says"})
    owner.goto(address)
    do(owner, "Sign it as its owner", "Sign it")
    team.goto(address)
    do(team, "Assure it", "Assure it")
    client.goto(address)
    do(client, "Countersign it", "Countersign it")
    for page in (manager, client):
        page.goto(address)
        look(page, "return")
        expect(page.locator("main")).to_contain_text(re.compile("countersigned", re.IGNORECASE))
        expect(page.locator("main")).to_contain_text("Are the homes that were sold left out?")

    manager.goto(f"{demo}{RETURNS}/send")
    manager.get_by_label("Or paste cells copied from a spreadsheet").fill(SHEET.replace("66", "67"))
    manager.get_by_label("Why, where it corrects what was sent before").fill("One office was left out")
    manager.get_by_role("button", name="Send them").click()
    client.goto(address)
    expect(client.get_by_role("link", name="Countersign it", exact=True)).to_have_count(0)
