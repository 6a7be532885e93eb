"""Pure: why a measured figure is what it is, in words: of which rows, by which tests, which are left out and why."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.measuring import LEFT_OUT, Why
from counterpart.capabilities.performance.rules.returns import share
from counterpart.capabilities.performance.rules.tallies import Along, EventFile, Listed, Part, Tally
from counterpart.engines.library.rules.indicators import Indicator, MeasuredAs, MeasuredTerms
from counterpart.values.explained import Explained, Source, plain
from counterpart.values.money import rounded
from counterpart.values.period import Period

RULE, READ, NAMED, ALONG = "counted in rows of events", "rows read", "rows named", "parts of the whole"
TERMS = ("dataset", "dated", "of", "counting", "adding", "apart", "labelled")


def worth_of(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """What counts come to: a count is its numerator; a share or a mean of no rows is none."""
    if indicator.measured_as is MeasuredAs.COUNT:
        return rounded(numerator, places=indicator.decimals)
    return share(numerator, denominator, indicator) if denominator else None


def because(tally: Tally, indicator: Indicator, value: Decimal | None) -> str:
    """The sentences of a measured figure."""
    terms, where = tally.counting.terms, f" in {tally.area}" if tally.area else ""
    told = (
        f"{_counted(tally, indicator)} of “{tally.counting.title}”{where} {_gives(value, tally.period)}: {_how(terms)}."
    )
    return " ".join([told, *(_sentence(listed, terms) for listed in tally.counting.listed), *_labels(tally)])


def inputs(tally: Tally, indicator: Indicator, *, brief: bool) -> tuple[Explained[Any], ...]:
    """What went in: the files, the rows that are named, and the parts; in `brief` the files alone."""
    counting = tally.counting
    read = tuple(_read(file, rows, tally) for file, rows in counting.files)
    if brief:
        return read
    undated = (_undated(file, rows, counting.terms) for file, rows in counting.undated)
    named = (
        Explained(listed.count, _sentence(listed, counting.terms), NAMED, inputs=listed.rows)
        for listed in counting.listed
    )
    return (*read, *undated, *named, *(_parts_told(one, indicator, counting.terms) for one in counting.along))


def as_data(tally: Tally, indicator: Indicator) -> dict[str, Any]:
    """How a figure was measured, as it is sealed beside its reasons."""
    counting = tally.counting
    said = {name: getattr(counting.terms, name) or None for name in TERMS}
    left_out = sum(one.count for one in counting.listed if _is_left_out(one.why, counting.terms))
    named = {one.why.value: one.count for one in counting.listed}
    return said | {"left_out": left_out, "named": named, "by": [_along(one, indicator) for one in counting.along]}


def in_reading_order(measured: dict[str, Any]) -> dict[str, Any]:
    """How a figure was measured as it was kept, its names in the order people read them."""
    told = {name: measured[name] for name in (*TERMS, "left_out")}
    told["named"] = {why.value: measured["named"][why.value] for why in Why if why.value in measured["named"]}
    parts = ("part", "value", "numerator", "denominator")
    told["by"] = [
        {
            "column": one["column"],
            "kept_back": one["kept_back"],
            "parts": [{name: part[name] for name in parts} for part in one["parts"]],
        }
        for one in measured["by"]
    ]
    return told


def _along(one: Along, indicator: Indicator) -> dict[str, Any]:
    parts = [
        {
            "part": part.name,
            "value": plain(worth_of(indicator, part.numerator, part.denominator)),
            "numerator": plain(part.numerator),
            "denominator": plain(part.denominator),
        }
        for part in one.parts
    ]
    return {"column": one.column, "kept_back": one.kept_back, "parts": parts}


def _read(file: EventFile, rows: int, tally: Tally) -> Explained[Any]:
    told = f"{file.name}: {rows:,} of its {_rows(file.rows)} fall in {tally.period.in_words}."
    if file.restates:
        told += f" It stands in the place of what came before: {file.restates}"
    return Explained(rows, told, READ, inputs=(Source(file.name, file.fingerprint, 1),))


def _undated(file: EventFile, rows: int, terms: MeasuredTerms) -> Explained[Any]:
    belong = "has no {}, and belongs" if rows == 1 else "have no {}, and belong"
    told = f"{_rows(rows)} of {file.name} {belong.format(terms.dated)} to no period."
    return Explained(rows, told, NAMED, inputs=(Source(file.name, file.fingerprint, 1, terms.dated),))


def _parts_told(one: Along, indicator: Indicator, terms: MeasuredTerms) -> Explained[Any]:
    told = "; ".join(_part(part, indicator) for part in one.parts) or "none that may be shown"
    back = ""
    if one.kept_back:
        back = (
            f" Not shown: {one.kept_back}, being of fewer than {terms.fewest} rows (here or in a part of the period), "
            "or next to one that is, so that no difference tells of few people."
        )
    return Explained(len(one.parts), f"By {one.column.replace('_', ' ')}: {told}.{back}", ALONG)


def _part(part: Part, indicator: Indicator) -> str:
    worth = plain(worth_of(indicator, part.numerator, part.denominator))
    return f"{part.name} {worth} ({part.numerator:,f} of {part.denominator:,f})"


def _counted(tally: Tally, indicator: Indicator) -> str:
    rows = _rows(tally.denominator or 0)
    if indicator.measured_as is MeasuredAs.COUNT and not tally.counting.terms.adding:
        return _rows(tally.numerator or 0)
    return f"{tally.numerator:,f} {'in' if tally.counting.terms.adding else 'of'} {rows}"


def _gives(value: Decimal | None, when: Period) -> str:
    if value is None:
        return f"give no figure for {when.in_words}, since nothing can be divided by zero"
    return f"give {plain(value)} for {when.in_words}"


def _how(terms: MeasuredTerms) -> str:
    looked_at = f" and {terms.of}" if terms.of else ""
    counted = f"those count of which {terms.counting}" if terms.counting else f"{terms.adding} is added up"
    return f"of the rows whose {terms.dated} falls in it{looked_at}, {counted}"


def _rows(count: Decimal | int) -> str:
    return "1 row" if count == 1 else f"{count:,f} rows" if isinstance(count, Decimal) else f"{count:,} rows"


def _is_left_out(why: Why, terms: MeasuredTerms) -> bool:
    return why in LEFT_OUT or (why is Why.UNKNOWN and bool(terms.adding))


def _sentence(listed: Listed, terms: MeasuredTerms) -> str:
    rows, was = _rows(listed.count), "was" if listed.count == 1 else "were"
    match listed.why:
        case Why.UNCLEAR:
            return f"{rows} {was} left out because it is not known whether {terms.of}."
        case Why.APART:
            return f"{rows} {was} left out because {terms.apart}."
        case Why.UNKNOWN if terms.adding:
            return f"{rows} {was} left out because {terms.adding} is not known."
        case Why.UNKNOWN:
            return f"{rows} {was} counted as not so because it is not known whether {terms.counting}."
        case Why.UNLABELLED:
            return f"{rows} {was} without a label to tell whether {terms.labelled}."
    return f"{rows} {was} labelled otherwise: {terms.labelled} does not agree."


def _labels(tally: Tally) -> Iterator[str]:
    """Of how many rows the sender’s own label says the same."""
    rows = int(tally.denominator or 0)
    if tally.counting.terms.labelled and rows and tally.area is None:
        labels = (Why.LABELLED, Why.UNLABELLED)
        same = rows - sum(one.count for one in tally.counting.listed if one.why in labels)
        share_of = rounded(Decimal(100 * same) / rows, places=2)
        yield f"The label says the same of {same:,} of {rows:,} ({plain(share_of)} %)."
