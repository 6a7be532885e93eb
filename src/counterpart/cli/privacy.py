"""What is kept of people: their own data for themselves, holds, erasure, and what is due by the retention schedule."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterpart.cli import faults, home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

Email = Annotated[str, typer.Argument(metavar="E-MAIL", help="Whose data.")]
Reason = Annotated[str, typer.Option(help="Why. It is kept, so do not name them in it.")]


def data(
    out: Annotated[Path, typer.Option(metavar="F", help="The file to write.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Write down what is kept of you: who you are here, what you held, what you did.

    Example: counterpart people data --out my-data.json --as councillor@rotherham.example
    """

    def write(by: "Actor", at: datetime) -> None:
        from json import dumps

        from counterpart.capabilities.partners import queries
        from counterpart.engines.evidence.store import write_whole

        faults.must_take_a_file(out)
        kept = queries.data_of(by, on=at.date())
        write_whole(out, (dumps(kept, ensure_ascii=False, indent=2) + "\n").encode())
        print(visible(f"{out} holds what is kept of {by.name}: {len(kept['acts'])} acts among it."))

    home.reading(write, as_=as_, as_json=json)


def hold(
    email: Email,
    reason: Reason,
    lift: Annotated[bool, typer.Option("--lift", help="Lift the hold instead.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Hold a person’s data for a legal claim, so that they are not erased; or lift the hold.

    Example: counterpart people hold kpi@provider.example --reason "a claim under clause 12"
    """
    done = "The hold is lifted." if lift else "Their data is held: they are not erased while it stands."
    _on_a_person("lift_hold" if lift else "place_hold", email, reason, as_, json, lambda _: done)


def erase(email: Email, reason: Reason, as_: As = None, json: Json = False) -> None:
    """Erase who somebody is, everywhere. It cannot be undone. What they did stays, done by nobody by name.

    Backups made before still name them: destroy these when their time has come.

    Example: counterpart people erase kpi@provider.example --reason "left seven years ago"
    """

    def said(reply: dict[str, Any]) -> str:
        return (
            f"They are erased, with {reply['contents']} contents that named them. Every record says so, and verifies."
        )

    _on_a_person("erase_person", email, reason, as_, json, said)


def due(
    tidy: Annotated[bool, typer.Option("--tidy", help="Delete old request keys and jobs, too.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Who is due for erasure by the retention schedule; with --tidy, let old request keys and ended jobs go.

    Example: counterpart people due --tidy
    """

    def look(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.partners import policy, queries
        from counterpart.engines.acts.forgetting import forget_requests_before
        from counterpart.engines.library.rule_rows import retention
        from counterpart.values.refusal import Refused

        if refusal := policy.may_administer(by, queries.installation()):
            raise Refused(refusal)
        gone = queries.due_for_erasure(on=at.date())
        for person, last in gone:
            print(visible(f"{person.email}: {person.name} held no post since {last:%-d %B %Y}."))
        if not gone:
            print("Nobody is due for erasure.")
        if tidy:
            rows = retention()
            requested, ended = (at - rows[what].keep_for for what in ("request keys and replies", "jobs"))
            print(f"{forget_requests_before(requested=requested, ended=ended)} old request keys and jobs have gone.")

    home.installed(look, as_=as_, as_json=json)


def _on_a_person(verb: str, email: str, reason: str, as_: str | None, json: bool, said: Callable[[Any], str]) -> None:
    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.partners import actions, queries
        from counterpart.engines.access.actors import acting

        with acting(by, on=at.date()):
            reply = getattr(actions, verb)(queries.leaver(email, on=at.date()), by=by, at=at, reason=reason)
        print(visible(said(reply)))

    home.installed(work, as_=as_, as_json=json)
