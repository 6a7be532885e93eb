"""Two partnerships: every test marked `told(story=two_partnerships)` has a copy of both."""

import pytest
from conftest import Told

from counterpart.cli.embedded import Server
from tests.security.partnerships import ADMINISTRATOR, THEIRS, Seeded
from tests.security.routes import Route, every_route
from tests.security.values import values
from tests.security.walking import forms_on_pages, signed_in

_seen: list[Route] = []


@pytest.fixture
def both(told: Told) -> tuple[Seeded, Seeded]:
    """Theirs and ours."""
    found: tuple[Seeded, Seeded] = told.given
    return found


@pytest.fixture
def forms(fresh: Server, both: tuple[Seeded, Seeded]) -> list[Route]:
    """Every form on their pages, as their own people, an administrator and nobody see it; looked for once a run."""
    if not _seen:
        known = values(*both)
        owners = [signed_in(email) for email in (*THEIRS.people, ADMINISTRATOR, None)]
        _seen.extend(forms_on_pages(every_route(known), owners, known))
    return _seen
