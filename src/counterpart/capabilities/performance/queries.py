"""Reads of figures. Each takes the actor or runs where one is acting, and sees what the actor may see."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules import AgreementFacts
from counterpart.capabilities.performance.models import PeerFigure, ReturnedFigure, SealedFigure
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.figures import in_reading_order
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.series import Series, series
from counterpart.engines.evidence.models import File
from counterpart.values.explained import Source
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused


def returned_figures(agreement: AgreementFacts, *, periods: Iterable[Period] | None = None) -> tuple[Returned, ...]:
    """What was returned, in the order it came; of some periods, or all."""
    rows = ReturnedFigure.objects.filter(agreement_id=agreement.agreement_id).select_related("file")
    if periods is not None:
        rows = rows.filter(period__in=[str(when) for when in periods])
    return tuple(_returned(row) for row in rows.order_by("file__number", "line"))


def peer_figures(agreement: AgreementFacts) -> tuple[Peers, ...]:
    """What is known of peers, in the order it came."""
    rows = PeerFigure.objects.filter(agreement_id=agreement.agreement_id).select_related("file")
    return tuple(_peers(row) for row in rows.order_by("file__number", "line"))


def sealed_figures(agreement: AgreementFacts, when: str, *, seal: int) -> list[dict[str, Any]]:
    """The figures under one seal, in its order."""
    rows = SealedFigure.objects.filter(agreement_id=agreement.agreement_id, period=when, seal=seal)
    return [in_reading_order(content) for content in rows.order_by("place").values_list("content", flat=True)]


def _returned(row: ReturnedFigure) -> Returned:
    return Returned(
        indicator=row.indicator,
        period=period(row.period),
        area=row.area,
        value=_decimal(row.value),
        numerator=_decimal(row.numerator),
        denominator=_decimal(row.denominator),
        target=_decimal(row.target),
        comment=row.comment,
        source=_source(row.file, row.line, row.column),
        restates=row.file.restates,
    )


def _peers(row: PeerFigure) -> Peers:
    cuts = [Decimal(cut) for cut in row.cuts] if row.cuts else None
    return Peers(
        indicator=row.indicator,
        period=period(row.period),
        peer_group=row.peer_group,
        label=Label(row.label) if row.label else None,
        not_applicable=row.not_applicable,
        cuts=(cuts[0], cuts[1], cuts[2]) if cuts else None,
        n=row.n,
        organisation=row.organisation,
        value=_decimal(row.value),
        published_in=row.published_in,
        source=_source(row.file, row.line, row.column),
        restates=row.file.restates,
    )


def _source(file: File, line: int, column: str | None) -> Source:
    return Source(file.name, file.fingerprint, line, column)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def series_of(agreement: AgreementFacts, code: str) -> Series:
    """An indicator over its periods. Raises Refused where the agreement has none of this code."""
    template = agreement.terms.template
    indicator = template.indicator(code)
    if indicator is None:
        raise Refused(
            Refusal(
                code="figure.unknown",
                what=f"There is no indicator “{code}”",
                fact=f"{template.name} has {', '.join(known.code for known in template.indicators)}",
                rule="an indicator is known by its code in the template",
                next_step="Choose one of these.",
            )
        )
    rows = ReturnedFigure.objects.filter(agreement_id=agreement.agreement_id, indicator=indicator.code)
    returned = tuple(_returned(row) for row in rows.select_related("file").order_by("file__number", "line"))
    return series(template, indicator, returned)
