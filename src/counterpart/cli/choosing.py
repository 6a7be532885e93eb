"""`counterpart appraise` and `counterpart price`: choices worked out from files. Neither needs a database."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterpart.cli import home
from counterpart.cli.home import Json
from counterpart.cli.saying import as_json as print_json
from counterpart.cli.saying import visible, working
from counterpart.values.refusal import Refusal, Refused

if TYPE_CHECKING:
    from counterpart.capabilities.options.rules.judgement import Appraised
    from counterpart.capabilities.pricing.rules.comparing import Comparison

_MEMORY = re.compile(r"[1-9][0-9]{0,5}(MB|GB)")
FORMATS = ("html", "pdf", "json", "docx", "xlsx")


def _file(words: str) -> Any:
    return typer.Option(metavar="FILE", exists=True, dir_okay=False, readable=True, help=words)


def appraise(
    file: Annotated[
        Path, typer.Argument(help="The appraisal, YAML or JSON in UTF-8.", exists=True, dir_okay=False, readable=True)
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder to fill: empty, or not there yet.")],
    formats: Annotated[str, typer.Option(help="Forms to write: html, pdf, json, docx, xlsx.")] = "html,pdf,json",
    json: Json = False,
) -> None:
    """Work out an options appraisal: shortlist, ranking with the weight at which it turns, savings, cost, route.

    What the file may hold is told in docs/how-to/choose-between-options.md. The same file gives the same answer: chance
    comes from the seed in it.

    Example: counterpart appraise demo/herefordshire/appraisal.yaml --out appraisal
    """
    wanted = _wanted(formats)

    def work() -> "Appraised":
        from counterpart.engines.evidence.folders import fill

        with working():
            found = _found(file)
            fill(out, _files(found, wanted), of=f"appraisal {found.appraisal.title}")
        return found

    found = home.in_words(work, as_json=json)
    if json:
        from counterpart.capabilities.options.rules.telling.plain import as_data

        print_json(as_data(found))
    else:
        _say(found)
        print(f"Written to {out}.")


def price(
    jobs: Annotated[Path, _file("The jobs, CSV or Parquet.")],
    lines: Annotated[Path, _file("The invoice lines of these jobs, CSV or Parquet.")],
    properties: Annotated[Path, _file("The properties in charge, CSV or Parquet.")],
    mechanisms: Annotated[Path, _file("The mechanisms to be compared, YAML or JSON.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder to fill: empty, or not there yet.")],
    memory: Annotated[str, typer.Option(help="How much memory the work on the files may take.")] = "2GB",
    json: Json = False,
) -> None:
    """Compare payment mechanisms on the jobs that were done: cost, who bears what, break-even prices.

    What a mechanism may say is told in docs/how-to/compare-payment-mechanisms.md. The same files give the same answer.

    Example: counterpart price --jobs jobs.parquet --lines lines.parquet --properties properties.csv
    --mechanisms mechanisms.yaml --out comparison
    """
    if not _MEMORY.fullmatch(memory):
        raise typer.BadParameter(f"“{memory}” is no amount of memory, such as 2GB", param_hint="--memory")
    files = {"jobs": jobs, "lines": lines, "properties": properties}

    def work() -> "Comparison":
        from tempfile import TemporaryDirectory

        from counterpart.capabilities.pricing.queries.file import mechanisms_in
        from counterpart.capabilities.pricing.queries.replaying import compare
        from counterpart.engines.evidence.folders import fill

        with working(), TemporaryDirectory(prefix="counterpart-price-") as folder:
            asked = mechanisms_in(mechanisms.read_bytes(), file=mechanisms.name)
            found = compare(files, asked, folder=Path(folder), memory=memory)
            fill(out, _comparison_files(found), of="comparison")
        return found

    found = home.in_words(work, as_json=json)
    from counterpart.capabilities.pricing.rules.telling import answers, as_data

    if json:
        print_json(as_data(found))
    else:
        print("\n".join(visible(words) for words in answers(found)))
        print(f"Written to {out}.")


def _comparison_files(found: "Comparison") -> dict[str, bytes]:
    import json

    from counterpart.capabilities.pricing.rules.telling import as_data, cells_of, told
    from counterpart.engines.reporting.data import csv_of_table
    from counterpart.engines.reporting.formats import written

    document = told(found)
    files = {f"price.{form}": written(document, form) for form in ("html", "pdf")}
    files["price.json"] = (json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")
    files["price.csv"] = csv_of_table(cells_of(found))
    return files


def _found(file: Path) -> "Appraised":
    from counterpart.capabilities.options.queries import shelf
    from counterpart.capabilities.options.queries.file import appraisal_in
    from counterpart.capabilities.options.rules.judgement import Shelf, appraised
    from counterpart.engines.library.calendars import calendar

    known = Shelf(shelf.questions(), shelf.partnering(), shelf.discounting(), shelf.thresholds(), calendar("UK_ANY"))
    found = appraised(appraisal_in(file.read_bytes(), file=file.name), known)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _files(found: "Appraised", wanted: tuple[str, ...]) -> dict[str, bytes]:
    import json

    from counterpart.capabilities.options.rules.telling.plain import as_data
    from counterpart.capabilities.options.rules.telling.whole import told
    from counterpart.engines.reporting.formats import written

    document = told(found)
    files = {f"appraisal.{form}": written(document, form) for form in wanted if form != "json"}
    if "json" in wanted:
        data = json.dumps(as_data(found), ensure_ascii=False, indent=2) + "\n"
        files["appraisal.json"] = data.encode(errors="replace")
    return files


def _say(found: "Appraised") -> None:
    """The first sentences of the report."""
    from counterpart.capabilities.options.rules.telling.choosing import chosen
    from counterpart.engines.reporting.rules.document import Paragraph

    for block in chosen(found):
        if not isinstance(block, Paragraph):
            break
        print(visible(block.words))


def _wanted(formats: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip().casefold() for part in formats.split(",") if part.strip()))
    strange = [form for form in asked if form not in FORMATS]
    if strange or not asked:
        found = f"“{strange[0]}” is none of them" if strange else "none is named"
        raise typer.BadParameter(f"{found}: write {', '.join(FORMATS)}", param_hint="--formats")
    return asked
