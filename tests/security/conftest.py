"""Two partnerships: every test marked `told(two_partnerships)` has a copy of both."""

import pytest
from conftest import Told

from tests.security.partnerships import Seeded


@pytest.fixture
def both(told: Told) -> tuple[Seeded, Seeded]:
    """Theirs and ours."""
    found: tuple[Seeded, Seeded] = told.given
    return found
