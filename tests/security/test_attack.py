"""The attack: another provider, their council, an administrator and nobody walk everywhere, and find no trace."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.test import Client

from tests.security.canaries import kept_of, said_by, telling
from tests.security.layers import without_python, without_row_security
from tests.security.partnerships import ADMINISTRATOR, OURS, THEIRS, Seeded
from tests.security.routes import Route, every_route, filled
from tests.security.seeding import two_partnerships
from tests.security.values import values
from tests.security.walking import ask, methods, questions, said_in, signed_in, traces, unlike

pytestmark = [pytest.mark.slow, pytest.mark.told(story=two_partnerships)]

PROVIDER, COUNCIL = OURS.email("KPI manager"), OURS.email("contract manager")
REFERENCE_IN_USE = "a reference names one agreement of an installation, so who registers learns that one is in use"
TOLD_ANYWAY = {"agreement_registered": REFERENCE_IN_USE}
"""Operations that cannot but tell that something exists, and why. A canary is found in none of them."""


ALL_KINDS = (PROVIDER, COUNCIL, None)
Compared = Callable[[Route], bool]


def always(_: Route) -> bool:
    return True


class Walk:
    """Two partnerships, every route, and everything that theirs says."""

    def __init__(self, theirs: Seeded, ours: Seeded, forms: list[Route], database: psycopg.Connection) -> None:
        self.theirs, self.ours, self.forms = theirs, ours, forms
        self.routes = every_route(values(theirs, ours))
        known = "\n".join([*said_by(database, ours.agreement.agreement_id), "2005-06"]).casefold()
        said = said_by(database, theirs.agreement.agreement_id)
        self.kept = kept_of(database, theirs.agreement.agreement_id)
        self.canaries = telling([*said, THEIRS.mark, theirs.token, *THEIRS.people], known=known)

    def learnt_by(self, *emails: str | None, compared: Compared = always) -> Iterator[str]:
        """What they learn, one sentence for each: traces of theirs, and answers that tell that something is.

        First everybody reads, each signed in once; then everybody acts, signed in anew for each act, since one of them
        is signing out. What was sent once is known and may be said back.
        """
        sent: list[str] = []
        reading = {email: signed_in(email) for email in emails}
        for acting in (False, True):
            routes = [
                route for route in self.routes + self.forms if (route.kind == "act" or bool(route.sent)) == acting
            ]
            for email in emails:
                for route in routes:
                    reader = None if acting else reading[email]
                    yield from self._learnt(email, route, sent, compared, reader)

    def _learnt(
        self, email: str | None, route: Route, sent: list[str], compared: Compared, reader: Client | None
    ) -> Iterator[str]:
        for number, (what, here, there) in enumerate(questions(route)):
            for method in methods(route, first=not number):
                asked = [filled(route, which, method) for which in (here, there)]
                told = [ask(reader or signed_in(email), request) for request in asked]
                name = f"{email or 'nobody'}, {method} {route.name}, {what}"
                if method == "POST":
                    sent += said_in(asked[0])
                if found := traces(told[0], self.canaries, [*sent, *said_in(asked[0])]):
                    yield f"{name}: found {found[:4]} at {asked[0].address} ({told[0].status})"
                other = unlike(route, *zip(asked, told, strict=True)) if compared(route) else None
                if other and route.name not in TOLD_ANYWAY:
                    yield f"{name}: {other}"


def nothing(learnt: Iterator[str]) -> None:
    told = list(learnt)
    if told:
        pytest.fail("\n".join([f"{len(told)} things were learnt:", *told]), pytrace=False)


@pytest.fixture
def walk(both: tuple[Seeded, Seeded], forms: list[Route], as_superuser: psycopg.Connection) -> Walk:
    return Walk(*both, forms, as_superuser)


class TestEverybody:
    """With both layers."""

    def test_the_canaries_are_all_there_and_their_own_people_find_them(self, walk: Walk) -> None:
        assert len(walk.canaries) > 100
        found = list(walk.learnt_by(THEIRS.email("KPI manager"), compared=lambda _: False))
        assert len(found) > 30

    def test_nobody_of_another_partnership_finds_a_trace_or_changes_a_thing(
        self, walk: Walk, as_superuser: psycopg.Connection
    ) -> None:
        nothing(walk.learnt_by(*ALL_KINDS))
        assert kept_of(as_superuser, walk.theirs.agreement.agreement_id) == walk.kept

    def test_an_administrator_knows_people_and_nothing_that_they_do(self, walk: Walk) -> None:
        people = telling([THEIRS.mark, "-council.example", *THEIRS.organisations], known="")
        walk.canaries = [canary for canary in walk.canaries if not any(part in canary for part in people)]
        nothing(walk.learnt_by(ADMINISTRATOR, compared=lambda route: not route.path.startswith("/api/v1/people")))


class TestTheDatabaseAlone:
    """Without the filters of Python. Each layer in a class of its own, so that they are walked side by side."""

    def test_the_database_alone_lets_no_trace_through_and_changes_nothing(
        self, walk: Walk, monkeypatch: pytest.MonkeyPatch, as_superuser: psycopg.Connection
    ) -> None:
        with without_python(monkeypatch):
            nothing(walk.learnt_by(PROVIDER, COUNCIL, compared=lambda route: not route.sent and route.kind != "act"))
        assert kept_of(as_superuser, walk.theirs.agreement.agreement_id) == walk.kept


class TestPythonAlone:
    """Without the policies of the database."""

    def test_python_alone_lets_no_trace_through(self, walk: Walk, as_superuser: psycopg.Connection) -> None:
        without_row_security(as_superuser)
        nothing(walk.learnt_by(*ALL_KINDS))
        assert kept_of(as_superuser, walk.theirs.agreement.agreement_id) == walk.kept
