"""The shelf of agreement templates: what is there, and whether a template is sound."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.cli import home
from counterpart.cli.home import Json
from counterpart.cli.saying import visible
from counterpart.values.refusal import Refusal, Refused

if TYPE_CHECKING:
    from counterpart.engines.library.rules.template import Template

app = typer.Typer(help="Agreement templates: what the shelf holds, and whether one is sound.", no_args_is_help=True)


@app.command("list")
def listed() -> None:
    """What the shelf holds.

    Example: counterpart templates list
    """
    from counterpart.engines.library.shelf import pinned, template_folders

    for name, folder in template_folders():
        kept = pinned((folder / "template.yaml").read_text(encoding="utf-8"))
        print(visible(f"{name}  version {kept.template.version}  {kept.template.title} ({_holds(kept.template)})"))


@app.command()
def check(
    path: Annotated[Path, typer.Argument(exists=True, help="A template.yaml, or the folder it is in.")],
    json: Json = False,
) -> None:
    """Check a template, every problem at once with file and line, and run the worked examples beside it.

    Example: counterpart templates check library/agreement_templates/rotherham-almo/1
    """

    def checked() -> None:
        from counterpart.capabilities.incentives.rules.examples import FILE, money_must_hold
        from counterpart.capabilities.performance.rules.examples import must_hold
        from counterpart.engines.library.shelf import examples_beside, pinned, template_file

        file = template_file(path)
        kept = pinned(_text(file), file=file.name)
        beside = file.parent / "examples.yaml"
        examples = examples_beside(_text(beside), file=beside.name) if beside.exists() else ()
        must_hold(kept.template, examples)
        of_money = file.parent / FILE
        money = examples_beside(_text(of_money), file=FILE) if of_money.exists() else ()
        money_must_hold(kept.template, money)
        number = len(examples) + len(money)
        counted = f"{number} worked examples hold" if number else "there are no worked examples beside it"
        print(visible(f"{kept.template.name} is sound: {_holds(kept.template)}; {counted}."))
        print(f"Fingerprint {kept.fingerprint}")

    home.in_words(checked, as_json=json)


def _holds(template: "Template") -> str:
    """How much a template says, in the parts that most are asked about."""
    parts = {
        "indicators": "",
        "groups": "",
        "objectives": "",
        "obligations": "",
        "money": "rules of money",
        "parameters": "",
    }
    counted = [(len(getattr(template, part)), words or part) for part, words in parts.items()]
    return ", ".join(f"{number} {words if number != 1 else _one(words)}" for number, words in counted if number)


def _one(words: str) -> str:
    """The name of one of a kind: group of groups, rule of money of rules of money."""
    first, *more = words.split(" ")
    return " ".join([first.removesuffix("s"), *more])


def _text(file: Path) -> str:
    """The text of a file of the shelf. Raises Refused where it is not there, or no text."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        fact = f"there is no {file.name} in {file.absolute().parent}"
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        fact = f"{file.name} holds, on line {line}, bytes that are not UTF-8 text"
    raise Refused(
        Refusal(
            code="template.no-text",
            what="The template was not checked",
            fact=fact,
            rule="a template is a folder with a template.yaml, saved as UTF-8",
            next_step="Name the folder it is in, or save it as UTF-8.",
        )
    )
