"""How figures are judged, over the API: each indicator as it stands, a period’s portfolio, how good the data are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries import judging, returning
from counterpart.capabilities.performance.rules.charts import areas_of
from counterpart.capabilities.performance.rules.funnel import Placed
from counterpart.capabilities.performance.rules.judged import Figure, Judged
from counterpart.capabilities.performance.rules.on_paper import spoken_against
from counterpart.capabilities.performance.rules.portfolio import Portfolio, Share, balance, concerns, successes
from counterpart.capabilities.performance.rules.portfolio import portfolio as portfolio_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Code, Decimal, PeriodText, Reference, Told
from counterpart.engines.library.rules.indicators import Indicator


class JudgementTold(Told):
    """An indicator with its newest figure, judged as a close now would judge it; nulls where it has no figure yet."""

    indicator: str
    title: str
    kind: str
    owner: str
    period: str | None
    value: Decimal | None
    target: Decimal | None
    target_met: bool | None
    rag: Literal["green", "amber", "red", "none"]
    direction_of_travel: Literal["better", "worse", "same", "none"]
    signal: dict[str, Any] | None
    projection: dict[str, Any] | None


class AreaTold(Told):
    """An area beside the rest: so many of so many, and whether it differs by more than chance."""

    area: str
    numerator: int
    denominator: int
    standing: str
    method: str
    because: str


class IndicatorJudged(JudgementTold):
    """The newest figure of an indicator with its benchmarks, and its areas beside each other."""

    benchmarks: list[dict[str, Any]]
    areas: list[AreaTold]


class ShareTold(Told):
    """So many of so many; a whole per cent, null of none."""

    n: int
    of: int
    per_cent: int | None


class SharesTold(Told):
    """A set of figures at a glance."""

    stable_or_improving: ShareTold
    met: ShareTold
    projected_to_meet: ShareTold


class BalanceTold(SharesTold):
    """A service area by itself, so that a large one does not drown a small one."""

    area: str


class OnPaperTold(Told):
    """A target that is met while what people would feel it in gets worse."""

    indicator: str
    felt_in: str
    rule: str
    because: str


class PortfolioTold(Told):
    """How a period stands as a whole. `weighed` is the mean of the services’ shares of targets met, each alike."""

    period: str | None
    sentences: list[str]
    shares: SharesTold
    services: list[BalanceTold]
    weighed: int | None
    successes: list[str]
    concerns: list[str]
    on_paper: list[OnPaperTold]


class FoundTold(Told):
    """How one dimension of a return’s data was found, and why where it is not good."""

    dimension: str
    quality: Literal["good", "some doubt", "poor"]
    reason: str


class DataQualityTold(Told):
    """A return that was assured, and what was found of its data."""

    reference: str
    indicator: str
    period: str
    found: list[FoundTold]


@reading("/agreements/{reference}/judgements", gives=Part[JudgementTold])
def judgements(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every indicator with its newest figure as it stands today, in the order of the agreement."""
    found = judging.newest_of_each(agreement_named(reference, by=by))
    return part_of([_judgement(indicator, figure) for indicator, figure in found], part)


@reading("/agreements/{reference}/indicators/{code}", gives=IndicatorJudged)
def indicator(by: Actor, at: datetime, reference: Reference, code: Code) -> Mapping[str, Any]:
    """The newest figure of an indicator: its signal, where its year will end, its peers, and areas beyond chance."""
    one = judging.indicator_at(by, at, reference, code)
    figure = judging.judged(one)
    areas = areas_of(one, one.periods[0]) if figure else ()
    told = _judgement(one.indicator, figure)
    return told | {"benchmarks": figure["benchmarks"] if figure else [], "areas": [_area(placed) for placed in areas]}


@reading("/agreements/{reference}/portfolio", gives=PortfolioTold)
def portfolio(by: Actor, at: datetime, reference: Reference, period: PeriodText | None = None) -> Mapping[str, Any]:
    """How a period stands as a whole, as its figures are today; the newest where none is named."""
    when, _ = judging.period_asked(agreement_named(reference, by=by), str(period or ""))
    if when is None:
        return _portfolio(None)
    return _portfolio(judging.judged_in(agreement_named(reference, by=by, on=when.ends_on), when))


@reading("/agreements/{reference}/data-quality", gives=Part[DataQualityTold])
def data_quality(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The returns that were assured, newest period first, with what was found on each of six dimensions, and why."""
    returns = returning.returns_of(agreement_named(reference, by=by))
    told = [
        {
            "reference": one.reference,
            "indicator": one.indicator,
            "period": one.period,
            "found": [
                {"dimension": judged.dimension.value, "quality": judged.quality.value, "reason": judged.reason}
                for judged in one.judgements()
            ],
        }
        for one in returns
        if one.judgements()
    ]
    return part_of(told, part)


def _judgement(indicator: Indicator, figure: Figure | None) -> dict[str, Any]:
    names = ("period", "value", "target", "target_met", "rag", "direction_of_travel", "signal", "projection")
    nothing = {"rag": "none", "direction_of_travel": "none"}
    said = {name: figure[name] if figure else nothing.get(name) for name in names}
    about = {"indicator": indicator.code, "title": indicator.title, "kind": indicator.kind, "owner": indicator.owner}
    return about | said


def _area(placed: Placed) -> dict[str, Any]:
    return {
        "area": placed.area.name,
        "numerator": placed.area.numerator,
        "denominator": placed.area.denominator,
        "standing": placed.standing.value,
        "method": placed.method,
        "because": placed.because,
    }


def _portfolio(judged: Judged | None) -> dict[str, Any]:
    figures = judged.whole if judged else []
    shares = portfolio_of(figures)
    balanced = balance(figures, judged.areas if judged else {})
    against = spoken_against(judged) if judged else ()
    return {
        "period": str(judged.period) if judged else None,
        "sentences": list(shares.sentences),
        "shares": _shares(shares),
        "services": [{"area": name, **_shares(of)} for name, of in balanced.areas],
        "weighed": balanced.met,
        "successes": [figure["indicator"] for figure in successes(figures)],
        "concerns": [figure["indicator"] for figure in concerns(figures)],
        "on_paper": [vars(one) for one in against],
    }


def _shares(told: Portfolio) -> dict[str, Any]:
    return {name: _share(getattr(told, name)) for name in SharesTold.model_fields}


def _share(share: Share) -> dict[str, int | None]:
    return {"n": share.n, "of": share.of, "per_cent": share.per_cent}
