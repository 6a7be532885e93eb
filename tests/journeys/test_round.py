"""Owner, manager and both parties walk the yearly round on the pages of the demo, from a challenge to new terms."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browsing import a_page
from tests.journeys.test_crawl import sign_in
from tests.journeys.test_partnership import do, newest

pytestmark = [pytest.mark.slow]
AGREEMENT = "/agreements/ROTHERHAM"
ROUND = f"{AGREEMENT}/rounds/RND-2008-0001"
OWNER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"


def test_a_challenged_target_is_answered_put_forward_assessed_and_signed_and_a_plan_is_signed(
    demo: str, browser: Browser
) -> None:
    owner, provider = a_page(browser), a_page(browser)
    sign_in(owner, demo, OWNER)
    sign_in(provider, demo, PROVIDER)
    owner.goto(f"{demo}{ROUND}")
    expect(owner.locator("main")).to_contain_text("the test of challenge questions 2, and nobody has answered.")
    owner.get_by_role("link", name="BV 66a", exact=True).click()
    expect(owner.locator("main")).to_contain_text("98.25 % is 0.22 points worse than 98.47 %")
    do(owner, "Answer the challenge", "Answer", **{"Why does it stay as it is?": "Rents rise faster than wages"})
    expect(owner.locator("main")).to_contain_text("It is ready to go forward.")
    provider.goto(f"{demo}{ROUND}/targets/bv66b")
    do(provider, "Comment on it", "Say it", **{"What do you say to it?": "We can reach that"})
    expect(provider.locator("main")).to_contain_text("We can reach that")
    owner.goto(f"{demo}{ROUND}")
    do(owner, "Put targets forward", "Put them forward", **{"Why?": "The round", "From which day?": "2030-04-01"})
    expect(owner.locator(".said")).to_contain_text("2 targets are put forward")
    owner.goto(f"{demo}{AGREEMENT}/changes")
    change = f"{AGREEMENT}/changes/{newest(owner)}"
    provider.goto(f"{demo}{change}")
    said = {"What does it do to the service?": "Nothing new", "What does it do to money?": "None"}
    do(provider, "Assess it", "Assess it", **said | {"What do you advise?": "Agree"})
    owner.goto(f"{demo}{change}")
    do(owner, "Agree to it", "Agree and sign")
    proposal = re.search(r"PRP-\d{4}-\d{4}", owner.locator(".said").inner_text())
    assert proposal
    provider.goto(f"{demo}{AGREEMENT}/proposals/{proposal[0]}")
    do(provider, "Agree to it", "Agree and sign")
    owner.goto(f"{demo}{ROUND}/targets/bv66b")
    expect(owner.locator("main")).to_contain_text("2.80 % is agreed for 2008/09")
    owner.goto(f"{demo}{AGREEMENT}/action-plans/2008-09/bv66b")
    do(owner, "Sign it as its owner", "Sign it", **{"Which version have you read?": "Version 1"})
    expect(owner.locator("main")).to_contain_text("Signed by its owner")
