"""Every legal step walked on the pages, by both parties in turn; and every illegal one refused there by its clause."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from counterpart.capabilities.disputes.rules import paths
from counterpart.capabilities.disputes.rules.paths import DISPUTE, OPEN
from counterpart.capabilities.disputes.tests.makers import (
    ADJUDICATOR,
    GROUPS,
    MANAGER,
    NOTICE,
    PROVIDER,
    the_partnership,
)
from counterpart.engines.access.models import Person
from counterpart.engines.acts import pages
from counterpart.engines.acts.offers import OFFERS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
HERE = "/agreements/FIVE-BOROUGHS"
ACT_OF = {
    paths.PLACED: "dispute.placed",
    paths.REFERRED: "dispute.referred",
    paths.REFERRED_DIRECTLY: "dispute.referred_directly",
    paths.CONVENED: "dispute.convened",
    paths.HEARD: "dispute.heard",
    paths.ADJUDICATE: "dispute.sent_to_adjudication",
    paths.DECIDED: "dispute.adjudicated",
    paths.TO_COURT: "dispute.taken_to_court",
    paths.JUDGE: "dispute.judged",
    paths.SETTLE: "dispute.settled",
    paths.WITHDRAW: "dispute.withdrawn",
}
"""The steps that lead on; what leaves a dispute where it stands is told in test_actions."""
UP = [paths.PLACED, paths.HEARD, paths.REFERRED, paths.HEARD, paths.CONVENED, paths.HEARD]
DIRECT = [paths.REFERRED_DIRECTLY, paths.HEARD, paths.CONVENED, paths.HEARD]
WALKS = [
    [*UP, paths.TO_COURT, paths.JUDGE],
    [*DIRECT, paths.ADJUDICATE, paths.TO_COURT],
    [paths.PLACED, *DIRECT, paths.ADJUDICATE, paths.DECIDED, paths.TO_COURT],
    [paths.ADJUDICATE, paths.DECIDED, paths.REFERRED, paths.HEARD, paths.CONVENED],
    [*DIRECT[:2], paths.ADJUDICATE, paths.DECIDED, paths.CONVENED, paths.HEARD, paths.TO_COURT],
    *([*UP[:steps], paths.ADJUDICATE] for steps in range(len(UP) + 1)),
]
TO = {
    paths.NOTIFIED: [],
    paths.IN_ADJUDICATION: [paths.ADJUDICATE],
    paths.ADJUDICATED: [paths.ADJUDICATE, paths.DECIDED],
    paths.IN_COURT: [*DIRECT, paths.TO_COURT],
    **{state: UP[:steps] for steps, state in enumerate(paths.ESCALATING) if steps},
}
"""A way to each state that is open."""
ENDINGS = [[*TO[state], verb] for state in OPEN for verb in (paths.SETTLE, paths.WITHDRAW)]


class Walk:
    """Two people on the pages, one for each party, and the moment at which they are there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = datetime(2008, 10, 6, 9, tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr(pages, "now", lambda: self.at)
        self.turns = 0
        self.people = {email: Client() for email in (PROVIDER, MANAGER)}
        for email, client in self.people.items():
            client.force_login(Person.objects.get(email=email))

    def notify(self) -> str:
        client = self.people[PROVIDER]
        shown = client.post(f"{HERE}/disputes/notify", NOTICE, follow=True).content.decode()
        found = re.search(r"Notice of (DSP-\d{4}-\d{4}) is given", shown)
        assert found, shown
        return found[1]

    def send(self, number: str, verb: str, email: str) -> Any:
        word = OFFERS[ACT_OF[verb]].word
        return self.people[email].post(f"{HERE}/disputes/{number}/{word}", self.asked(verb), follow=True)

    def step(self, number: str, verb: str) -> None:
        """One step, by the parties in turn; what needs both is agreed to by the other."""
        self.turns += 1
        first, second = (PROVIDER, MANAGER) if self.turns % 2 or verb == paths.WITHDRAW else (MANAGER, PROVIDER)
        answer = self.send(number, verb, first)
        shown = answer.content.decode()
        assert answer.status_code == 200, f"{verb}: {shown}"
        if verb == paths.SETTLE:
            proposal = re.search(r"PRP-\d{4}-\d{4}", shown)
            assert proposal, shown
            agreed = self.people[second].post(f"{HERE}/proposals/{proposal[0]}/agree", {}, follow=True)
            assert agreed.status_code == 200, agreed.content.decode()
        self.at += timedelta(days=22)

    def state(self, number: str) -> str:
        shown = self.people[MANAGER].get(f"{HERE}/disputes/{number}").content.decode()
        found = re.search(rf"{number}, ([a-z ]+?)\s*<", shown)
        assert found, shown
        return found[1]

    def asked(self, verb: str) -> dict[str, Any]:
        far, soon = ((self.at + timedelta(days=n)).date().isoformat() for n in (21, 10))
        return {
            paths.CONVENED: {"meeting_on": soon, "information": "Rotas and valuations"},
            paths.HEARD: {"outcome": "No agreement"},
            paths.ADJUDICATE: ADJUDICATOR,
            paths.DECIDED: {"decision": "228 hours", "fee": "900.00"},
            paths.TO_COURT: {"court": "The county court"},
            paths.JUDGE: {"judgment": "For the provider, in part"},
            paths.SETTLE: {"terms": "228 hours are paid"},
            paths.WITHDRAW: {"reason": "The valuation was right"},
        }.get(verb, {"group": GROUPS.get(verb, ""), "meeting_on": far, "reason": "It touches every group"})


def test_the_walks_together_take_every_step_of_the_table() -> None:
    steps = set()
    for walk in (*WALKS, *ENDINGS):
        state = DISPUTE.initial
        for verb in walk:
            steps.add((state, verb))
            state = DISPUTE.steps[state, verb]
    assert steps == {(state, verb) for state, verb in DISPUTE.steps if verb in ACT_OF}


@pytest.mark.parametrize("walks", [WALKS, ENDINGS])
def test_a_dispute_walks_every_legal_path_on_its_pages_by_both_parties(
    walks: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    the_partnership()
    walk = Walk(monkeypatch)
    for verbs in walks:
        number, state = walk.notify(), DISPUTE.initial
        for verb in verbs:
            walk.step(number, verb)
            state = DISPUTE.steps[state, verb]
            assert walk.state(number) == state, f"{verbs}, at {verb}"


@pytest.mark.parametrize("state", [*OPEN, paths.JUDGED, paths.SETTLED, paths.WITHDRAWN])
def test_an_illegal_step_is_refused_on_its_page_by_its_clause(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    the_partnership()
    walk = Walk(monkeypatch)
    ended = {paths.JUDGED: [*TO[paths.IN_COURT], paths.JUDGE], paths.SETTLED: [paths.SETTLE]}
    number = walk.notify()
    for verb in TO.get(state) or ended.get(state) or ([paths.WITHDRAW] if state == paths.WITHDRAWN else []):
        walk.step(number, verb)
    for verb in ACT_OF:
        if (state, verb) not in DISPUTE.steps:
            answer = walk.send(number, verb, PROVIDER)
            assert answer.status_code == 409, f"{state}, {verb}"
            assert "Dispute resolution 1." in answer.content.decode(), f"{state}, {verb}"
    assert walk.state(number) == state
