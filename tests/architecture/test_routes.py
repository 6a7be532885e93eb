"""Every page against every kind of actor: who may open it, and that it keeps its query budget."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement, what_is_kept
from counterpart.capabilities.closing.tests.makers import a_closed_year, close_year, restate, sign_year, the_year
from counterpart.capabilities.disputes.tests.makers import what_is_disputed
from counterpart.capabilities.frameworks.tests.makers import what_is_shared
from counterpart.capabilities.governance.tests.makers import a_governed_partnership
from counterpart.capabilities.incentives.tests.makers import what_is_stated
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER, PEOPLE
from counterpart.capabilities.performance.tests.makers import what_is_sought
from counterpart.capabilities.programme.tests.makers import what_is_planned
from counterpart.capabilities.risks.tests.makers import what_is_at_risk
from counterpart.capabilities.team.tests.makers import ORDER_FINGERPRINT, a_shown_subcontractor
from counterpart.capabilities.worklist.tests.makers import what_runs
from counterpart.engines.access.models import Person
from counterpart.engines.acts import jobs, queue
from counterpart.engines.acts.offers import OFFERS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]

ADMINISTRATOR = "administrator@counterpart.example"
AGREEMENT = "/agreements/ROTHERHAM"
PERIOD = f"{AGREEMENT}/periods/2007-08"
GOVERNED = "/agreements/FIVE-BOROUGHS"
"""A partnership with groups: the one above has none."""
OF_AN_AGREEMENT = {
    "agreement": AGREEMENT,
    "trail": f"{AGREEMENT}/trail",
    "indicator": f"{AGREEMENT}/indicators/bv66a",
    "indicators": f"{AGREEMENT}/indicators",
    "portfolio": f"{AGREEMENT}/portfolio",
    "rounds": f"{AGREEMENT}/rounds",
    "round": f"{AGREEMENT}/rounds/RND-2008-0001",
    "round-target": f"{AGREEMENT}/rounds/RND-2008-0001/targets/bv66a",
    "action-plans": f"{AGREEMENT}/action-plans",
    "action-plans-of-a-year": f"{AGREEMENT}/action-plans/2008-09",
    "action-plan": f"{AGREEMENT}/action-plans/2008-09/bv66a",
    "coverage": f"{AGREEMENT}/coverage",
    "data-quality": f"{AGREEMENT}/data-quality",
    "blank": f"{AGREEMENT}/blank/returns.xlsx",
    "close": f"{AGREEMENT}/close",
    "period": PERIOD,
    "figure": f"{PERIOD}/figures/bv66a",
    "sign": f"{PERIOD}/sign",
    "report": f"{PERIOD}/report.pdf",
    "receipt": f"{PERIOD}/receipt",
    "record": f"{AGREEMENT}/record",
    "terms": f"{AGREEMENT}/terms",
    "terms-text": f"{AGREEMENT}/terms.yaml",
    "term": f"{AGREEMENT}/term",
    "changes": f"{AGREEMENT}/changes",
    "change": f"{AGREEMENT}/changes/CHG-2008-0001",
    "obligations": f"{AGREEMENT}/obligations",
    "anomalies": f"{AGREEMENT}/anomalies",
    "anomaly": f"{AGREEMENT}/anomalies/ANO-2008-0001",
    "documents": f"{AGREEMENT}/documents",
    "document": f"{AGREEMENT}/documents/DOC-2008-0001",
    "clocks": f"{AGREEMENT}/clocks",
    "clock": f"{AGREEMENT}/clocks/PRM-2008-0001",
    "proposals": f"{AGREEMENT}/proposals",
    "proposal": f"{AGREEMENT}/proposals/PRP-2008-0001",
    "returns": f"{AGREEMENT}/returns",
    "send": f"{AGREEMENT}/returns/send",
    "return": f"{AGREEMENT}/returns/RET-2008-0001",
    "groups": f"{GOVERNED}/groups",
    "group": f"{GOVERNED}/groups/core-group",
    "work-programme": f"{GOVERNED}/groups/core-group/programme",
    "report-planned": f"{GOVERNED}/groups/core-group/programme/RPT-2008-0001",
    "meeting": f"{GOVERNED}/meetings/MTG-2008-0001",
    "minutes": f"{GOVERNED}/meetings/MTG-2008-0001/minutes",
    "minutes-live": f"{GOVERNED}/meetings/MTG-2008-0001/live",
    "invitation": f"{GOVERNED}/meetings/MTG-2008-0001/invitation.ics",
    "item": f"{GOVERNED}/meetings/MTG-2008-0001/items/1",
    "motion": f"{GOVERNED}/motions/MOT-2008-0001",
    "people": f"{AGREEMENT}/people",
    "people-change": f"{AGREEMENT}/people/delegate",
    "subcontractor": f"{AGREEMENT}/subcontractors/SUB-2008-0001",
    "subcontractor-decide": f"{AGREEMENT}/subcontractors/SUB-2008-0001/approve",
    "flow-down": f"{AGREEMENT}/subcontractors/SUB-2008-0001/flow-downs/{ORDER_FINGERPRINT}",
    "delivery-plan": f"{AGREEMENT}/delivery-plan",
    "delivery-plan-of-a-year": f"{AGREEMENT}/delivery-plan/2008-09",
    "programme": f"{AGREEMENT}/programme",
    "scheme": f"{AGREEMENT}/schemes/SCH-2008-0001",
    "improvements": f"{AGREEMENT}/improvements",
    "improvement": f"{AGREEMENT}/improvements/IMP-2008-0001",
    "pilots": f"{AGREEMENT}/pilots",
    "pilot": f"{AGREEMENT}/pilots/PLT-2008-0001",
    "functions": f"{AGREEMENT}/functions",
    "key-posts": f"{AGREEMENT}/key-posts",
    "mobilisation": f"{AGREEMENT}/mobilisation",
    "frameworks": f"{AGREEMENT}/frameworks",
    "framework": f"{AGREEMENT}/frameworks/FRM-2008-0001",
    "framework-rates": f"{AGREEMENT}/frameworks/FRM-2008-0001/rates",
    "funding": f"{AGREEMENT}/funding",
    "register": f"{AGREEMENT}/register",
    "regime": f"{AGREEMENT}/regime",
    "statements": f"{GOVERNED}/statements",
    "statement": f"{GOVERNED}/statements/STM-2008-0001",
    "statement-line": f"{GOVERNED}/statements/STM-2008-0001/1",
    "waivers": f"{GOVERNED}/waivers",
    "extension": f"{GOVERNED}/extension",
    "sums": f"{GOVERNED}/sums",
    "risks": f"{AGREEMENT}/risks",
    "risk": f"{AGREEMENT}/risks/RSK-2008-0001",
    "issue": f"{AGREEMENT}/issues/ISS-2008-0001",
    "problems": f"{GOVERNED}/problems",
    "problem": f"{GOVERNED}/problems/PRB-2008-0001",
    "warning": f"{GOVERNED}/warnings/EWN-2008-0001",
    "disputes": f"{GOVERNED}/disputes",
    "dispute": f"{GOVERNED}/disputes/DSP-2008-0001",
    "dispute-bundle": f"{GOVERNED}/disputes/DSP-2008-0001/bundle",
}
OPEN_TO_ALL = {
    "verify": "/verify",
    "sign-in": "/sign-in",
    "account_login": "/sign-in",
    "forgotten": "/sign-in/forgotten",
}
SIGNED_IN = {"home": "/", "account": "/account", "risks-everywhere": "/risks"}
JUST_SIGNED_IN = {
    "account_reauthenticate": "/account/again",
    "account_change_password": "/account/password",
    "mfa_activate_totp": "/account/codes/set-up",
}
"""What opens to whoever has just shown that it is they."""
WITH_CODES = {
    "mfa_reauthenticate": "/account/again/code",
    "mfa_deactivate_totp": "/account/codes/remove",
    "mfa_view_recovery_codes": "/account/recovery-codes",
    "mfa_generate_recovery_codes": "/account/recovery-codes/new",
}
"""What opens to whoever signs in with one-time codes too. These two and `OF_ACCOUNTS` are told in tests/accounts."""
OF_ACCOUNTS = {
    "mfa_authenticate": "/sign-in/code",
    "mfa_index": "/account/codes",
    "openid_connect_login": "/sign-in/with/council",
    "openid_connect_callback": "/sign-in/with/council/back",
    "link": "/sign-in/link/secret",
    "end-session": "/account/sessions/end",
    "make-token": "/account/tokens",
    "revoke-token": "/account/tokens/revoke",
}
OTHER = {"sign-out": "/sign-out", "feed": "/calendar/secret.ics", "job": "/jobs/4efd1d77-c728-487d-b819-d9cef972cfff"}
JOB_BUDGET = 8
BUDGETS = {
    "home": 15,
    "clocks": 11,
    "clock": 12,
    "proposals": 12,
    "proposal": 13,
    "returns": 14,
    "return": 16,
    "account": 14,
    "agreement": 19,
    "terms": 12,
    "term": 19,
    "changes": 12,
    "change": 12,
    "obligations": 11,
    "anomalies": 11,
    "anomaly": 11,
    "documents": 11,
    "document": 12,
    "trail": 14,
    "indicator": 18,
    "indicators": 15,
    "portfolio": 18,
    "rounds": 14,
    "round": 16,
    "round-target": 16,
    "action-plans": 13,
    "action-plans-of-a-year": 13,
    "action-plan": 13,
    "coverage": 15,
    "data-quality": 13,
    "period": 16,
    "figure": 14,
    "sign": 15,
    "close": 12,
    "groups": 14,
    "group": 20,
    "work-programme": 20,
    "report-planned": 16,
    "meeting": 34,
    "minutes": 26,
    "minutes-live": 26,
    "invitation": 26,
    "item": 28,
    "motion": 18,
    "people": 16,
    "people-change": 16,
    "subcontractor": 18,
    "subcontractor-decide": 14,
    "delivery-plan": 12,
    "delivery-plan-of-a-year": 12,
    "programme": 13,
    "scheme": 13,
    "improvements": 14,
    "improvement": 16,
    "pilots": 13,
    "pilot": 13,
    "functions": 12,
    "key-posts": 13,
    "mobilisation": 12,
    "frameworks": 13,
    "framework": 13,
    "framework-rates": 14,
    "funding": 12,
    "register": 12,
    "regime": 12,
    "statements": 12,
    "statement": 13,
    "statement-line": 12,
    "waivers": 12,
    "extension": 12,
    "sums": 12,
    "risks": 16,
    "risk": 15,
    "issue": 12,
    "risks-everywhere": 15,
    "problems": 15,
    "problem": 13,
    "warning": 12,
    "disputes": 14,
    "dispute": 15,
    "dispute-bundle": 14,
}
"""Queries a page may take, the session and the actor among them; they do not grow with the number of figures."""


def everything(home: Path) -> None:
    """Whatever a page tells of, in an agreement with a closed year and in a partnership with groups."""
    a_closed_year(home)
    all_else(home)


def all_else(home: Path) -> None:
    """What a page tells of beside a closed year."""
    a_shown_subcontractor(home)
    what_is_kept()
    what_is_planned()
    what_is_sought()
    what_is_shared()
    what_runs()
    a_governed_partnership()
    what_is_stated()
    what_is_at_risk()
    what_is_disputed()


def signed_in(email: str | None) -> Client:
    client = Client()
    if email:
        client.force_login(Person.objects.get(email=email))
    return client


def every_route() -> set[str]:
    """The names of every page but those of offers, which tests/security tells; so has the API (tests/api)."""

    def names(patterns: list[URLPattern | URLResolver]) -> list[str | None]:
        return [n for p in patterns for n in (names(p.url_patterns) if isinstance(p, URLResolver) else [p.name])]

    patterns = [part for part in get_resolver().url_patterns if getattr(part, "namespace", None) != "api"]
    return {name for name in names(patterns) if name} - set(OFFERS)


def test_every_route_stands_in_this_table() -> None:
    of_accounts = {*JUST_SIGNED_IN, *WITH_CODES, *OF_ACCOUNTS}
    assert every_route() == {*OF_AN_AGREEMENT, *OPEN_TO_ALL, *SIGNED_IN, *of_accounts, *OTHER}


@pytest.mark.told(story=everything)
def test_everybody_with_a_part_in_an_agreement_opens_its_pages_and_nobody_else_learns_that_it_exists() -> None:
    for email in (*PEOPLE, ADMINISTRATOR):
        client = signed_in(email)
        outsider = email in (OUTSIDER, ADMINISTRATOR)
        for name, address in OF_AN_AGREEMENT.items():
            answer = client.get(address)
            assert answer.status_code == (404 if outsider else 200), f"{email} {name}"
            if outsider:
                not_there = client.get(address.replace("ROTHERHAM", "ROTHERTON"))
                assert not_there.status_code == 404
                assert without_token(not_there).replace("ROTHERTON", "ROTHERHAM") == without_token(answer)


def without_token(answer: HttpResponse) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


@pytest.mark.told(story=everything)
def test_nobody_is_asked_to_sign_in_and_brought_back() -> None:
    client = signed_in(None)
    for address in (*OF_AN_AGREEMENT.values(), *SIGNED_IN.values()):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"/sign-in?next={address}"
    for address in OPEN_TO_ALL.values():
        assert client.get(address).status_code == 200


@pytest.mark.told(story=everything)
def test_pages_keep_their_query_budgets() -> None:
    client, over = signed_in(KPI_MANAGER), []
    for name, budget in BUDGETS.items():
        address = {**OF_AN_AGREEMENT, **SIGNED_IN}[name]
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        if len(queries) > budget:
            over.append(f"{name} took {len(queries)} and may take {budget}")
    assert not over, "\n".join(over)


@pytest.mark.told(story=everything)
def test_the_provider_signs_what_it_read_and_the_page_says_so() -> None:
    client = signed_in(KPI_MANAGER)
    assert b"Read and sign for provider" in client.get(PERIOD).content
    digest = the_year()["seal"]["digest"]
    answer = client.post(f"{PERIOD}/sign", {"digest": digest, "passphrase": "correct horse battery staple"})
    assert answer.status_code == 302
    assert b"signed by commissioner and provider" in client.get(PERIOD).content
    assert b"There is nothing for you to sign" in client.get(f"{PERIOD}/sign").content


def test_a_seal_that_was_restated_since_it_was_read_is_not_signed(home: Path) -> None:
    a_closed_year(home)
    read = the_year()["seal"]["digest"]
    restate(home)
    close_year(home)
    answer = signed_in(KPI_MANAGER).post(f"{PERIOD}/sign", {"digest": read})
    assert answer.status_code == 409
    assert "seal 2 has taken its place" in answer.content.decode()
    assert len(the_year()["seal"]["signatures"]) == 1


@pytest.mark.told(story=everything)
def test_those_who_do_not_sign_are_refused_and_a_form_from_elsewhere_too() -> None:
    digest = the_year()["seal"]["digest"]
    assert signed_in("auditor@rotherham.example").post(f"{PERIOD}/sign", {"digest": digest}).status_code == 403
    assert signed_in(OUTSIDER).post(f"{PERIOD}/sign", {"digest": digest}).status_code == 404
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(Person.objects.get(email=KPI_MANAGER))
    answer = elsewhere.post(f"{PERIOD}/sign", {"digest": digest})
    assert answer.status_code == 403
    assert "did not come from a page of this site" in answer.content.decode()


def test_a_record_is_verified_by_upload_and_an_altered_one_named(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    record = signed_in(OFFICER).get(OF_AN_AGREEMENT["record"]).content
    receipt = signed_in(KPI_MANAGER).get(OF_AN_AGREEMENT["receipt"]).content
    nobody = signed_in(None)
    assert b"agrees with the receipt" in verdict(nobody, record, receipt)
    altered = record.replace(b'"value":"37.27"', b'"value":"15.27"')
    assert "BV 212" in verdict(nobody, altered, receipt).decode()
    assert b"does not fit" in verdict(nobody, altered, receipt)
    assert nobody.post("/verify", {}).status_code == 400


def verdict(client: Client, record: bytes, receipt: bytes) -> bytes:
    sent = {"record": BytesIO(record), "receipt": BytesIO(receipt)}
    sent["record"].name, sent["receipt"].name = "record.json", "receipt.json"
    return client.post("/verify", sent).content


@pytest.mark.told(story=everything)
@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        f"{AGREEMENT}/periods/not-a-period",
        f"{AGREEMENT}/periods/2031-32",
        f"{PERIOD}?seal=7",
        f"{PERIOD}/figures/bv999",
        f"{AGREEMENT}/indicators/%00",
        f"{PERIOD}/figures/bv66a?area=%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_said_in_the_four_parts_of_a_refusal(address: str) -> None:
    answer = signed_in(OFFICER).get(address)
    assert answer.status_code == 404
    assert b"The rule:" in answer.content
    assert b"What to do next:" in answer.content
    assert b"<script>" not in answer.content


def test_the_served_styles_hold_nothing_of_the_crowns() -> None:
    css = "".join(part.decode() for part in Client().get("/static/site.css").streaming_content)
    assert "Source Sans 3" in css
    for crowned in ("GDS Transport", "crown", "crest", "tudor"):
        assert crowned not in css


@pytest.mark.told(story=everything)
def test_a_period_is_closed_from_its_page_by_a_worker_and_the_job_is_seen_by_whoever_asked() -> None:
    officer = signed_in(OFFICER)
    assert b"13 of 13 indicators returned; sealed already" in officer.get(f"{AGREEMENT}/close").content
    answer = officer.post(f"{AGREEMENT}/close", {"period": "2007-08"})
    assert answer.status_code == 302
    address = answer["Location"]
    assert b"It waits for its turn" in officer.get(address).content
    assert b"Closing ROTHERHAM, 2007/08" in officer.get("/").content
    with CaptureQueriesContext(connection) as taken:
        officer.get(address)
    assert len(taken) <= JOB_BUDGET
    for email in (KPI_MANAGER, OUTSIDER, ADMINISTRATOR):
        assert signed_in(email).get(address).status_code == 404
    assert signed_in(None).get(address)["Location"] == f"/sign-in?next={address}"
    queue.work(jobs.run, wait=False)
    assert b"Seal 1 stands:" in officer.get(address).content
    assert b"under way" not in officer.get("/").content


@pytest.mark.told(story=everything)
def test_a_period_is_closed_by_nobody_else_and_a_form_must_name_it() -> None:
    asked = {"period": "2007-08"}
    assert signed_in(KPI_MANAGER).post(f"{AGREEMENT}/close", asked).status_code == 403
    assert b"by a performance officer or contract manager" in signed_in(KPI_MANAGER).get(f"{AGREEMENT}/close").content
    assert signed_in(OUTSIDER).post(f"{AGREEMENT}/close", asked).status_code == 404
    officer = signed_in(OFFICER)
    assert officer.post(f"{AGREEMENT}/close", {}).status_code == 400
    assert officer.post(f"{AGREEMENT}/close", {"period": "soon"}).status_code == 404


def test_where_nothing_was_returned_the_page_says_what_to_send(home: Path) -> None:
    a_registered_agreement()
    assert b"there is nothing to close" in signed_in(OFFICER).get(f"{AGREEMENT}/close").content
