"""Pure: the file of an appraisal, as plain frozen data; every part but the title, the question and the options may be
left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from counterpart.capabilities.options.rules.partnering import Offered
from counterpart.capabilities.options.rules.savings import SavingsModel
from counterpart.engines.library.rules.strict import STRICT


class Standing(StrEnum):
    """How an option stands to a hurdle. One that has potential is looked at further, as one that meets it is."""

    MEETS = "meets"
    POTENTIAL = "has potential"
    FAILS = "fails"


@dataclass(frozen=True, kw_only=True)
class Hurdle:
    """What an option must meet, or have the potential to meet, to be looked at further."""

    id: str
    title: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Judged:
    standing: Standing
    because: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Feature:
    """Something of an option that another could take over."""

    id: str
    what: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Option:
    """A way to do it. `kind` is what the questions of the funnel know it as; `across` and `up` place it on two axes."""

    id: str
    name: str
    what: str = ""
    kind: str = ""
    added_on_challenge_by: str = ""
    hurdles: Mapping[str, Judged] = field(default_factory=dict)
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    across: Decimal | None = None
    up: Decimal | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Unnamed:
    """Options that were on the long list and whose names are not known, with why."""

    count: int
    because: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What options are scored by. `swing` is how much going from `worst` to `best` matters, beside the other swings."""

    id: str
    title: str
    swing: Decimal
    worst: str = ""
    best: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Score:
    """What each scorer gave before moderation, and what was agreed; their mean, where nothing was agreed."""

    option: str
    criterion: str
    by: Mapping[str, Decimal] = field(default_factory=dict)
    agreed: Decimal | None = None
    because: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """How far rank acceptability lets weights stray, by how many draws, and from which seed."""

    weights_within: Decimal = Decimal(50)
    draws: int = 10_000
    seed: int = 1

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Impact:
    """What a driver of change would do under each option."""

    driver: str
    under: Mapping[str, str]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Axis:
    title: str
    low: str
    high: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Axes:
    across: Axis
    up: Axis

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of the funnel. An answer rules out the kinds of option that do not go with it, each with its why."""

    id: str
    dimension: str
    question: str
    rules_out: Mapping[str, Mapping[str, str]]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """What was answered, by question; questions of one's own stand beside those of the shelf."""

    answers: Mapping[str, str]
    questions: tuple[Question, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Cost:
    """A cost of an option in each year from the first to the last; year 0 is the year of the decision."""

    option: str
    what: str
    amount: Decimal
    first_year: int = 0
    last_year: int | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Area:
    """What is recommended for a service area: an option, or that it is left out until it has been reviewed."""

    area: str
    because: str
    option: str = ""
    left_out_until: date | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A feature of another option that the recommended one takes over."""

    option: str
    feature: str
    because: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Outturn:
    """What came of something that was forecast."""

    what: str
    forecast: Decimal
    outturn: Decimal
    on: date

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    says: str
    areas: tuple[Area, ...] = ()
    takes: tuple[Taken, ...] = ()
    review_on: date | None = None
    review: str = ""
    outturns: tuple[Outturn, ...] = ()

    __pydantic_config__ = STRICT


class Buys(StrEnum):
    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"


class Authority(StrEnum):
    SUB_CENTRAL = "sub-central"
    CENTRAL = "central"


@dataclass(frozen=True, kw_only=True)
class Buying:
    """A contract to be bought. The value is the whole life’s, with VAT; `start_on` is the first day of the service."""

    value: Decimal
    buys: Buys
    commences_on: date
    start_on: date
    authority: Authority = Authority.SUB_CENTRAL
    light_touch: bool = False
    concession: bool = False
    health_care: bool = False
    electronic: bool = True
    mobilisation_weeks: int = 12
    assessment_weeks: int = 6

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """An appraisal of options."""

    title: str
    question: str
    dated_on: date
    options: tuple[Option, ...]
    source: str = ""
    note: str = ""
    hurdles: tuple[Hurdle, ...] = ()
    unnamed: Unnamed | None = None
    highest_score: Decimal = Decimal(100)
    criteria: tuple[Criterion, ...] = ()
    scores: tuple[Score, ...] = ()
    doubt: Doubt = Doubt()
    impacts: tuple[Impact, ...] = ()
    axes: Axes | None = None
    funnel: Funnel | None = None
    savings: SavingsModel | None = None
    costs: tuple[Cost, ...] = ()
    partnering: Offered | None = None
    buying: Buying | None = None
    conclusion: Conclusion | None = None

    __pydantic_config__ = STRICT

    def option(self, id: str) -> Option:
        return next(option for option in self.options if option.id == id)
