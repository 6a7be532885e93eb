"""The rules that the money of a template must keep: bands, caps, shares, scores, and what a rule rests on. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from counterpart.engines.library.rules.amounts import limit, percent
from counterpart.engines.library.rules.misfits_of_terms import Known
from counterpart.engines.library.rules.money import SCORES
from counterpart.engines.library.rules.said import (
    Misfit,
    Part,
    Path,
    items_in,
    names_in,
    parts_of,
    repeated,
    text_of,
    too_long,
)
from counterpart.engines.library.rules.scope import Clause, LegalStatus
from counterpart.values.money import exact
from counterpart.values.period import Kind, period
from counterpart.values.reference import folded
from counterpart.values.refusal import shown

T = TypeVar("T")
HUNDRED = Decimal(100)
INADMISSIBLE = "a clause that is admissible: what is recorded under this one stays out of money"


@dataclass(frozen=True)
class Around:
    """What the rest of a template says, as far as money rests on it."""

    known: Known
    clauses: tuple[Clause, ...]
    measured: Mapping[str, str]
    providers: tuple[str, ...]
    rules: tuple[str, ...]
    scores: tuple[str, ...]

    def inadmissible(self, clause: str) -> bool:
        covering = [known for known in self.clauses if known.covers(clause)]
        closest = max(covering, key=lambda known: len(known.ref), default=None)
        return closest is not None and closest.status is LegalStatus.NOT_ADMISSIBLE


def unfit_money(content: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    rules = parts_of(content, "money")
    around = _around(content, known, rules)
    yield from repeated(rules, "name")
    for where, rule in rules:
        yield from too_long(where, rule, ("name",))
        yield from _unfit_rule(where, rule, around)
        yield from _unfit_bounds(where, rule)
        for check in _CHECKS.get(text_of(rule.get("rule")), ()):
            yield from check(where, rule, around)
    yield from _circular(rules)
    yield from _out_of_step(rules)


def _around(content: Mapping[str, Any], known: Known, rules: list[Part]) -> Around:
    legal = {status.value: status for status in LegalStatus}
    clauses = tuple(
        Clause(text_of(part.get("ref")), "", legal[text_of(part.get("status"))])
        for _, part in parts_of(content, "clauses")
        if text_of(part.get("status")) in legal and text_of(part.get("ref"))
    )
    measured = {folded(text_of(i.get("code"))): text_of(i.get("clause")) for _, i in parts_of(content, "indicators")}
    parties = names_in(content.get("parties"))
    providers = [name for name, terms in parties.items() if text_of(names_in(terms).get("role")) == "provider"]
    names = [(text_of(rule.get("name")), text_of(rule.get("rule"))) for _, rule in rules]
    scores = tuple(name for name, kind in names if kind in SCORES)
    return Around(known, clauses, measured, tuple(providers), tuple(name for name, _ in names), scores)


def _unfit_rule(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    """What every kind of rule keeps."""
    if around.inadmissible(text_of(rule.get("clause"))):
        yield (*where, "clause"), shown(text_of(rule["clause"])), INADMISSIBLE
    yield from around.known.party((*where, "party"), rule.get("party"), needed=False)
    yield from around.known.group((*where, "waiver"), rule.get("waiver"))
    if len(around.providers) > 1 and not text_of(rule.get("party")):
        yield where, "no “party”", f"the provider it is for: {', '.join(around.providers)}"
    for path, code in _measured_in(where, rule):
        yield from _unmeasured(path, code, around)


def _measured_in(where: Path, rule: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Every indicator that a rule names, and where."""
    if isinstance(rule.get("level"), str):
        yield (*where, "level"), rule["level"]
    for place, level in enumerate(items_in(rule.get("levels"))):
        if isinstance(level, str):
            yield (*where, "levels", place), level
        elif isinstance(names_in(level).get("level"), str):
            yield (*where, "levels", place, "level"), level["level"]


def _unmeasured(where: Path, code: str, around: Around) -> Iterator[Misfit]:
    if folded(code) not in around.measured:
        known = ", ".join(around.known.indicators)
        yield where, shown(code), f"an indicator: {known}" if known else "an indicator, and there is none"
    elif around.inadmissible(around.measured[folded(code)]):
        yield where, f"{shown(code)}, measured under a clause that is not admissible", INADMISSIBLE


def _unfit_bounds(where: Path, rule: Mapping[str, Any]) -> Iterator[Misfit]:
    cap, floor = (_reads(limit, rule.get(name)) for name in ("cap", "floor"))
    if not cap or not floor or (cap.sum is None) != (floor.sum is None):
        return
    if (cap.sum if cap.sum is not None else cap.percent or 0) < (
        floor.sum if floor.sum is not None else floor.percent or 0
    ):
        yield (
            (*where, "cap"),
            f"{shown(rule['cap'])}, below the floor of {rule['floor']}",
            "a cap no lower than the floor",
        )


def _unfit_bands(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    """Bands lie end to end: an overlap would share a pound twice, and a gap not at all."""
    bands = []
    for path, band in parts_of(rule, "bands", at=where):
        above, up_to = _reads(percent, band.get("above")), _reads(percent, band.get("up_to"))
        if above is not None:
            bands.append((above, up_to, path))
        yield from _unfit_band(path, band, above, up_to)
    for (_, end, _), (begin, _, path) in pairwise(sorted(bands, key=lambda band: band[0])):
        if end is None or begin < end:
            yield path, f"a band from {begin} % that overlaps the one below it", "bands that lie end to end"
        elif begin > end:
            yield path, f"a gap from {end} % to {begin} %", "bands that lie end to end"
    if rule.get("bands") == []:
        yield (*where, "bands"), "no band", "at least one"


def _unfit_band(path: Path, band: Mapping[str, Any], above: Decimal | None, up_to: Decimal | None) -> Iterator[Misfit]:
    share = _reads(percent, band.get("share"))
    if above is not None and up_to is not None and up_to <= above:
        yield (*path, "up_to"), f"{band['up_to']}, not above {band['above']}", "an upper end above the lower"
    if share is not None and not 0 <= share <= HUNDRED:
        yield (*path, "share"), shown(text_of(band.get("share"))), "a share from 0 % to 100 %"


def _unfit_shares(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    shares = names_in(rule.get("share"))
    for party in shares:
        yield from around.known.party((*where, "share", party), party)
    read = [_reads(percent, share) for share in shares.values()]
    if shares and None not in read:
        total = sum((share for share in read if share is not None), Decimal())
        if total != HUNDRED or any(share is not None and share < 0 for share in read):
            yield (*where, "share"), f"shares of {total} % together", "shares that come to 100 %, none below 0 %"
    yield from around.known.group((*where, "unless"), rule.get("unless"))


def _unfit_curve(name: str) -> Callable[[Path, Mapping[str, Any], Around], Iterator[Misfit]]:
    def check(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
        seen: set[Decimal] = set()
        points = parts_of(rule, name, at=where)
        by = {"scale": "points", "repeat": "times", "failures": "worse_than"}.get(name, "at")
        for path, point in points:
            at = _reads(exact, point.get(by))
            if at is not None and at in seen:
                yield (*path, by), f"{shown(point[by])} a second time", f"each {by.replace('_', ' ')} once"
            if at is not None:
                seen.add(at)
        if not points and name in rule:
            yield (*where, name), "nothing", "at least one point"

    return check


def _unfit_credits(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    stated = [name for name in ("percent_a_point", "scale") if rule.get(name) is not None]
    if len(stated) != 1:
        found = "both “percent_a_point” and “scale”" if stated else "neither “percent_a_point” nor “scale”"
        yield where, found, "one of the two"
    for name in ("scale", "repeat"):
        if rule.get(name) is not None:
            yield from _unfit_curve(name)(where, rule, around)
    for path, level in parts_of(rule, "levels", at=where):
        yield from _unfit_curve("failures")(path, level, around)


def _unfit_score(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    parts = parts_of(rule, "parts", at=where)
    weights = [_reads(percent, part.get("weight")) for _, part in parts]
    if parts and None not in weights:
        total = sum((weight for weight in weights if weight is not None), Decimal())
        if total != HUNDRED or any(weight is not None and weight < 0 for weight in weights):
            yield (*where, "parts"), f"weights of {total} % together", "weights that come to 100 %, none below 0 %"
    for path, part in parts:
        if isinstance(part.get("of"), str) and part["of"] not in around.scores:
            yield from _unmeasured((*path, "of"), part["of"], around)
        if part.get("marks") is not None:
            yield from _unfit_curve("marks")(path, part, around)


def _rests_on_a_score(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    if isinstance(rule.get("score"), str) and rule["score"] not in around.scores:
        known = (
            f"a weighted score: {', '.join(around.scores)}" if around.scores else "a weighted score, and there is none"
        )
        yield (*where, "score"), shown(rule["score"]), known


def _unfit_extension(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    yield from _rests_on_a_score(where, rule, around)
    earns, loses = _reads(exact, rule.get("earns_at")), _reads(exact, rule.get("loses_below"))
    if earns is not None and loses is not None and loses > earns:
        yield (*where, "loses_below"), f"{loses}, above {earns}", "a score no higher than the one that earns"
    if rule and rule.get("every", "quarter") != "year":
        yield (*where, "every"), shown(text_of(rule.get("every"))), "year: extensions are earned by the year"


def _unfit_ceiling(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    for place, name in enumerate(items_in(rule.get("of"))):
        if isinstance(name, str) and name not in around.rules:
            yield (*where, "of", place), shown(name), f"a rule of money: {', '.join(around.rules)}"
    if rule.get("cap") is None and rule.get("floor") is None:
        yield where, "neither “cap” nor “floor”", "one of the two at the least"


def _unfit_base(where: Path, rule: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    if isinstance(rule.get("base"), str):
        base = _reads(period, rule["base"])
        if base is None or base.kind is not Kind.MONTH:
            yield (*where, "base"), shown(rule["base"]), "a month, such as 2009-04 or 2007-M08"


def _circular(rules: list[Part]) -> Iterator[Misfit]:
    """A rule that rests on itself, through whatever others, comes to no amount."""
    needs = {text_of(rule.get("name")): _needed(rule) for _, rule in rules}
    for where, rule in rules:
        name = text_of(rule.get("name"))
        reached, todo = set[str](), list(needs[name])
        while todo:
            each = todo.pop()
            if each not in reached:
                reached.add(each)
                todo += needs.get(each, [])
        if name and name in reached:
            yield where, f"{shown(name)}, which rests on itself", "rules that rest on one another in one direction"


def _out_of_step(rules: list[Part]) -> Iterator[Misfit]:
    """A rule takes the outcome of another of the same period, so that both are worked out as often."""
    every = {text_of(rule.get("name")): text_of(rule.get("every")) or "quarter" for _, rule in rules}
    for where, rule in rules:
        own = text_of(rule.get("every")) or "quarter"
        for name in _needed(rule):
            if (its := every.get(name, own)) != own:
                yield (*where, "every"), f"{shown(own)}, and {shown(name)} is worked out each {its}", f"“{its}”"


def _needed(rule: Mapping[str, Any]) -> list[str]:
    of = [text_of(name) for name in items_in(rule.get("of"))]
    return [*of, text_of(rule.get("score")), *(text_of(part.get("of")) for _, part in parts_of(rule, "parts"))]


def _reads(read: Callable[[str], T], text: Any) -> T | None:
    """What a text says, or nothing where it cannot be read: its shape is judged elsewhere."""
    try:
        return read(text) if isinstance(text, str) else None
    except ValueError:
        return None


_CHECKS: dict[str, tuple[Callable[[Path, Mapping[str, Any], Around], Iterator[Misfit]], ...]] = {
    "service credits": (_unfit_credits,),
    "bonus curve": (_unfit_curve("curve"),),
    "pain and gain": (_unfit_bands,),
    "shared savings": (_unfit_shares,),
    "income share": (_unfit_shares,),
    "weighted score": (_unfit_score,),
    "profit by score": (_rests_on_a_score, _unfit_curve("curve")),
    "pay at risk": (_rests_on_a_score,),
    "extension by score": (_unfit_extension,),
    "ceiling": (_unfit_ceiling,),
    "uplift": (_unfit_base,),
}
