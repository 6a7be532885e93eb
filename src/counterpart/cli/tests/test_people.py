"""A token is made and revoked on the command line, by the person it stands for."""

import os
import re
from pathlib import Path

import pytest
from tests.commands import counterpart

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, an_installation
from counterpart.cli import embedded
from counterpart.engines.access.tokens import holder_of
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
UPLOAD = ("people", "token", KPI_MANAGER, "--label", "monthly upload")


@pytest.fixture(autouse=True)
def people(fresh: embedded.Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_installation()
    monkeypatch.delenv("COUNTERPART_ACTOR", raising=False)
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "test")
    assert os.environ["DATABASE_URL"]


def test_the_secret_stands_alone_on_standard_output_and_is_good_until_it_is_revoked() -> None:
    made = counterpart(*UPLOAD)
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"cp_[\w-]{43}\n", made.stdout)
    assert "it is not shown again" in made.stderr
    secret, today = made.stdout.strip(), now().date()
    holder = holder_of(secret, on=today)
    assert holder is not None
    assert holder.email == KPI_MANAGER
    revoked = counterpart(*UPLOAD, "--revoke")
    assert revoked.stdout == "The token “monthly upload” is revoked.\n"
    assert holder_of(secret, on=today) is None


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--as", OFFICER), 1, "a person makes and revokes their own tokens"),
        (("--revoke",), 1, "you have no token “monthly upload”"),
        (("--until", "2001-01-01"), 1, "is past"),
        (("--until", "soon"), 2, "--until"),
        (("--until", "2031-01-01", "--revoke"), 2, "--until"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(more: tuple[str, ...], code: int, said: str) -> None:
    answer = counterpart(*UPLOAD, *more)
    assert answer.returncode == code
    assert said in answer.stderr
    assert answer.stdout == ""


def test_somebody_unknown_has_no_token() -> None:
    answer = counterpart("people", "token", "nobody@council.example", "--label", "x")
    assert (answer.returncode, answer.stdout) == (1, "")
