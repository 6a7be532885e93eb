"""How long forty rules of money take over ten years of months, worked out and stated.

    .venv/bin/python benchmarks/money.py

Prints the seconds, the amounts worked out, and the ratio to the two seconds that are allowed.
"""

import time
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from counterpart.capabilities.incentives.rules.facts import Book, Level, Sum
from counterpart.capabilities.incentives.rules.statements import content_of, lines_of
from counterpart.capabilities.incentives.rules.working import work_out
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.library.rules.money import MoneyRule
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import Kind, Period
from counterpart.values.reference import folded

PERIODS, RULES, ALLOWED = 120, 40, 2.0
SHARE = {"council": "50 %", "company": "50 %"}


def rules(codes: list[str]) -> list[dict[str, Any]]:
    """Forty rules of ten kinds, four of each."""
    levels = [{"level": code, "failures": [{"worse_than": "90", "points": "2"}]} for code in codes]
    parts = [{"of": code, "weight": "25 %"} for code in codes[:4]]
    kinds: list[dict[str, Any]] = [
        {"rule": "credit retention", "hold": "5 %", "levels": codes, "release": "share of levels met"},
        {
            "rule": "service credits",
            "levels": levels,
            "percent_a_point": "0.5 %",
            "repeat": [{"times": "2", "multiply": "2"}],
            "cap": "10 %",
            "cap_in_year": "8 %",
            "earn_back": {"periods": "2", "share": "50 %"},
        },
        {"rule": "target less actual", "level": codes[0], "cap": "10 %"},
        {"rule": "bonus curve", "level": codes[1], "curve": [{"at": "80", "pay": "£0"}, {"at": "99", "pay": "£9,999"}]},
        {
            "rule": "pain and gain",
            "bands": [{"above": "0 %", "up_to": "90 %", "share": "25 %"}, {"above": "90 %", "share": "50 %"}],
        },
        {"rule": "shared savings", "share": SHARE},
        {"rule": "income share", "of": "profit", "share": SHARE},
        {"rule": "weighted score", "parts": parts},
        {
            "rule": "profit by score",
            "score": "weighted score 0",
            "curve": [{"at": "0", "percent": "1 %"}, {"at": "99", "percent": "7 %"}],
        },
        {"rule": "pay at risk", "score": "weighted score 0", "at_risk": "20 %"},
    ]
    common = {"clause": "1", "every": "month", "party": "provider"}
    return [common | kind | {"name": f"{kind['rule']} {n}"} for n in range(RULES // len(kinds)) for kind in kinds]


def books(codes: list[str]) -> list[Book]:
    """Ten years of months, each with a figure of every indicator and a sum of every kind."""
    found = []
    for n in range(PERIODS):
        when = Period(Kind.MONTH, 2009 + n // 12, n % 12 + 1)
        levels = {
            folded(code): Level(code, Decimal(80 + (n * 7 + p * 3) % 20), Decimal(90), (n + p) % 3 > 0)
            for p, code in enumerate(codes)
        }
        kinds = ("charges", "target cost", "actual cost", "saving", "revenue", "cost")
        sums = tuple(Sum(kind, Decimal(10_000_000 + n * 97 + p) / 100, when.starts_on) for p, kind in enumerate(kinds))
        found.append(Book(when, levels, sums))
    return found


def main() -> None:
    template = on_the_shelf("rotherham-almo").template
    codes = [indicator.code for indicator in template.indicators]
    read: Any = TypeAdapter(tuple[MoneyRule, ...])
    template = Template(**{**vars(template), "money": read.validate_python(rules(codes))})
    kept = books(codes)
    begun = time.perf_counter()
    worked = work_out(template, kept)
    done = time.perf_counter()
    for book, each in zip(kept, worked, strict=True):
        digest(content_of(template, book.period, lines_of(template, each, (), None), {}, {}, ""))
    stated = time.perf_counter()
    print(f"{len(worked)} periods x {len(worked[0])} rules: {done - begun:.2f} s worked out")
    print(f"stated, with every step, and their digests: {stated - done:.2f} s more")
    print(f"ratio to the {ALLOWED:.0f} s allowed: {(stated - begun) / ALLOWED:.2f}")


if __name__ == "__main__":
    main()
