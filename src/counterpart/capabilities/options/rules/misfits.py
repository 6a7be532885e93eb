"""Pure: where an appraisal makes no sense as a whole: what it names and does not have, and numbers out of bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from counterpart.capabilities.options.rules.facts import Appraisal, Cost, Score

Path = tuple[str | int, ...]
Misfit = tuple[Path, str, str]
"""Where it stands, what was found there, what was wanted."""

MOST_OPTIONS, MOST_CRITERIA, MOST_DRAWS, MOST_YEARS = 100, 60, 200_000, 300
MOST_SCORES_DRAWN, MOST_SAVINGS_DRAWN = 300_000_000, 20_000_000
LARGEST = Decimal(10) ** 12
HIGHEST_SCORE, HEAVIEST = Decimal(1000), Decimal(1000)


def misfits(appraisal: Appraisal) -> tuple[Misfit, ...]:
    """Every misfit. Numbers of too many digits are told alone, since nothing else can be compared then."""
    sizes = tuple(_sizes(appraisal, ()))
    return sizes or tuple(
        misfit
        for part in (_names, _hurdles, _scores, _weights, _costs, _savings, _conclusion, _days)
        for misfit in part(appraisal)
    )


def _sizes(part: Any, path: Path) -> Iterator[Misfit]:
    """Numbers that no appraisal needs and that would take long to write: 12 digits before the point and 4 after are
    enough."""
    if isinstance(part, Decimal):
        exponent = part.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -4 or abs(part) >= LARGEST:
            yield path, "a number of too many digits", "at most 12 digits before the point and 4 after it"
    for name, item in _within(part):
        yield from _sizes(item, (*path, name))


def _within(part: Any) -> Iterable[tuple[str | int, Any]]:
    """What a part is made of, each by its name or place."""
    if isinstance(part, tuple):
        return enumerate(part)
    if isinstance(part, dict):
        return part.items()
    return [(each.name, getattr(part, each.name)) for each in fields(part)] if is_dataclass(part) else []


def _names(appraisal: Appraisal) -> Iterator[Misfit]:
    """What there must be some of but not too many, each under a name of its own."""
    lists: tuple[tuple[str, tuple[Any, ...], int], ...] = (
        ("options", appraisal.options, MOST_OPTIONS),
        ("criteria", appraisal.criteria, MOST_CRITERIA),
        ("hurdles", appraisal.hurdles, MOST_CRITERIA),
        ("savings", appraisal.savings.sources if appraisal.savings else (), MOST_CRITERIA),
    )
    for name, items, most in lists:
        if len(items) > most:
            yield (name,), f"{len(items)} of them", f"at most {most}"
        seen: set[str] = set()
        for place, item in enumerate(items):
            if item.id in seen:
                where = (name, "sources", place, "id") if name == "savings" else (name, place, "id")
                yield where, f"“{item.id}” a second time", "each name once"
            seen.add(item.id)
    if not appraisal.options:
        yield ("options",), "nothing", "one option at least"
    if appraisal.unnamed and appraisal.unnamed.count < 1:
        yield ("unnamed", "count"), str(appraisal.unnamed.count), "one at least"


def _hurdles(appraisal: Appraisal) -> Iterator[Misfit]:
    known = [hurdle.id for hurdle in appraisal.hurdles]
    for place, option in enumerate(appraisal.options):
        for name in ("across", "up"):
            if (on_axis := getattr(option, name)) is not None and not 0 <= on_axis <= 100:
                yield ("options", place, name), f"{on_axis:f}", "a number from 0 to 100"
        for missing in (id for id in known if id not in option.hurdles):
            yield ("options", place, "hurdles"), f"nothing on “{missing}”", "how the option stands to every hurdle"
        yield from _unknown(("options", place, "hurdles"), option.hurdles, known, "a hurdle")


def _scores(appraisal: Appraisal) -> Iterator[Misfit]:
    options, criteria = _options(appraisal), [criterion.id for criterion in appraisal.criteria]
    seen: set[tuple[str, str]] = set()
    for place, score in enumerate(appraisal.scores):
        path: Path = ("scores", place)
        yield from _unknown((*path, "option"), (score.option,), options, "an option", value=True)
        yield from _unknown((*path, "criterion"), (score.criterion,), criteria, "a criterion", value=True)
        yield from _out_of_scale(path, score, appraisal.highest_score)
        if (score.option, score.criterion) in seen:
            yield path, "a second score for the same option and criterion", "one, with every scorer in it"
        seen.add((score.option, score.criterion))


def _out_of_scale(path: Path, score: Score, highest: Decimal) -> Iterator[Misfit]:
    given = [(("by", who), value) for who, value in score.by.items()]
    given += [(("agreed", ""), score.agreed)] if score.agreed is not None else []
    for (part, who), value in given:
        if not 0 <= value <= highest or value != round(value, 2):
            where = (*path, part, who) if who else (*path, part)
            yield where, f"{value:f}", f"a number from 0 to {highest:f}, to two places at most"


def _weights(appraisal: Appraisal) -> Iterator[Misfit]:
    if not 0 < appraisal.highest_score <= HIGHEST_SCORE:
        yield ("highest_score",), f"{appraisal.highest_score:f}", f"more than 0 and at most {HIGHEST_SCORE}"
    for place, criterion in enumerate(appraisal.criteria):
        if criterion.swing > HEAVIEST or criterion.swing != round(criterion.swing, 2):
            yield ("criteria", place, "swing"), f"{criterion.swing:f}", f"at most {HEAVIEST}, to two places at most"
    doubt = appraisal.doubt
    if not 0 <= doubt.weights_within <= 100:
        yield ("doubt", "weights_within"), f"{doubt.weights_within:f}", "a percentage from 0 to 100"
    yield from _draws(("doubt",), doubt.draws, doubt.seed)
    yield from _work(("doubt",), doubt.draws, len(appraisal.options) * len(appraisal.criteria), MOST_SCORES_DRAWN)


def _draws(path: Path, draws: int, seed: int) -> Iterator[Misfit]:
    if not 100 <= draws <= MOST_DRAWS:
        yield (*path, "draws"), str(draws), f"a whole number from 100 to {MOST_DRAWS:,}"
    if not 0 <= seed < 1 << 63:
        yield (*path, "seed"), "a seed out of bounds", "a whole number from 0 on, of at most 18 digits"


def _work(path: Path, draws: int, each: int, most: int) -> Iterator[Misfit]:
    """More draws than a minute or so allows, for so many numbers in each."""
    if draws * each > most:
        yield (*path, "draws"), f"{draws:,} draws of {each:,} numbers", f"at most {most // each:,} draws of so many"


def _costs(appraisal: Appraisal) -> Iterator[Misfit]:
    for place, cost in enumerate(appraisal.costs):
        path: Path = ("costs", place)
        yield from _unknown((*path, "option"), (cost.option,), _options(appraisal), "an option", value=True)
        if not _in_order(cost):
            yield (
                path,
                "years that are in no order",
                f"a first year from 0 on, a last not before it, to year {MOST_YEARS}",
            )


def _in_order(cost: Cost) -> bool:
    last = cost.first_year if cost.last_year is None else cost.last_year
    return 0 <= cost.first_year <= last <= MOST_YEARS


def _savings(appraisal: Appraisal) -> Iterator[Misfit]:
    model = appraisal.savings
    if model is None:
        return
    for place, source in enumerate(model.sources):
        path: Path = ("savings", "sources", place)
        yield from _unknown((*path, "under"), source.under, _options(appraisal), "an option")
        for where, one in [
            ((*path, "under_all"), source.under_all),
            *(((*path, "under", o), e) for o, e in source.under.items()),
        ]:
            if one and not one.low <= (one.low if one.expected is None else one.expected) <= one.high:
                yield where, "estimates out of order", "a low, an expected and a high, none before the one before it"
    if model.add_on_costs:
        known = [source.id for source in model.sources]
        yield from _unknown(("savings", "add_on_costs", "to"), model.add_on_costs.to, known, "a source", value=True)
    yield from _draws(("savings",), model.draws, model.seed)
    yield from _work(("savings",), model.draws, len(model.sources) * len(appraisal.options), MOST_SAVINGS_DRAWN)


def _conclusion(appraisal: Appraisal) -> Iterator[Misfit]:
    concluded = appraisal.conclusion
    if concluded is None:
        return
    options = _options(appraisal)
    for place, area in enumerate(concluded.areas):
        path: Path = ("conclusion", "areas", place)
        if bool(area.option) == bool(area.left_out_until):
            yield path, "both or neither", "an option, or the day until which the area is left out"
        elif area.option:
            yield from _unknown((*path, "option"), (area.option,), options, "an option", value=True)
    for place, taken in enumerate(concluded.takes):
        path = ("conclusion", "takes", place)
        yield from _unknown((*path, "option"), (taken.option,), options, "an option", value=True)
        if taken.option in options:
            known = [feature.id for feature in appraisal.option(taken.option).features]
            yield from _unknown((*path, "feature"), (taken.feature,), known, "a feature of that option", value=True)


def _days(appraisal: Appraisal) -> Iterator[Misfit]:
    buying = appraisal.buying
    if buying and min(buying.mobilisation_weeks, buying.assessment_weeks) < 0:
        yield ("buying",), "less than no weeks", "weeks from 0 on"
    if buying and max(buying.mobilisation_weeks, buying.assessment_weeks) > 260:
        yield ("buying",), "more than five years of weeks", "weeks to 260"
    for place, impact in enumerate(appraisal.impacts):
        yield from _unknown(("impacts", place, "under"), impact.under, _options(appraisal), "an option")


def _options(appraisal: Appraisal) -> list[str]:
    return [option.id for option in appraisal.options]


def _unknown(
    path: Path, named: Iterable[str], known: Iterable[str], what: str, *, value: bool = False
) -> Iterator[Misfit]:
    """Names that are none of those known; `value`: they stand at the path itself, not as names beneath it."""
    there = tuple(known)
    for name in named:
        if name not in there:
            wanted = f"{what}: {', '.join(there)}" if there else f"{what}, of which there is none"
            yield path if value else (*path, name), f"“{name}”", wanted
