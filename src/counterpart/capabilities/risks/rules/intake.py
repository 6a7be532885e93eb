"""Pure: a register of risks as a file (CSV): each row checked against the scale, every problem told with its line."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterpart.capabilities.risks.rules.risks import Movement
from counterpart.engines.library.rules.risk_scales import RiskScale, level
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, Refusal, shown

NEEDED = ("ref", "risk", "likelihood", "impact")
ALSO = ("score", "likelihood_name", "impact_name", "movement", "mitigation", "owner", "source")
MOST_ROWS, LONGEST = 500, {"ref": 20, "risk": 200, "mitigation": 500, "owner": 120, "source": 200}


@dataclass(frozen=True)
class Row:
    """A risk as a register has it."""

    ref: str
    title: str
    likelihood: int
    impact: int
    movement: str
    mitigation: str
    owner: str
    source: str


def rows_of(text: str, file: str, scale: RiskScale) -> tuple[Row, ...] | Refusal:
    """The risks of a file. Refused whole where a column is missing, or any row does not fit the scale."""
    reader = csv.DictReader(text.splitlines())
    columns = [name.strip() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in columns]
    extra = [name for name in columns if name not in (*NEEDED, *ALSO)]
    if missing or extra:
        found = f"no column “{missing[0]}”" if missing else f"a column {shown(extra[0])}"
        return _refused((Problem(file, 1, None, found, f"the columns {', '.join((*NEEDED, *ALSO))}"),))
    rows = [{(k or "").strip(): (v or "").strip() for k, v in row.items() if isinstance(v, str)} for row in reader]
    if not rows or len(rows) > MOST_ROWS:
        return _refused((Problem(file, None, None, f"{len(rows)} risks", f"from 1 to {MOST_ROWS}"),))
    problems = [problem for line, row in enumerate(rows, 2) for problem in _unfit(row, line, file, scale)]
    refs = [row["ref"] for row in rows]
    problems += [
        Problem(file, line, "ref", f"{shown(ref)} a second time", "each risk once")
        for line, ref in enumerate(refs, 2)
        if ref in refs[: line - 2]
    ]
    return _refused(tuple(problems)) if problems else tuple(_row(row, scale) for row in rows)


def _unfit(row: Mapping[str, str], line: int, file: str, scale: RiskScale) -> Iterator[Problem]:
    yield from _unfit_texts(row, line, file)
    for name, names in (("likelihood", scale.likelihood), ("impact", scale.impact)):
        found, said = level(names, row.get(name, "")), row.get(f"{name}_name", "")
        if found is None:
            yield Problem(file, line, name, shown(row.get(name, "")), f"a level: {', '.join(names)}, or its number")
        elif said and folded(said) != folded(names[found - 1]):
            yield Problem(file, line, f"{name}_name", shown(said), f"“{names[found - 1]}”, which is level {found}")
    yield from _unfit_score(row, line, file, scale)
    if row.get("movement", "") not in ("", *Movement):
        yield Problem(file, line, "movement", shown(row["movement"]), f"{', '.join(Movement)}, or nothing")


def _unfit_texts(row: Mapping[str, str], line: int, file: str) -> Iterator[Problem]:
    for name, longest in LONGEST.items():
        if len(row.get(name, "")) > longest:
            yield Problem(file, line, name, f"{len(row[name])} characters", f"{longest} at the most")
    for name in ("ref", "risk"):
        if not row.get(name):
            yield Problem(file, line, name, "nothing", "it stated")


def _unfit_score(row: Mapping[str, str], line: int, file: str, scale: RiskScale) -> Iterator[Problem]:
    levels = level(scale.likelihood, row.get("likelihood", "")), level(scale.impact, row.get("impact", ""))
    if row.get("score") and levels[0] and levels[1] and row["score"] != str(levels[0] * levels[1]):
        wanted = f"{levels[0] * levels[1]}, likelihood times impact"
        yield Problem(file, line, "score", shown(row["score"]), wanted)


def _row(row: Mapping[str, str], scale: RiskScale) -> Row:
    return Row(
        ref=row["ref"],
        title=row["risk"],
        likelihood=level(scale.likelihood, row["likelihood"]) or 0,
        impact=level(scale.impact, row["impact"]) or 0,
        movement=row.get("movement", ""),
        mitigation=row.get("mitigation", ""),
        owner=row.get("owner", ""),
        source=row.get("source", ""),
    )


def _refused(problems: tuple[Problem, ...]) -> Refusal:
    return Refusal(
        code="risk.unfit",
        what="The register was not taken in",
        fact=f"it has {'one problem' if len(problems) == 1 else f'{len(problems)} problems'}",
        rule="a register is taken in whole: each risk with its two levels on the scale, and a score that is their "
        "product where one is given",
        next_step="Mend each of these and send it again:",
        problems=problems,
    )
