"""Pure: an indicator as it stands, with everything its page, a list of it and a judgement of it need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.rules.history import Seen, back_over, target_in, track_of
from counterpart.capabilities.performance.rules.measured import measured
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.projection import Track
from counterpart.capabilities.performance.rules.said import OfFigures, said_in, standing_rebases, standing_years
from counterpart.capabilities.performance.rules.signals import Signal
from counterpart.capabilities.performance.rules.trend import signal_of
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.period import Period
from counterpart.values.reference import folded

Figure = Mapping[str, Any]
WITHOUT, WITH_FIGURES, UNDER_WAY = "without figures", "with figures that make no year", "with a year under way"


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator of an agreement, with what is known of its figures: its periods with a value, newest first."""

    agreement: AgreementFacts
    indicator: Indicator
    known: Known
    periods: tuple[Period, ...]
    sayings: tuple[OfFigures, ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id

    @property
    def state(self) -> str:
        """Whether it has figures, and whether they make a year that is looked ahead to."""
        if not self.periods:
            return WITHOUT
        return UNDER_WAY if self.track(self.periods[0]) else WITH_FIGURES

    @property
    def rebased(self) -> tuple[Period, ...]:
        """The periods from which its limits begin afresh now."""
        return standing_rebases(self.sayings, self.indicator.code)

    @property
    def foreseen(self) -> tuple[Period, ...]:
        """The years whose end somebody has said, as it stands now, newest first."""
        return standing_years(self.sayings, self.indicator.code)

    def first_like(self, when: Period) -> Period:
        """The oldest period of the same kind that has a value."""
        return next(one for one in reversed(self.periods) if one.kind is when.kind)

    def track(self, when: Period) -> Track | None:
        """Its year up to a period; None where the periods make no year, or one of them is wanting."""
        return track_of(self.known, self.indicator, when, None)

    def target(self, when: Period) -> Decimal | None:
        now = measured(self.known, self.indicator, when, None)
        return target_in(self.known, self.indicator, when, None, now).value

    def history(self, when: Period) -> tuple[Seen, ...]:
        """The periods of the same kind up to this one that have a value, oldest first."""
        return back_over(self.known, self.indicator, when, None)

    def signal(self, when: Period) -> Signal | None:
        """Each of those periods with its limits, as the signal of this one has them."""
        rebased = said_in(when, self.sayings).rebased.get(self.indicator.code, ())
        return signal_of(self.history(when), self.indicator, self.target(when), rebased=rebased)


@dataclass(frozen=True)
class Judged:
    """Every figure of a period as it stands, with what is known of those before it."""

    agreement: AgreementFacts
    period: Period
    figures: tuple[Figure, ...]
    known: Known
    sayings: tuple[OfFigures, ...] = ()

    @property
    def whole(self) -> list[Figure]:
        """The figures of each indicator as a whole that have a value."""
        return [figure for figure in self.figures if figure["area"] is None and figure["value"] is not None]

    @property
    def areas(self) -> dict[str, str]:
        """The service area of each indicator, by its code, as it is called."""
        names = {area.code: area.name for area in self.known.template.service_areas}
        return {one.code: names.get(one.service_area, one.service_area) for one in self.known.template.indicators}


def address_of(agreement: str, code: str) -> str:
    """The page of an indicator: BV 66a stands in an address as bv66a."""
    return f"/agreements/{agreement}/indicators/{folded(code)}"


def with_a_value(known: Known, indicator: Indicator, periods: Iterable[Period]) -> tuple[Period, ...]:
    """Of some periods those in which an indicator has a value for the whole, newest first."""
    found = [when for when in periods if known.numbers(indicator, when, None).value is not None]
    return tuple(sorted(found, key=lambda one: (one.ends_on, one.starts_on), reverse=True))
