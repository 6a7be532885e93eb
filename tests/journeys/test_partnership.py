"""Both parties walk a change, a proposal, a meeting and its minutes, on the pages of the demo."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from counterpart.engines.clocks.now import now
from tests.journeys.browsing import a_page, look
from tests.journeys.test_crawl import sign_in

pytestmark = [pytest.mark.slow]
AGREEMENT = "/agreements/FIVE-BOROUGHS"
COUNCIL, PROVIDER = "contract-manager@five-boroughs.example", "provider-manager@provider.example"


def both(demo: str, browser: Browser) -> tuple[Page, Page]:
    ours, theirs = a_page(browser), a_page(browser)
    sign_in(ours, demo, COUNCIL)
    sign_in(theirs, demo, PROVIDER)
    return ours, theirs


def do(page: Page, link: str, button: str, **asked: str) -> None:
    """Choose what can be done, answer what is asked by its label, and do it."""
    page.get_by_role("link", name=link, exact=True).click()
    for label, answer in asked.items():
        field = page.get_by_label(re.compile(f"^{re.escape(label)}"))
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=answer)
        else:
            field.fill(answer)
    look(page, link)
    page.get_by_role("button", name=button).click()


def test_a_change_is_proposed_assessed_and_agreed_by_the_hands_of_both(demo: str, browser: Browser) -> None:
    ours, theirs = both(demo, browser)
    ours.goto(f"{demo}{AGREEMENT}/changes")
    told = {
        "What is to change?": "A higher target for referrals",
        "Why?": "It was reached three years running",
        "From which day?": "2030-10-01",
        "In which period?": "2030-31",
        "The new target": "97.0 %",
    }
    do(ours, "Propose a change of the terms", "Propose the change", **told | {"Whose target?": INDICATOR})
    expect(ours.get_by_text(re.compile(r"CHG-20\d\d-0001"))).not_to_have_count(0)
    number = newest(ours)
    theirs.goto(f"{demo}{AGREEMENT}/changes/{number}")
    said = {"What does it do to the service?": "Nothing new", "What does it do to money?": "None"}
    do(theirs, "Assess it", "Assess it", **said | {"What do you advise?": "Agree"})
    ours.goto(f"{demo}{AGREEMENT}/changes/{number}")
    do(ours, "Agree to it", "Agree and sign")
    expect(ours.locator(".said")).to_contain_text("it waits for")
    proposal = re.search(r"PRP-\d{4}-\d{4}", ours.locator(".said").inner_text())
    assert proposal
    theirs.goto(f"{demo}{AGREEMENT}/proposals/{proposal[0]}")
    do(theirs, "Agree to it", "Agree and sign")
    expect(theirs.locator(".said")).to_contain_text("and done")
    theirs.goto(f"{demo}{AGREEMENT}/changes/{number}")
    expect(theirs.locator("main")).to_contain_text("agreed")


INDICATOR = "OSL 1 Referrals answered within two working days"


def newest(page: Page) -> str:
    found = re.findall(r"CHG-\d{4}-\d{4}", page.locator("main").inner_text())
    return str(max(found))


def test_a_meeting_is_called_held_and_minuted_and_the_other_side_reads_the_minutes(demo: str, browser: Browser) -> None:
    ours, theirs = both(demo, browser)
    ours.goto(f"{demo}{AGREEMENT}/groups/core-group")
    today = now().date()
    do(ours, "Call a meeting", "Call it", **{"On which day?": today.isoformat(), "At what time?": "23:59"})
    meeting = f"{AGREEMENT}/meetings/MTG-{today.year}-0001"
    ours.goto(f"{demo}{meeting}")
    do(ours, "Open the meeting", "Open it")
    ours.get_by_role("link", name="Note who is there", exact=True).click()
    people = ours.get_by_role("group", name="Who is there?")
    for box in people.get_by_role("checkbox").all():
        box.check()
    ours.get_by_role("button", name="Note it").click()
    ours.get_by_role("link", name="Apologies for absence").first.click()
    do(ours, "Write the minute", "Write it", **{"What was said?": "There were none."})
    expect(ours.locator("main")).to_contain_text("There were none.")
    theirs.goto(f"{demo}{meeting}")
    expect(theirs.locator("main")).to_contain_text("There were none.")
    look(theirs, "the meeting, read by the other side")
