"""Histories of jobs in small files, and mechanisms to try on them."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from counterpart.capabilities.pricing.rules.mechanisms import Kind, Mechanism, Mechanisms

Job = tuple[str, str, str, str, str]
"""Its id, property, trade, priority and day."""

JOBS: tuple[Job, ...] = (
    ("j1", "p1", "plumbing", "urgent", "2025-04-03"),
    ("j2", "p1", "roofing", "routine", "2025-04-20"),
    ("j3", "p2", "plumbing", "routine", "2025-05-02"),
    ("j4", "p2", "plumbing", "routine", "2025-06-30"),
    ("j5", "p9", "plumbing", "routine", "2025-05-05"),
)
LINES = (("j1", "100.00"), ("j1", "20.50"), ("j2", "900.00"), ("j3", "300.00"), ("j4", "80.00"), ("j5", "7.00"))
PROPERTIES = (("p1", "north", ""), ("p2", "south", "2025-05-01"), ("p3", "south", ""))


def written(
    folder: Path,
    jobs: Sequence[Job] = JOBS,
    lines: Sequence[tuple[str, str]] = LINES,
    properties: Sequence[tuple[str, str, str]] = PROPERTIES,
) -> dict[str, Path]:
    tables = {
        "jobs": ("job_id,property_id,trade,priority,raised_at", jobs),
        "lines": ("Job ID,amount", lines),
        "properties": ("property_id,area,void_from", properties),
    }
    for name, (titles, rows) in tables.items():
        text = "".join(f"{','.join(row)}\n" for row in rows)
        (folder / f"{name}.csv").write_text(f"{titles}\n{text}")
    return {name: folder / f"{name}.csv" for name in tables}


def rates(**parts: Any) -> Mechanism:
    return Mechanism(**({"id": "rates", "name": "Rates", "kind": Kind.RATES} | parts))


def per_property(price: str = "120", **parts: Any) -> Mechanism:
    given = {"id": "property", "name": "Per property", "kind": Kind.PROPERTY, "price": Decimal(price)}
    return Mechanism(**(given | parts))


def per_void(price: str = "500", **parts: Any) -> Mechanism:
    return Mechanism(**({"id": "void", "name": "Per void", "kind": Kind.VOID, "price": Decimal(price)} | parts))


def asked(*mechanisms: Mechanism, draws: int = 40, seed: int = 7, caps: Sequence[Decimal] = ()) -> Mechanisms:
    return Mechanisms(mechanisms=mechanisms, draws=draws, seed=seed, caps=tuple(caps))
