"""Does what is offered, by the name of the act: the same as on its page, with the same words asked and said."""

import json as plain_json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible
from counterpart.values.refusal import Refusal, Refused

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor
    from counterpart.engines.acts.offers import Offer


def do(
    act: Annotated[str | None, typer.Argument(help="The act, such as promise.made; left out, all are listed.")] = None,
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="PLACE…", help="What it is done to: the agreement, and what its address names."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="What is asked; of a list, once for each."),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="The file that is sent with it.", exists=True)] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Do what is offered, as on its page. Without an act, list them; with one alone, say what it asks.

    Example: counterpart do promise.shown ROTHERHAM PRM-2008-0001 --set evidence="Engineer’s sheet 114"
    """

    def work(by: "Actor", at: datetime) -> None:
        from django.conf import settings

        from counterpart.engines.acts.offers import OFFERS

        settings.REGISTER_ACTS()
        if act is None:
            for offer in OFFERS.values():
                print(visible(f"{offer.act}: {offer.title}. {' '.join(_places(offer))}"))
            return
        if act not in OFFERS:
            raise Refused(_unknown(act))
        if not places:
            _explain(OFFERS[act])
            return
        told = _done(OFFERS[act], places, set_ or [], file, by, at)
        print(plain_json.dumps(told, default=str) if json else visible(told["says"]))

    home.installed(work, as_=as_, as_json=json)


def _places(offer: "Offer") -> list[str]:
    """What an address of an offer names, in its order."""
    return [part.strip("{}") for part in offer.on.split("/") if part.startswith("{")]


def _explain(offer: "Offer") -> None:
    print(visible(f"{offer.title}: counterpart do {offer.act} {' '.join(name.upper() for name in _places(offer))}"))
    for name, info in offer.body.model_fields.items():
        asked = f"{info.title or name} {info.description or ''}".strip()
        print(visible(f"  --set {name}=…  {asked}{'' if info.is_required() else ' (may be left out)'}"))


def _done(
    offer: "Offer", given: list[str], said: list[str], file: Path | None, by: "Actor", at: datetime
) -> dict[str, Any]:
    from counterpart.engines.access.actors import acting
    from counterpart.engines.acts import hands
    from counterpart.engines.acts.asked import Upload
    from counterpart.engines.acts.offers import read

    names = _places(offer)
    if len(names) != len(given):
        raise Refused(_misplaced(offer, names))
    upload = Upload(file.name, file.read_bytes()) if file else None
    with acting(by, on=at.date()):
        sent = read(offer.body, _said(said))
        return dict(hands.do(offer, dict(zip(names, given, strict=True)), sent, by=by, at=at, file=upload))


def _said(said: list[str]) -> dict[str, Any]:
    """What was set, by name: a name that stands more than once is a list."""
    found: dict[str, Any] = {}
    for text in said:
        name, _, value = text.partition("=")
        before = found.get(name)
        found[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
    return found


def _unknown(act: str) -> Refusal:
    return Refusal(
        code="act.unknown",
        what="Nothing was done",
        fact=f"no act “{act[:60]}” is offered",
        rule="what is offered is known by the name of its act",
        next_step="List them: counterpart do",
    )


def _misplaced(offer: "Offer", names: list[str]) -> Refusal:
    return Refusal(
        code="act.misplaced",
        what="Nothing was done",
        fact="it was not said what it is to be done to",
        rule=f"{offer.act} names {', '.join(names)}",
        next_step=f"Write: counterpart do {offer.act} {' '.join(name.upper() for name in names)}",
    )


def digest(json: Json = False) -> None:
    """Send everybody what waits for them, by e-mail; without a mail server the letters are printed here.

    Run it each morning, by the computer’s own timetable.

    Example: counterpart digest
    """

    def work() -> int:
        home.open_home()
        from django.conf import settings
        from django.core.mail import EmailMessage, get_connection

        from counterpart.capabilities.worklist.queries.letters import letters
        from counterpart.engines.clocks.now import now

        settings.REGISTER_ACTS()
        none = settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
        backend = "django.core.mail.backends.console.EmailBackend" if none else None
        with get_connection(backend) as post:
            return sum(
                EmailMessage(subject, text, None, [to], connection=post).send() for to, subject, text in letters(now())
            )

    sent = home.in_words(work, as_json=json)
    print(f"{sent} letter{'' if sent == 1 else 's'}.")
