"""The rows of the file register: what was taken in, when, and whether these bytes are known already."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules.tables import Table


def known(agreement: str, *, kind: str, fingerprint: str) -> File | None:
    """The file of this kind with these bytes, if this agreement took it in before. Asked per agreement and scope."""
    return File.objects.filter(agreement_id=agreement, kind=kind, fingerprint=fingerprint).first()


def register(
    agreement: str,
    *,
    kind: str,
    table: Table,
    rows: int,
    digest: str,
    fingerprint: str,
    size: int,
    mapping: str | None,
    period: str | None,
    restates: str | None,
    at: datetime,
    columns: dict[str, Any] | None = None,
) -> File:
    """Enter a file in the register, under the agreement's next number."""
    return File.objects.create(
        agreement_id=agreement,
        kind=kind,
        name=table.file,
        fingerprint=fingerprint,
        size=size,
        rows=rows,
        unknown_columns=list(table.unknown),
        digest=digest,
        mapping=mapping,
        encoding=table.encoding,
        sheets=list(table.sheets),
        period=period,
        restates=restates,
        taken_in_at=at,
        number=last_number(agreement) + 1,
        columns=columns,
    )


def last_number(agreement: str) -> int:
    """The number of the file that came last, 0 where none has."""
    last: int | None = File.objects.filter(agreement_id=agreement).aggregate(last=Max("number"))["last"]
    return last or 0


def files_of(agreement: str) -> list[File]:
    """Every file taken in, in the order they came."""
    return list(File.objects.filter(agreement_id=agreement).order_by("number"))
