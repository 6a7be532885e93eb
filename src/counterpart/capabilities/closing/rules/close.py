"""Pure: decides a close from what was gathered, and says what becomes of a period that is closed already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.rules.benchmarks import Peers, in_use
from counterpart.capabilities.performance.rules.figures import NOTHING_SAID, Said, figures_of
from counterpart.capabilities.performance.rules.history import colour_in, resting_on
from counterpart.capabilities.performance.rules.judgement import Rag
from counterpart.capabilities.performance.rules.numbers import MISSING, Known, Standing
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.returning import wanting
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.capabilities.performance.rules.said import as_inputs
from counterpart.capabilities.performance.rules.tallies import Tally
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.seals import evidence_cited
from counterpart.engines.library.rules.closing import Condition
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Source
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal


@dataclass(frozen=True)
class Gathered:
    """What a close rests on, read at one moment. `mark` tells whether anything came in since."""

    agreement: AgreementFacts
    period: Period
    returned: tuple[Returned, ...]
    peers: tuple[Peers, ...]
    kinds: Mapping[str, str]
    mark: str
    returns: Mapping[str, str] = field(default_factory=dict)
    said: Said = NOTHING_SAID


@dataclass(frozen=True)
class Outcome:
    """What a close comes to: everything the seal is over, the digest of what it rests on, and why it restates."""

    figures: tuple[dict[str, Any], ...]
    consequences: dict[str, Any]
    evidence: tuple[dict[str, Any], ...]
    inputs: str
    corrections: Mapping[str, str]


@dataclass(frozen=True)
class Sealed:
    """The current seal of a period, as a later close compares itself with it."""

    number: int
    digest: str
    inputs: str
    files: tuple[str, ...]


def outcome(gathered: Gathered) -> Outcome | Refusal:
    """Compute and judge every figure of the period, and what follows from them; refused where returns are wanting."""
    agreement, template, when = gathered.agreement, gathered.agreement.terms.template, gathered.period
    held = standing(gathered.returned)
    peers = in_use(gathered.peers, on=when)
    figures = figures_of(agreement.reference, template, when, standing=held, peers=peers, said=gathered.said)
    if refusal := _wanting(agreement, when, figures) or _not_far_enough(agreement, when, gathered.returns):
        return refusal
    rests_on = resting_on(template, figures, when, *(row.period for row in peers))
    rows: list[Returned | Peers] = [row for row in held.values() if rests_on(row.indicator, row.period)]
    rows += peers
    evidence = _evidence(rows, gathered.kinds)
    inputs = {"template": agreement.terms.fingerprint, "evidence": evidence, **as_inputs(gathered.said)}
    corrections = {source.fingerprint: why for row in rows for source, _, why in _cited(row) if why}
    return Outcome(
        figures=tuple(figures),
        consequences=consequences_of(
            agreement.reference, template, when, figures, before=_before(template, held, when)
        ),
        evidence=tuple(evidence),
        inputs=digest(inputs),
        corrections=corrections,
    )


def _wanting(agreement: AgreementFacts, when: Period, figures: Sequence[Mapping[str, Any]]) -> Refusal | None:
    template, terms = agreement.terms.template, agreement.terms.template.close
    whole = of_the_whole(figures)
    missing = [figure["indicator"] for figure in whole if figure["status"] == MISSING]
    if "returns submitted" not in terms.requires or not missing:
        return None
    return Refusal(
        code="close.returns-wanting",
        what=f"{agreement.reference} {when} was not closed",
        fact=f"{len(missing)} of {len(whole)} returns are wanting: {', '.join(missing)}",
        rule=f"{template.name}, {terms.clause}: returns are submitted before a close",
        next_step=f"Send them: counterpart intake {agreement.reference} {_sent_as(template, missing)} FILE.",
    )


def _sent_as(template: Template, missing: Sequence[str]) -> str:
    """The kinds of file in which what is missing is sent: returns, or the events it is measured from."""
    known = [template.indicator(code) for code in missing]
    kinds = [one.measured.dataset if one and one.measured else "returns" for one in known]
    return " or ".join(dict.fromkeys(kinds))


def _not_far_enough(agreement: AgreementFacts, when: Period, states: Mapping[str, str]) -> Refusal | None:
    """Refused where returns that were called for have not come as far as a close requires."""
    template = agreement.terms.template
    asked, lacking = wanting(template.close.requires, [one.code for one in template.indicators], states)
    if not lacking:
        return None
    return Refusal(
        code="close.returns-not-ready",
        what=f"{agreement.reference} {when} was not closed",
        fact=f"{len(lacking)} returns are not that far: {', '.join(lacking)}",
        rule=f"{template.name}, {template.close.clause}: {asked} before a close",
        next_step=f"Take them further: /agreements/{agreement.reference}/returns.",
    )


def _evidence(rows: Iterable[Returned | Peers], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each file that is cited, with the rows of it that are, in the order of their lines."""
    cited: dict[str, list[tuple[Source, Mapping[str, Any]]]] = {}
    for row in rows:
        for source, content, _ in _cited(row):
            cited.setdefault(source.fingerprint, []).append((source, content))
    return [
        evidence_cited(
            fingerprint=mark,
            name=of_file[0][0].file,
            kind=kinds[mark],
            rows=[content for _, content in sorted(of_file, key=lambda row: row[0].line)],
        )
        for mark, of_file in sorted(cited.items())
    ]


def _cited(row: Returned | Peers) -> Iterator[tuple[Source, Mapping[str, Any], str | None]]:
    """Where a row stands, its content, and why it corrects another; of a tally each file it was counted in."""
    if isinstance(row, Tally):
        for file, content in row.cited:
            yield Source(file.name, file.fingerprint, 1), content, file.restates
    else:
        yield row.source, row.as_row(), row.restates


def _before(template: Template, held: Standing, when: Period) -> dict[str, Rag]:
    """The colour each indicator had in the period before, where the agreement has something follow from it."""
    if all(trigger.when is not Condition.RED_TWICE for trigger in template.close.triggers):
        return {}
    known = Known(template, held)
    return {one.code: colour_in(known, one, when.previous, None) for one in template.indicators}


def consequences_of(
    reference: str,
    template: Template,
    when: Period,
    figures: Sequence[Mapping[str, Any]],
    *,
    before: Mapping[str, Rag] = MappingProxyType({}),
) -> dict[str, Any]:
    """What follows from the figures by rule. This agreement has no incentive rules, so none is computed.

    `before` has the colour of each indicator in the period before.
    """
    whole = of_the_whole(figures)
    triggers = [
        {
            "name": trigger.name,
            "when": trigger.when.value,
            "do": trigger.do,
            "clause": trigger.clause,
            "indicator": figure["indicator"],
            "because": _why(trigger.when, figure),
        }
        for trigger in template.close.triggers
        for figure in whole
        if _fires(trigger.when, figure, before.get(figure["indicator"], Rag.NONE))
    ]
    return {
        "agreement": reference,
        "period": str(when),
        "incentives": [],
        "extension_points": None,
        "triggers": triggers,
    }


def in_reading_order(consequences: Mapping[str, Any]) -> dict[str, Any]:
    """Consequences as they were kept, their names in the order people read them."""
    told = {name: consequences[name] for name in ("agreement", "period", "incentives", "extension_points", "triggers")}
    names = ("name", "when", "indicator", "do", "clause", "because")
    return told | {"triggers": [{name: trigger[name] for name in names} for trigger in told["triggers"]]}


def _fires(condition: Condition, figure: Mapping[str, Any], before: Rag) -> bool:
    missed = figure["target_met"] is False
    match condition:
        case Condition.MISSED:
            return missed
        case Condition.MISSED_AND_WORSE:
            return missed and figure["direction_of_travel"] == "worse"
        case Condition.RED_TWICE:
            return before is Rag.RED and bool(figure["rag"] == Rag.RED.value)
        case Condition.CONCERN:
            return bool(figure["signal"] and figure["signal"]["label"] == "concern")
    return bool(_at_the_bottom(figure))


def _why(condition: Condition, figure: Mapping[str, Any]) -> str:
    if condition is Condition.CONCERN:
        return str(figure["signal"]["because"])
    if condition is Condition.RED_TWICE:
        return f"{figure['reasons']['rag']['because']} It was red in {period(figure['previous_period']).in_words} too."
    told = {
        Condition.MISSED: [figure["reasons"]["target_met"]],
        Condition.MISSED_AND_WORSE: [figure["reasons"]["target_met"], figure["reasons"]["direction_of_travel"]],
        Condition.BOTTOM_QUARTER: [comparison["reasons"] for comparison in _at_the_bottom(figure)],
    }
    return " ".join(reason["because"] for reason in told[condition])


def _at_the_bottom(figure: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [comparison for comparison in figure["benchmarks"] if comparison["label"] == Label.BOTTOM_QUARTILE.value]


@dataclass(frozen=True)
class Step:
    """What a close does to a period: make its first seal, or the next with the reason; or nothing, it stands."""

    number: int
    reason: str | None
    stands: bool = False


def next_step(
    agreement: AgreementFacts, when: Period, current: Sealed | None, decided: Outcome, *, reason: str | None = None
) -> Step | Refusal:
    """The same inputs leave the seal as it is; others need a restatement, whose reason the files or the closer give."""
    if current is None:
        return Step(1, None)
    if current.inputs == decided.inputs:
        return Step(current.number, None, stands=True)
    reasons = [why for mark, why in decided.corrections.items() if mark not in current.files]
    reasons += [reason] if reason else []
    if reasons:
        return Step(current.number + 1, "; ".join(dict.fromkeys(reasons)))
    return Refusal(
        code="close.closed-already",
        what=f"{agreement.reference} {when} was not closed again",
        fact=f"it is sealed (seal {current.number}), and what it rests on has changed since",
        rule="a sealed period is corrected by a restatement, and the earlier seal stays",
        next_step=(
            f'Restate it: counterpart intake {agreement.reference} returns FILE --restates "the reason"; '
            f'where the file is in already: counterpart close {agreement.reference} {when} --restates "the reason".'
        ),
    )


def of_the_whole(figures: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The figures of the whole, without those of areas."""
    return [figure for figure in figures if figure["area"] is None]


def summary(figures: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How some figures stand, one an indicator, counted: on target, missed, better, worse, the same."""
    return {
        "indicators": len(figures),
        "on_target": sum(figure["target_met"] is True for figure in figures),
        "off_target": sum(figure["target_met"] is False for figure in figures),
        "better": sum(figure["direction_of_travel"] == "better" for figure in figures),
        "worse": sum(figure["direction_of_travel"] == "worse" for figure in figures),
        "same": sum(figure["direction_of_travel"] == "same" for figure in figures),
    }
