"""Appraisals to try rules on."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from counterpart.capabilities.options.queries import shelf
from counterpart.capabilities.options.rules.facts import Appraisal, Criterion, Judged, Option, Score, Standing
from counterpart.capabilities.options.rules.judgement import Appraised, Shelf, appraised
from counterpart.capabilities.options.rules.weighing import Standpoint
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal

DAY = date(2026, 9, 1)


def an_appraisal(**parts: Any) -> Appraisal:
    given = {"title": "A choice", "question": "Which?", "dated_on": DAY, "options": (an_option("a"), an_option("b"))}
    return Appraisal(**(given | parts))


def an_option(id: str, standing: Standing | None = None, **parts: Any) -> Option:
    hurdles = {"law": Judged(standing=standing, because=f"{id} {standing}")} if standing else {}
    return Option(id=id, name=id.upper(), hurdles=hurdles, **parts)


def scored(table: dict[str, list[int]], swings: list[int], **parts: Any) -> Appraisal:
    """Options with a score on each criterion, c0, c1 and so on."""
    criteria = tuple(
        Criterion(id=f"c{at}", title=f"Criterion {at}", swing=Decimal(swing)) for at, swing in enumerate(swings)
    )
    scores = tuple(
        Score(option=option, criterion=f"c{at}", agreed=Decimal(score))
        for option, row in table.items()
        for at, score in enumerate(row)
    )
    return an_appraisal(options=tuple(an_option(id) for id in table), criteria=criteria, scores=scores, **parts)


def seen(table: dict[str, list[int]], swings: list[int]) -> Standpoint:
    whole = sum(swings)
    return Standpoint(
        {f"c{at}": Fraction(swing, whole) for at, swing in enumerate(swings)},
        {option: {f"c{at}": Fraction(score) for at, score in enumerate(row)} for option, row in table.items()},
    )


def the_shelf() -> Shelf:
    return Shelf(shelf.questions(), shelf.partnering(), shelf.discounting(), shelf.thresholds(), calendar("UK_ANY"))


def worked_out(appraisal: Appraisal) -> Appraised:
    found = appraised(appraisal, the_shelf())
    assert not isinstance(found, Refusal), str(found)
    return found
