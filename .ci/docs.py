#!/usr/bin/env python
"""Writes the parts of docs/ that the code already says: `make docs` renews them, `--check` names those that are stale.

Between two markers in docs/map.md, and the whole of the pages in WHOLE, is the code's own; everything else is written
by hand. Needs no database.
"""

import inspect
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS, SOURCE = ROOT / "docs", ROOT / "src" / "counterpart"
NOTE = "<!-- Written by `make docs` from the code; edit the code. -->\n\n"
MARKED = re.compile(r"(<!-- (\w+): written by `make docs` -->\n).*?(<!-- end -->)", re.DOTALL)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.web.settings")

import django  # noqa: E402

django.setup()

import typer  # noqa: E402

from counterpart.cli.commands import app  # noqa: E402
from counterpart.engines.access.rules import Actor  # noqa: E402
from counterpart.engines.acts.door import ACTS, Act  # noqa: E402
from counterpart.values.lifecycle import LifeCycle  # noqa: E402
from counterpart.web.api.document import document  # noqa: E402
from counterpart.web.api.urls import API  # noqa: E402
from counterpart.web.rooms import PAGES, ROOMS  # noqa: E402

# What somebody without a part in it is told: each policy is asked about these facts.

STRANGER = Actor("", "Charlie", "charlie@elsewhere.example")


class Fact(str):
    """A fact that nobody named: it is told by its own name, holds nothing, and is nobody’s."""

    __slots__ = ()
    title = "title"

    def __getattr__(self, name: str) -> "Fact":
        if name.startswith("__"):
            raise AttributeError(name)
        return Fact(name.replace("_", " "))

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __and__(self, _: object) -> frozenset[str]:
        return frozenset()

    def __call__(self, *_: object, **__: object) -> "Fact":
        return self


class Facts(SimpleNamespace):
    def __getattr__(self, name: str) -> Fact:
        return Fact(name.replace("_", " "))


FACTS = Facts(
    agreement_id="",
    reference="ROTHERHAM",
    period="2007-08",
    number=1,
    person="somebody else",
    party="provider",
    signatories=("commissioner", "provider"),
    seats={"commissioner": "A Council", "provider": "A Company"},
    registrant_organisations=(),
    begun=True,
    act="seal.agreed",
    offer=SimpleNamespace(act="seal.agreed"),
)
FACTS.agreement = FACTS.subject = FACTS


def refusal_of(act: Act) -> str:
    """What a stranger is told. A policy that asks for a fact which FACTS lacks is a fault of this program."""
    try:
        refusal = act.may(STRANGER, FACTS)
    except (AttributeError, TypeError, KeyError) as fault:
        sys.exit(f"The policy of {act.name} asks for more than FACTS in .ci/docs.py holds ({fault}): add it there.")
    return f"> {refusal}" if refusal else "Nobody is refused by the policy."


# The lists of the map.


def purpose(folder: Path) -> str:
    """What the README of a room or an engine says first."""
    found = re.search(r"^- Purpose: (.+)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        sys.exit(f"{(folder / 'README.md').relative_to(ROOT)} has no line “- Purpose: …”")
    return found[1]


def acts_in(module: str) -> str:
    """The acts of a room or an engine as they are written, file by file: who imports what first changes nothing."""
    own = [(name, inspect.unwrap(act.verb)) for name, act in ACTS.items()]
    placed = [(verb.__module__, verb.__code__.co_firstlineno, name) for name, verb in own]
    return " ".join(f"`{name}`" for file, _, name in sorted(placed) if file.startswith(f"{module}."))


def ring(ring: str, names: tuple[str, ...]) -> str:
    lines = [f"| {ring[:-1] if ring == 'engines' else 'room'} | what it is for | acts |", "|---|---|---|"]
    for name in names:
        acts = acts_in(f"counterpart.{ring}.{name}")
        lines.append(f"| [{name}](../src/counterpart/{ring}/{name}) | {purpose(SOURCE / ring / name)} | {acts} |")
    return "\n".join(lines)


def engines() -> tuple[str, ...]:
    """In their order: the lowest first, as `.importlinter` says it."""
    stated = (ROOT / ".importlinter").read_text(encoding="utf-8").split("name = The order of engines")[1]
    listed = stated.split("layers =\n")[1].split("exhaustive")[0]
    return tuple(reversed(listed.split()))


def pages() -> str:
    lines = ["| address | page | room | who asks, and what |", "|---|---|---|---|"]
    for room in PAGES:
        for route in import_module(f"counterpart.capabilities.{room}.urls").urlpatterns:
            address = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: part[1].upper(), str(route.pattern))
            own = route.callback.__module__.startswith("counterpart.")
            says = first_sentences(route.callback.__doc__) if own else ""
            lines.append(f"| `/{address}` | {route.name} | {room} | {says} |")
    return "\n".join(lines)


def first_sentences(docstring: str | None) -> str:
    return " ".join((docstring or "").split("\n\n")[0].split())


# The pages that are written whole.


def leaves(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if inner := getattr(command, "commands", None):
        for name, one in inner.items():
            yield from leaves(one, (*words, name))
    else:
        yield words, command


def commands() -> list[tuple[str, Any]]:
    """Every command with its words, by name."""
    found = leaves(typer.main.get_command(app), ("counterpart",))
    return sorted((" ".join(words), command) for words, command in found)


def example_of(command: Any) -> str:
    return " ".join((command.help or "").partition("Example: ")[2].split())


def command_page() -> str:
    parts = ["# Commands\n\nEvery command says this with `--help`. Exit codes: 0 done, 1 refused, 2 wrong usage.\n"]
    for words, command in commands():
        says, example = (command.help or "").partition("Example: ")[0].strip(), example_of(command)
        if not example:
            sys.exit(f"`{words}` has no line “Example: …” in its docstring")
        told = [parameter.get_help_record(typer.Context(command)) for parameter in command.params]
        rows = [f"- `{typed}`{f': {means}' if means else ''}" for typed, means in told]
        parts.append("\n".join([f"\n## {words}\n", says, *(["", *rows] if rows else []), f"\n```\n{example}\n```\n"]))
    return "".join(parts)


def life_cycles() -> list[tuple[str, str, LifeCycle]]:
    """Every life cycle in the code: the file that holds it, its name there, and the table."""
    found = {}
    for ring_name in ("engines", "capabilities"):
        package = import_module(f"counterpart.{ring_name}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not {"tests", "migrations"} & set(module.name.split(".")) and ".rules" in module.name:
                for name, kept in vars(import_module(module.name)).items():
                    if isinstance(kept, LifeCycle):
                        found.setdefault(id(kept), (module.name.removeprefix("counterpart."), name, kept))
    return sorted(found.values(), key=lambda row: row[:2])


def life_cycle_page() -> str:
    parts = ["# Life cycles\n\nDrawn from the tables in the code. What is not drawn is refused, in words.\n"]
    for module, name, cycle in life_cycles():
        rows = [f"| {start} | {verb} | {end} |" for (start, verb), end in cycle.steps.items()]
        parts.append(
            f"\n## {cycle.subject[0].upper()}{cycle.subject[1:]}\n\n`{name}` in `{module.replace('.', '/')}`; "
            f"begins {cycle.initial}.\n\n```mermaid\n{cycle.drawing()}\n```\n\n| from | when it is | it becomes |\n"
            "|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "".join(parts)


def act_page() -> str:
    parts = ["# Acts\n\nEvery change is one of these, through one door. The refusal is what a stranger is told.\n"]
    for name, act in sorted(ACTS.items()):
        verb = f"{act.verb.__module__.removeprefix('counterpart.')}.{act.verb.__name__}"
        who = first_sentences(act.may.__doc__)
        does = f"In a trail: “{act.words}”. Verb: `{verb}`. Policy: `{act.may.__name__}`"
        parts.append(f"\n## {name}\n\n{first_sentences(act.verb.__doc__)}\n\n{does}{f' ({who})' if who else ''}\n\n")
        parts.append(f"{refusal_of(act)}\n")
    return "".join(parts)


def api() -> str:
    """The description of the API as programs read it."""
    return json.dumps(document(API), ensure_ascii=False, indent=2) + "\n"


PARTS: dict[str, Callable[[], str]] = {
    "rooms": lambda: ring("capabilities", ROOMS),
    "engines": lambda: ring("engines", engines()),
    "pages": pages,
    "commands": lambda: ", ".join(f"`{words.removeprefix('counterpart ')}`" for words, _ in commands()),
}
WHOLE: dict[str, Callable[[], str]] = {
    "reference/commands.md": command_page,
    "reference/life-cycles.md": life_cycle_page,
    "reference/acts.md": act_page,
}


def read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


def renewed() -> dict[Path, str]:
    """Every page with generated parts, as it should read."""
    found = {DOCS / name: NOTE + write() for name, write in WHOLE.items()} | {
        DOCS / "reference" / "openapi.json": api()
    }
    map_ = DOCS / "map.md"
    put: Any = lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}"  # noqa: E731
    return found | {map_: MARKED.sub(put, read(map_) or "")}


def main(words: list[str]) -> int:
    pages_now = renewed()
    stale = [file for file, text in pages_now.items() if read(file) != text]
    named = ", ".join(str(file.relative_to(ROOT)) for file in stale)
    if "--check" in words:
        print(f"Stale: {named}. Run `make docs`." if stale else "The generated pages are as the code says.")
        return 1 if stale else 0
    for file in stale:
        file.write_text(pages_now[file], encoding="utf-8")
    print(f"Renewed: {named}" if stale else "Nothing had changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
