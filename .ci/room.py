#!/usr/bin/env python
"""Makes the skeleton of a room in the house's shape, with its tests, and enters it wherever the house lists its rooms.

`make room risks ABOVE=agreements`. What it makes works: one act, one page, one table, row security; then it is yours.
"""

import argparse
import keyword
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHAPE = ROOT / ".ci" / "room"
ROOMS = ROOT / "src" / "counterpart" / "capabilities"
LIST, ORDER = ROOT / "src" / "counterpart" / "web" / "rooms.py", ROOT / ".importlinter"
STATUS = ROOT / "src" / "counterpart" / "web" / "errors.py"
ROUTES, ASKED = ROOT / "tests" / "architecture" / "test_routes.py", ROOT / "tests" / "api" / "test_access.py"
TOLD = ROOT / "src" / "counterpart" / "web" / "api" / "document.py"
ENTERED = (LIST, STATUS, ROUTES, ASKED, TOLD)
BELOW_ALL = "agreements"
"""A room of this shape stands on agreements, so it is never below them."""


def order() -> list[str]:
    """The rooms, the highest first."""
    stated = ORDER.read_text().split("containers = counterpart.capabilities\nlayers =\n")[1]
    return stated.split("exhaustive")[0].split()


def why_not(name: str, above: str) -> str | None:
    """Why there can be no room of this name there, and what to do; None where there can."""
    if not re.fullmatch(r"[a-z]{3,30}", name):
        return f"“{name}” is no name for a room: 3 to 30 small letters a to z, as people call the thing (risks)."
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in sys.stdlib_module_names:
        return f"“{name}” is a word of Python: choose the word that people use for the thing."
    if (ROOMS / name).exists() or name in order():
        return f"There is a room {name} already: choose another name, or add to that room."
    if (ROOT / "src" / "counterpart" / "engines" / name).exists() or name in targets() | taken_labels():
        return f"“{name}” is taken by something else here: choose another name."
    return _why_not_there(name, above)


def _why_not_there(name: str, above: str) -> str | None:
    rooms = order()
    possible = rooms[: rooms.index(BELOW_ALL) + 1]
    said = f"Say which room it stands on: make room {name} ABOVE=ROOM, where ROOM is one of {', '.join(possible)}."
    if not above:
        return said
    return None if above in possible else f"“{above}” is not a room that it can stand on. {said}"


def targets() -> set[str]:
    """What `make` makes: a room of that name would make it too."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def taken_labels() -> set[str]:
    return {"auth", "contenttypes", "sessions", "staticfiles", "messages", "admin", "migrations", "tests"}


def one_of(name: str) -> str:
    """One of them: risks, a risk; remedies, a remedy; gossip, a gossip."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def filled(text: str, name: str, one: str) -> str:
    """A file of the shape with this room's words."""
    article = "an" if one[0] in "aeiou" else "a"
    words = {
        "«room»": name,
        "«Room»": name.capitalize(),
        "«one»": one,
        "«One»": one.capitalize(),
        "«ONE»": one.upper(),
        "«a one»": f"{article} {one}",
        "«A one»": f"{article.capitalize()} {one}",
        "«a_one»": f"{article}_{one}",
    }
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def furnish(name: str, one: str) -> None:
    """Write the room's files."""
    place = ROOMS / name
    for shape in SHAPE.rglob("*.*"):
        to = place / str(shape.relative_to(SHAPE)).removesuffix(".txt")
        if shape.name == "page.html":
            to = place / "templates" / name / f"{name}.html"
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(filled(shape.read_text(encoding="utf-8"), name, one), encoding="utf-8")
    for package in (place, place / "migrations", place / "tests"):
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()


def change(file: Path, old: str, new: str) -> None:
    """Put one text for another in a file of the house, or stop: the file is not as this program knows it."""
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        sys.exit(f"{file.relative_to(ROOT)} is not as expected: “{old.strip()}” stands there {text.count(old)} times.")
    file.write_text(text.replace(old, new), encoding="utf-8")


def enter(name: str, one: str, above: str) -> None:
    """Enter it in the order of rooms, the list of rooms, the statuses, and the tables of pages and operations."""
    change(ORDER, f"layers =\n    {chain(order())}", f"layers =\n    {chain(with_room(order(), name, above))}")
    lowest_first = list(reversed(order()))
    for constant in ("ROOMS", "PAGES", "ACTING", "PROGRAMS"):
        line = re.search(rf"^{constant} = \(([^)]+)\)$", LIST.read_text(), re.MULTILINE)
        if line is None:
            sys.exit(f"{LIST.relative_to(ROOT)} has no {constant}.")
        listed = [*re.findall(r'"(\w+)"', line[1]), name]
        kept = ", ".join(f'"{room}"' for room in sorted(listed, key=lowest_first.index))
        change(LIST, line[0], f"{constant} = ({kept})")
    record = '    "record": f"{AGREEMENT}/record",\n'
    change(ROUTES, record, f'{record}    "{name}": f"{{AGREEMENT}}/{name}",\n')
    change(STATUS, '    "words.unfit"', f'    "{one}.not-yours-to-open": HTTPStatus.FORBIDDEN,\n    "words.unfit"')
    change(TOLD, '    "agreements": "', f'    "{name}": "{name.capitalize()} of an agreement.",\n    "agreements": "')
    change(ASKED, '    "files": "/files",\n', f'    "files": "/files",\n    "{name}": "/{name}",\n')
    asked = f'("{{OURS}}/{name}", {{"title": "A title"}}, {{"contract-manager@rotherham.example"}}),\n'
    revoked = '    "token.revoked": ('
    change(ASKED, revoked, f'    "{one}.opened": {asked.replace("(", "(f", 1)}{revoked}')
    change(ASKED, "BUDGETS = {\n", f'BUDGETS = {{\n    "{name}": 10,\n')


def chain(rooms: list[str]) -> str:
    return "\n    ".join(rooms)


def with_room(rooms: list[str], name: str, above: str) -> list[str]:
    at = rooms.index(above)
    return [*rooms[:at], name, *rooms[at:]]


def migrate(name: str, one: str) -> None:
    """Write its first migration, with row security on its table."""
    run("-W", "ignore", "-m", "django", "makemigrations", name, "--no-header", "--skip-checks", "--verbosity", "0")
    file = ROOMS / name / "migrations" / "0001_initial.py"
    text = file.read_text().replace(
        "from django.db import migrations, models\n",
        "from django.db import migrations, models\n\nfrom counterpart.engines.access.scoped import secured\n",
    )
    file.write_text(f'{text.rstrip().removesuffix("]")}    *secured("{name}_{one}"),\n    ]\n')


def run(*words: str) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "counterpart.web.settings"}
    subprocess.run([sys.executable, *words], cwd=ROOT, env=env, check=True)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("name", nargs="*")
    asked.add_argument("--above", default="")
    given = asked.parse_args()
    if len(given.name) != 1:
        print("One name, please: make room NAME ABOVE=ROOM.", file=sys.stderr)
        return 1
    name = given.name[0]
    if refusal := why_not(name, given.above):
        print(refusal, file=sys.stderr)
        return 1
    one = one_of(name)
    furnish(name, one)
    enter(name, one, given.above)
    migrate(name, one)
    place = ROOMS.relative_to(ROOT) / name
    run("-m", "ruff", "check", "--quiet", "--fix", str(place))
    run("-m", "ruff", "format", "--quiet", str(place), *(str(file.relative_to(ROOT)) for file in ENTERED))
    run(".ci/docs.py")
    print(f"""The room {name} is in {place}, above {given.above}: one act ({one}.opened), one page, one table,
and both over the API. It passes `make check` and its tests as it is. Next:
  1. Say in README.md and rules.py what it is for, its life cycle and rules; a new act is a verb in actions.py.
  2. Enter its words in docs/words.md, and a line in CHANGELOG.md.
  3. Link its page (/agreements/REF/{name}) from a page that leads there.
  4. `make docs`, `make check`, and .venv/bin/pytest {place} tests/architecture tests/api""")
    return 0


if __name__ == "__main__":
    sys.exit(main())
