"""An installation whose people sign in with passwords."""

from pathlib import Path

import pytest

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, an_installation
from tests.accounts.keeping import ADMINISTRATOR, MANAGER, with_password


@pytest.fixture
def people(fresh: object, home: Path) -> None:
    """Both sides' people; the officer, the manager, the KPI manager and the administrator have a password."""
    an_installation()
    for email in (OFFICER, KPI_MANAGER, MANAGER, ADMINISTRATOR):
        with_password(email)
