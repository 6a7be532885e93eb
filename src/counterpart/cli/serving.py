"""Serves the site."""

from typing import Annotated

import typer

from counterpart.cli import embedded, home
from counterpart.cli.home import Json


def serve(
    port: Annotated[int, typer.Option(help="Where the site is served.")] = 8000,
    json: Json = False,
) -> None:
    """Serve the site on this computer, until it is stopped with Ctrl-C.

    Example: counterpart serve --port 8000
    """

    def work() -> None:
        home.open_home()
        site(port=port)
        embedded.stop(home.folder())

    home.in_words(work, as_json=json)


def site(*, port: int) -> None:
    """Serve the pages until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    print(f"The site is on http://127.0.0.1:{port} (stop it with Ctrl-C).", flush=True)
    Granian(
        "counterpart.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
