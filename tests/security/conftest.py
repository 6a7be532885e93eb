"""Two partnerships, told through acts once a run; each test that asks for them has a copy of its own."""

import shutil
from pathlib import Path

import pytest
from conftest import copied
from django.conf import settings
from django.db import connections

from counterpart.cli.embedded import Server
from tests.security.partnerships import Seeded
from tests.security.seeding import two_partnerships


@pytest.fixture(scope="session")
def told_once(
    server: Server,
    migrated: str,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Path, tuple[Seeded, Seeded]]:
    """The database and the home in which both stand, and who they are."""
    home = tmp_path_factory.mktemp("partnerships")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "KEY_PASSPHRASE", "correct horse battery staple")
        patch.setattr(settings, "KEY_FOLDER", home / "keys")
        patch.setattr(settings, "EVIDENCE_FOLDER", home / "evidence")
        patch.setenv("COUNTERPART_HOME", str(home))
        patch.setenv("COUNTERPART_KEY_PASSPHRASE", "correct horse battery staple")
        name = copied(server, migrated)
        both = two_partnerships(home)
        connections.close_all()
    return name, home, both


@pytest.fixture
def both(home: Path, told_once: tuple[str, Path, tuple[Seeded, Seeded]]) -> tuple[Seeded, Seeded]:
    """Theirs and ours, in a home of this test’s own. With it the module’s `template` is theirs (`told_once[0]`)."""
    shutil.copytree(told_once[1], home, dirs_exist_ok=True)
    return told_once[2]
