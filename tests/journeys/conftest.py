"""The site over a closed year, served as a process of its own, and a browser to open it with."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Story, Told
from playwright.sync_api import Browser, sync_playwright

from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.tests.makers import YEAR
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns
from counterpart.engines.access.models import Person
from tests.architecture.test_routes import all_else
from tests.commands import COUNTERPART, counterpart
from tests.journeys.browsing import PASSWORD

CHROMIUM = shutil.which("chromium")
MISSING = "There is no Chromium here, so no browser journey was run: install the package chromium."
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def an_unsigned_year(home: Path) -> None:
    """A closed year that nobody has signed yet, all that a page tells of, and a password for everybody."""
    an_agreement_with_returns(home)
    close("ROTHERHAM", YEAR, by=who(OFFICER), at=LATER, key_of=lambda _: None)
    all_else(home)
    for person in Person.objects.all():
        person.set_password(PASSWORD)
        person.save()


@pytest.fixture
def told(request: pytest.FixtureRequest, telling: Callable[[Story], Told]) -> Told | None:
    """The story of the site, where a test asks for it."""
    return telling(an_unsigned_year) if "site" in request.fixturenames else None


@pytest.fixture
def site(fresh: object, home: Path) -> Iterator[str]:
    """The site over a closed year that nobody has signed yet. A test asks for it first, and then for the browser."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([str(COUNTERPART), "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        answers(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def answers(address: str, *, within: int = 60) -> None:
    """Wait until the site answers."""
    until = time.monotonic() + within
    while True:
        try:
            urllib.request.urlopen(f"{address}/sign-in")
            return
        except OSError:
            assert time.monotonic() < until, f"the site did not answer within {within} seconds"
            time.sleep(0.1)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without it a journey is skipped and says so; in CI nothing is skipped."""
    if CHROMIUM is None:
        assert not os.environ.get("CI"), MISSING
        pytest.skip(MISSING)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The demo, told whole in a home of its own, and its site."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(prefix="cp-demo-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        home = Path(folder) / "home"
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "COUNTERPART_KEY_PASSPHRASE"):
            patch.delenv(name, raising=False)
        patch.setenv("COUNTERPART_HOME", str(home))
        told = counterpart("demo", "--no-serve")
        assert told.returncode == 0, told.stderr
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen([str(COUNTERPART), "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            answers(address)
            yield address
        finally:
            process.terminate()
            process.wait()
            counterpart("stop")
