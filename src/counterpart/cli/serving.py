"""Serves the site, and does the jobs that are asked for on it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from counterpart.cli import embedded, home
from counterpart.cli.home import Json
from counterpart.values.refusal import Refusal, Refused


def serve(
    port: Annotated[int, typer.Option(help="Where the site is served.")] = 8000,
    with_worker: Annotated[
        bool, typer.Option("--with-worker/--no-worker", help="Do the jobs that are asked for on the site, too.")
    ] = True,
    json: Json = False,
) -> None:
    """Serve the site on this computer, until it is stopped with Ctrl-C.

    Example: counterpart serve --port 8000
    """

    def work() -> None:
        home.open_home()
        site(port=port, with_worker=with_worker)
        embedded.stop(home.folder())

    home.in_words(work, as_json=json)


def worker(
    until_idle: Annotated[bool, typer.Option("--until-idle", help="Do what is due, and stop.")] = False,
    patience: Annotated[
        float, typer.Option(min=1, help="Seconds without a sign of life after which another worker counts as gone.")
    ] = 30,
    json: Json = False,
) -> None:
    """Do the jobs that were asked for, until it is stopped with Ctrl-C. Several may work side by side.

    Example: counterpart worker
    """

    def work() -> None:
        home.open_home()
        from django.conf import settings

        from counterpart.engines.acts import jobs, queue
        from counterpart.engines.clocks.now import now

        settings.REGISTER_ACTS()

        def run(job: str, person: str, last: bool) -> None:
            jobs.run(job, person, last, said=lambda words: print(f"{now():%H:%M:%S}  {words}", flush=True))

        print("The worker waits for jobs (stop it with Ctrl-C).", flush=True)
        queue.work(run, patience=patience, wait=not until_idle)

    home.in_words(work, as_json=json)


def site(*, port: int, with_worker: bool = True) -> None:
    """Serve the pages until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _must_be_free(port)
    print(f"The site is on http://127.0.0.1:{port} (stop it with Ctrl-C).", flush=True)
    served = Granian(
        "counterpart.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    if not with_worker:
        served.serve()
        return
    with _worker_beside():
        served.serve()


def _must_be_free(port: int) -> None:
    """Refuse a port that something serves already: two servers would share it, and answer by turns."""
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(
                Refusal(
                    code="serve.port-taken",
                    what="The site was not served",
                    fact=f"something is served on port {port} already",
                    rule="one port serves one site",
                    next_step="Stop the other, or choose another port with --port.",
                )
            ) from None


@contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker as a process of its own, which finds the same home and database, for as long as the site is served."""
    beside = subprocess.Popen([sys.executable, "-m", "counterpart", "worker"], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        beside.terminate()
        beside.wait()
