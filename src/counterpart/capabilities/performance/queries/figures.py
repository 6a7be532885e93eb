"""Reads of figures. Each takes the actor or runs where one is acting, and sees what the actor may see."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.models import PeerFigure, ReturnedFigure, SealedFigure
from counterpart.capabilities.performance.queries.events import measured_figures
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.figures import in_reading_order
from counterpart.capabilities.performance.rules.placing import Placing, placings
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.series import Series, series
from counterpart.engines.evidence.blanks import blank
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules.events import kind_asked
from counterpart.engines.evidence.rules.kinds import RETURNS
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused


def returned_figures(
    agreement: AgreementFacts,
    *,
    periods: Iterable[Period] | None = None,
    codes: Iterable[str] | None = None,
    sent_alone: bool = False,
) -> tuple[Returned, ...]:
    """What was returned, in the order it came; of some periods, or all; of some indicators, or all.

    After it stands what was counted for measured indicators, unless what was sent alone is asked for.
    """
    periods = None if periods is None else list(periods)
    codes = None if codes is None else list(codes)
    counted = () if sent_alone else measured_figures(agreement, periods=periods, codes=codes)
    rows = ReturnedFigure.objects.filter(agreement_id=agreement.agreement_id).select_related("file")
    if periods is not None:
        rows = rows.filter(period__in=[str(when) for when in periods])
    if codes is not None:
        rows = rows.filter(indicator__in=list(codes))
    return (*(_returned(row) for row in rows.order_by("file__number", "line")), *counted)


def returned_periods(agreement: AgreementFacts) -> dict[Period, int]:
    """The periods something was returned for, newest first, and for how many indicators."""
    rows = ReturnedFigure.objects.filter(agreement_id=agreement.agreement_id).values_list("period")
    counted = Counter({period(name): n for name, n in rows.annotate(n=Count("indicator", distinct=True))})
    counted.update(tally.period for tally in measured_figures(agreement) if tally.area is None)
    in_order = sorted(counted, key=lambda when: (when.ends_on, -when.starts_on.toordinal()), reverse=True)
    return {when: counted[when] for when in in_order}


def peer_figures(agreement: AgreementFacts, *, of: str | None = None) -> tuple[Peers, ...]:
    """What is known of peers, in the order it came; of one indicator, or all."""
    rows = PeerFigure.objects.filter(agreement_id=agreement.agreement_id).select_related("file")
    rows = rows if of is None else rows.filter(indicator=of)
    return tuple(_peers(row) for row in rows.order_by("file__number", "line"))


def peers_placed(agreement: AgreementFacts, code: str) -> tuple[Placing, ...]:
    """The peers of an indicator in their places, by period and group. Raises Refused where it is none of ours."""
    template = agreement.terms.template
    indicator = template.indicator(code)
    if indicator is None:
        raise Refused(no_such_indicator(template, code))
    return placings(indicator, peer_figures(agreement, of=indicator.code))


def sealed_figures(agreement: AgreementFacts, when: str, *, seal: int) -> list[dict[str, Any]]:
    """The figures under one seal, in its order."""
    rows = _sealed(agreement, when, seal)
    return [in_reading_order(content) for content in rows.order_by("place").values_list("content", flat=True)]


def sealed_figures_of(agreement: AgreementFacts, when: str, *, seal: int, area: str | None) -> list[dict[str, Any]]:
    """The figures of one area, or (`None`) of the whole, under one seal, in its order; their names in none."""
    rows = _sealed(agreement, when, seal).filter(area=area)
    return list(rows.order_by("place").values_list("content", flat=True))


def sealed_areas(agreement: AgreementFacts, when: str, *, seal: int) -> list[str]:
    """The areas that have figures of their own under a seal, in its order."""
    rows = _sealed(agreement, when, seal).exclude(area=None).values("area").annotate(first=Min("place"))
    return [str(row["area"]) for row in rows.order_by("first")]


def _sealed(agreement: AgreementFacts, when: str, seal: int) -> QuerySet[SealedFigure]:
    return SealedFigure.objects.filter(agreement_id=agreement.agreement_id, period=when, seal=seal)


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
    return Source(file.name, file.fingerprint, line, column, file.sheets[0] if file.sheets else None)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def series_of(agreement: AgreementFacts, code: str) -> Series:
    """An indicator over its periods. Raises Refused where the agreement has none of this code."""
    template = agreement.terms.template
    indicator = template.indicator(code)
    if indicator is None:
        raise Refused(no_such_indicator(template, code))
    return series(template, indicator, returned_figures(agreement, codes=[indicator.code]))


def no_such_indicator(template: Template, code: str) -> Refusal:
    return Refusal(
        code="figure.unknown",
        what=f"There is no indicator “{code}”",
        fact=f"{template.name} has {', '.join(known.code for known in template.indicators)}",
        rule="an indicator is known by its code in the template",
        next_step="Choose one of these.",
    )


def blank_of(agreement: AgreementFacts, kind: str, *, when: str | None = None) -> bytes:
    """A spreadsheet of a kind to fill in; for returns with a row for each indicator. Raises Refused."""
    asked = kind_asked(kind, agreement.terms.template.datasets, what="No spreadsheet was written")
    if isinstance(asked, Refusal):
        raise Refused(asked)
    title = f"{asked.title}: {agreement.name}"
    if asked is not RETURNS:
        return blank(asked, title=title)
    indicators = agreement.terms.template.indicators
    rows = [{"indicator": indicator.code, "period": when or ""} for indicator in indicators]
    return blank(asked, title=title, rows=rows, notes=dict(enumerate(indicator.title for indicator in indicators)))
