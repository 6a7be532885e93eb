"""What a template measures, as plain frozen data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from counterpart.engines.library.rules.formulas import Formula, formula
from counterpart.engines.library.rules.strict import STRICT
from counterpart.engines.library.rules.targets import Band, Gain, Tolerance, band, gain, stated_in, tolerance
from counterpart.values.money import exact
from counterpart.values.period import Period
from counterpart.values.quantity import Unit

KINDS = (
    "KPI", "LPI", "management LPI", "service standard", "hard outcome", "soft outcome",
    "leading in skills", "leading in IT", "leading in innovation", "operating service level", "monitored KPI",
    "saving", "people", "perception", "predictability",
)  # fmt: skip
"""What an indicator may be; the last four are the headline measures that construction and shared services use."""


class Better(StrEnum):
    """The polarity of an indicator: which way improvement lies, or that it lies within a band."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class MeasuredAs(StrEnum):
    """What kind of number an indicator is."""

    RATIO = "ratio"
    COUNT = "count"
    AVERAGE = "average"
    SCORE = "score"
    RATING = "rating"


class AYear(StrEnum):
    """How the figures of a year’s periods make the figure of the year."""

    COUNTS = "sum of counts"
    TOTAL = "total"
    LAST = "last"
    MEAN = "mean"


YEARS = {
    MeasuredAs.RATIO: (AYear.COUNTS, AYear.LAST),
    MeasuredAs.AVERAGE: (AYear.COUNTS, AYear.LAST),
    MeasuredAs.COUNT: (AYear.TOTAL, AYear.LAST, AYear.MEAN),
    MeasuredAs.SCORE: (AYear.LAST, AYear.MEAN),
    MeasuredAs.RATING: (AYear.LAST, AYear.MEAN),
}
"""How each kind of number may make a year, the usual way first. A mean of ratios would weigh small and large alike."""


class Projected(StrEnum):
    """By what method the year’s end is looked ahead to."""

    RUN_RATE = "run-rate"
    PROFILED = "profiled by last year"
    LAST_THREE = "last three periods"
    LATEST = "latest figure"


class IfMissing(StrEnum):
    """What a formula makes of an indicator that has no figure."""

    NO_FIGURE = "no figure"
    LEFT_OUT = "left out"
    ZERO = "zero"


@dataclass(frozen=True)
class MeasuredTerms:
    """How a figure is measured from rows of a dataset, in expressions over its columns.

    `of` says which rows are looked at (all, where it says nothing). Of these, those `counting` over them all are a
    ratio; `adding` adds a number up. A row belongs to the period its `dated` column falls in. `by` are the columns
    figures are also given by; of those in `small_numbers` a figure on fewer than `fewest` rows is not shown. Rows that
    are `apart` (they contradict themselves) are left out and listed. `labelled` is what the sender’s own label says of
    the same: rows of which it says otherwise are counted as measured, and listed.
    """

    dataset: str
    dated: str
    of: str = ""
    counting: str = ""
    adding: str = ""
    by: tuple[str, ...] = ()
    small_numbers: tuple[str, ...] = ()
    fewest: int = 5
    apart: str = ""
    labelled: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Indicator:
    """One indicator. Targets map a period (or each month, quarter or year) to a figure, as it is written.

    `amber_within` is a number of points in the indicator’s own unit, or a share of the target. `felt_in` are the
    indicators in which people would feel it: complaints, satisfaction, test visits. `quality` is, for a cost, the
    indicator of what is got for it. What stands in words here is read by the properties below, and was checked when
    the template was.
    """

    code: str
    title: str
    kind: str
    unit: Unit
    better: Better
    clause: str
    target: Mapping[str, str] = field(default_factory=dict)
    amber_within: Decimal | str | None = None
    decimals: int = 2
    statutory_reference: str | None = None
    band: str = ""
    measured_as: MeasuredAs | None = None
    a_year: AYear | None = None
    every: Literal["month", "quarter", "year"] | None = None
    owner: str = ""
    manager: str = ""
    service_area: str = ""
    starts_on: str = ""
    ends_on: str = ""
    formula: str = ""
    if_missing: IfMissing = IfMissing.NO_FIGURE
    if_divided_by_zero: Literal["no figure", "zero"] = "no figure"
    measured: MeasuredTerms | None = None
    profile: tuple[str, ...] = ()
    minimum: Mapping[str, str] = field(default_factory=dict)
    stretch: Mapping[str, str] = field(default_factory=dict)
    targets_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    baselines: Mapping[str, str] = field(default_factory=dict)
    improvement: str = ""
    projected_by: Projected | None = None
    felt_in: tuple[str, ...] = ()
    quality: str = ""

    __pydantic_config__ = STRICT

    def target_in(self, when: Period, *, of: str | None = None) -> Decimal | None:
        """The target stated for a period: a party’s own, where it has one, otherwise everybody’s."""
        own = self.targets_of.get(of, {}) if of else {}
        found = stated_in(own, when, self.unit)
        return stated_in(self.target, when, self.unit) if found is None else found

    @property
    def tolerance(self) -> Tolerance | None:
        return None if self.amber_within is None else tolerance(str(self.amber_within))

    @property
    def limits(self) -> Band | None:
        """The band within which it is better to be."""
        return band(self.band, self.unit) if self.band else None

    @property
    def gain(self) -> Gain | None:
        """By how much it is to be better than last year, or than its baseline."""
        return gain(self.improvement) if self.improvement else None

    @property
    def shares(self) -> tuple[Decimal, ...]:
        """The twelve shares of the year, in per cent, from April on; none where the target has no profile."""
        return tuple(exact(share.rstrip("% ")) for share in self.profile)

    @property
    def computed(self) -> Formula | None:
        return formula(self.formula) if self.formula else None

    @property
    def adds_up(self) -> AYear | None:
        """How periods make a year: as stated, or the usual way of its kind of number."""
        return self.a_year or (YEARS[self.measured_as][0] if self.measured_as else None)

    def in_force_in(self, when: Period) -> bool:
        """Whether it is in force on any day of a period."""
        begun = not self.starts_on or date.fromisoformat(self.starts_on) <= when.ends_on
        return begun and (not self.ends_on or date.fromisoformat(self.ends_on) >= when.starts_on)


@dataclass(frozen=True)
class PeerGroup:
    """A group of peers whose published labels or cut-offs are compared with our value of the same period.

    `unlike` names the indicators that the group defines otherwise, each with the reason: they are not compared.
    """

    name: str
    clause: str
    unlike: Mapping[str, str] = field(default_factory=dict)

    __pydantic_config__ = STRICT
