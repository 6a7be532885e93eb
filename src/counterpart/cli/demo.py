"""Tells the sample agreements as stories: each step an act that somebody does on a day, through the one door."""

import os
import uuid
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from counterpart.cli import embedded, home, serving
from counterpart.cli.home import Json

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

STORIES = ("rotherham", "brighton", "herefordshire", "five-boroughs", "bromsgrove-redditch")
ADMINISTRATOR = "administrator@counterpart.example"
PASSWORD = "sample-of-a-partnership"  # noqa: S105
"""Of every sample log-in. A sample holds nothing that is not published."""
LONDON = ZoneInfo("Europe/London")


def demo(
    port: Annotated[int, typer.Option(help="Where the site is served.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Tell the stories and stop there.")] = False,
    home_: Annotated[Path | None, typer.Option("--home", metavar="D", help="Where to keep it all.")] = None,
    json: Json = False,
) -> None:
    """Set up a sample installation, tell the sample agreements as stories, and close their periods.

    Example: counterpart demo --no-serve
    """
    if home_:
        os.environ["COUNTERPART_HOME"] = str(home_.absolute())

    def tell() -> None:
        _log_in_without_codes()
        home.open_home(new=True)
        home.migrate()
        _register_what_is_offered()
        for name in STORIES:
            _told(files("counterpart") / "demo" / name)
        print(f"\nThe home is {home.folder()}.")
        if not no_serve:
            serving.site(port=port)
            embedded.stop(home.folder())

    home.in_words(tell, as_json=json)


def _register_what_is_offered() -> None:
    from django.conf import settings

    settings.REGISTER_ACTS()


def _log_in_without_codes() -> None:
    """A sample's log-ins are shared, so nobody in a home of its own is made to set up one-time codes."""
    if not embedded.exists(home.folder()) and not os.environ.get("DATABASE_URL"):
        embedded.prepare(home.folder())
        (home.folder() / "require-codes").write_text("none\n")


def _told(folder: Traversable) -> None:
    """Tell one story, or say that it has been told."""
    from counterpart.capabilities.partners import queries
    from counterpart.engines.library.marked import read_yaml

    marked, problems = read_yaml((folder / "story.yaml").read_text(encoding="utf-8"), file=str(folder))
    if problems:
        raise ValueError(str(problems[0]))
    story = marked.content
    begins = _moment(story["steps"][0]["at"])
    _begin(begins - timedelta(hours=2))
    if queries.person_known(story["steps"][-1]["by"]) and _is_told(story):
        print(f"{story['reference']} has been told before; nothing was told again.")
    else:
        _people(story, begins - timedelta(hours=1))
        for step in story["steps"]:
            _step(story, step, folder)
    _log_ins(story)


def _begin(at: datetime) -> None:
    from counterpart.capabilities.partners import actions, queries
    from counterpart.engines.access.rules import Actor

    installation = queries.installation()
    if not installation.begun:
        first = Actor(str(uuid.uuid4()), "Administrator of the sample installation", ADMINISTRATOR)
        actions.begin_installation(installation, by=first, at=at, organisation="Counterpart sample installation")


def _is_told(story: dict[str, Any]) -> bool:
    """Whether the last step of the story has been done: something stands in the trail of that moment or later."""
    from counterpart.capabilities.agreements.queries.agreements import agreements_of, trail_of
    from counterpart.engines.access.actors import acting

    last = story["steps"][-1]
    at = _moment(last["at"])
    by = _actor(last["by"], at)
    with acting(by, on=at.date(), snapshot=True):
        mine = [agreement for agreement in agreements_of(by) if agreement.reference == story["reference"]]
        newest = trail_of(mine[0], limit=1) if mine else []
        return bool(newest) and datetime.fromisoformat(newest[0]["at"]) >= at


def _people(story: dict[str, Any], at: datetime) -> None:
    from counterpart.capabilities.partners import actions, queries

    administrator = _actor(ADMINISTRATOR, at)
    for organisation, people in story["people"].items():
        for email, post in people.items():
            actions.add_person(
                queries.installation(),
                by=administrator,
                at=at,
                email=email,
                name=f"{post[0].upper()}{post[1:]}, {organisation}",
                organisation=organisation,
                post=post,
                password=PASSWORD,
            )


def _step(story: dict[str, Any], step: dict[str, Any], folder: Traversable) -> None:
    """Do one step of a story, and say so in a line."""
    from counterpart.capabilities.closing import actions as closing
    from counterpart.capabilities.performance.actions.intake import Incoming
    from counterpart.cli.agreements import registered, taken_in
    from counterpart.engines.ledger.keys import kept_key
    from counterpart.values.period import period

    at = _moment(step["at"])
    by = _actor(step["by"], at)
    reference = story["reference"]
    match step["does"]:
        case "registers the agreement":
            reply = registered(story["template"], reference, story["name"], story.get("set", {}), by=by, at=at)
            opened = f" {reply['opened']} clocks and promises were opened." if reply["opened"] else ""
            said = f"{reference} is registered from {story['template']}.{opened}"
        case "sends returns" | "sends benchmarks":
            kind = step["does"].removeprefix("sends ")
            data = (folder / step["file"]).read_bytes()
            said, *_ = taken_in(reference, Incoming(kind, step["file"], data), by=by, at=at)
        case "closes":
            reply = closing.close(reference, period(step["period"]), by=by, at=at, key_of=kept_key())
            said = f"{reference} {step['period']} is closed: seal {reply['seal']}, {reply['digest']}."
        case offered:
            said = _offered(reference, step, offered, folder, by=by, at=at)
    print(f"{at:%-d %B %Y}  {by.name}: {said}")


def _offered(reference: str, step: dict[str, Any], name: str, folder: Traversable, *, by: "Actor", at: datetime) -> str:
    """Do what is offered under a name, as its page would; what it is done to is named by its number, or found."""
    from counterpart.engines.access.actors import acting
    from counterpart.engines.acts.asked import Upload
    from counterpart.engines.acts.hands import do
    from counterpart.engines.acts.offers import OFFERS, read

    if name not in OFFERS:
        raise ValueError(f"A story has no step “{name}”")
    offer, places = OFFERS[name], {"reference": reference, **step.get("places", {})}
    with acting(by, on=at.date()):
        if number := step.get("number") or (_clock(reference, step["clock"], by=by, at=at) if "clock" in step else ""):
            places["number"] = number
        file = Upload(step["file"], (folder / step["file"]).read_bytes()) if "file" in step else None
        reply = do(offer, places, read(offer.body, step.get("sends", {})), by=by, at=at, file=file)
    return str(reply["says"])


def _clock(reference: str, wanted: dict[str, str], *, by: "Actor", at: datetime) -> str:
    """The first open clock or promise of a kind whose words begin so, or name so what is reviewed."""
    from counterpart.capabilities.agreements.queries.agreements import agreement_at
    from counterpart.engines.clocks.running import clocks_of

    agreement = agreement_at(by, at, reference)
    running = clocks_of(agreement.agreement_id, reference, about=(wanted["about"],), open_only=True)
    return next(one.reference for one in running if wanted["starts"] in one.what)


def _log_ins(story: dict[str, Any]) -> None:
    print(f"\nWho may act in {story['reference']}, with --as (or COUNTERPART_ACTOR) and on the site:")
    for organisation, people in story["people"].items():
        for email, post in people.items():
            print(f"  {email:45} {post}, {organisation}")
    print(f"  Everybody’s password on the site is {PASSWORD}")
    last = story["steps"][-1]
    if "period" in last:
        print(f"\nNext: counterpart figures {story['reference']} {last['period']} --as {last['by']}")


def _actor(email: str, at: datetime) -> "Actor":
    from counterpart.engines.access.actors import actor

    return actor(email, on=at.date())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
