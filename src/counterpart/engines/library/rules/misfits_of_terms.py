"""The rules that the term, the reviews, the duties and the people of a template must keep. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from counterpart.engines.library.rules.duties import RHYTHMS, meeting_of
from counterpart.engines.library.rules.said import (
    Misfit,
    Part,
    Path,
    is_amount,
    items_in,
    names_in,
    out_of_bounds,
    parts_of,
    repeated,
    text_of,
    too_long,
    unknown,
    unreadable_spans,
)
from counterpart.engines.library.rules.scope import spaced
from counterpart.engines.library.rules.term import EITHER_PARTY
from counterpart.values.reference import folded
from counterpart.values.refusal import shown

LONGEST_TERM, MOST_EXTENSIONS = 99, 20
_KNOWN_BY = {
    "service_areas": "code",
    "review_points": "name",
    "answers": "matter",
    "mobilisation": "matter",
    "functions": "name",
    "parameters": "name",
}
_KNOWN_BY_REF = ("objectives", "clauses", "obligations")


@dataclass(frozen=True)
class Known:
    """The names that the other parts of a template may speak of."""

    parties: Collection[str]
    groups: Collection[str]
    indicators: Collection[str]

    def party(self, where: Path, said: Any, *, also: tuple[str, ...] = (), needed: bool = True) -> Iterator[Misfit]:
        if self.parties:
            yield from unknown(where, said, (*self.parties, *also), "a party", needed=needed)

    def group(self, where: Path, said: Any) -> Iterator[Misfit]:
        yield from unknown(where, said, self.groups, "a group", needed=False)


def unfit_terms(content: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    yield from _repeated_or_too_long(content)
    yield from _unfit_term(names_in(content.get("term")), known)
    for where, part in parts_of(content, "review_points"):
        yield from _unfit_review(where, part, known)
    for where, part in parts_of(content, "objectives"):
        yield from _unmeasured(where, part, known)
    for where, part in parts_of(content, "obligations"):
        yield from _unfit_obligation(where, part, known)
    for where, part in parts_of(content, "answers"):
        yield from unreadable_spans(where, part, "within")
    yield from _unfit_posts(parts_of(content, "key_posts"), known)
    for where, part in parts_of(content, "functions"):
        yield from _held_by_nobody_known(where, part, known)


def _repeated_or_too_long(content: Mapping[str, Any]) -> Iterator[Misfit]:
    for name, by in _KNOWN_BY.items():
        yield from repeated(parts_of(content, name), by)
    for name in _KNOWN_BY_REF:
        yield from repeated(parts_of(content, name), "ref", matched=spaced)
    for name in (*_KNOWN_BY, *_KNOWN_BY_REF, "key_posts"):
        for where, part in parts_of(content, name):
            yield from too_long(where, part)


def _unfit_term(term: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    yield from out_of_bounds(("term",), term, LONGEST_TERM, "years")
    for where, part in parts_of(term, "extensions", at=("term",)):
        yield from out_of_bounds(where, part, LONGEST_TERM, "years")
        yield from out_of_bounds(where, part, MOST_EXTENSIONS, "times")
    for where, part in parts_of(term, "breaks", at=("term",)):
        yield from unreadable_spans(where, part, "after", "notice")
        yield from known.party((*where, "who"), part.get("who"), also=(EITHER_PARTY,))


def _unfit_review(where: Path, review: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    yield from unreadable_spans(where, review, "every", "at")
    yield from known.group((*where, "group"), review.get("group"))
    stated = [name for name in ("every", "at") if review.get(name) is not None]
    if review and len(stated) != 1:
        yield where, "both “every” and “at”" if stated else "neither “every” nor “at”", "one of the two"


def _unmeasured(where: Path, objective: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    """Where a template measures anything, an objective is measured by that."""
    codes = {folded(code) for code in known.indicators}
    for place, measure in enumerate(items_in(objective.get("measures"))):
        if codes and folded(text_of(measure)) not in codes:
            yield (*where, "measures", place), shown(text_of(measure)), f"an indicator: {', '.join(known.indicators)}"


def _unfit_obligation(where: Path, obligation: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    who, accepted_by = obligation.get("who"), obligation.get("accepted_by")
    yield from known.party((*where, "who"), who)
    yield from known.party((*where, "accepted_by"), accepted_by, needed=False)
    if text_of(accepted_by) and text_of(accepted_by) == text_of(who):
        yield (*where, "accepted_by"), f"{shown(text_of(who))}, which owes it", "another party"
    yield from unreadable_spans(where, obligation, "within")
    when = text_of(obligation.get("when"))
    if group := meeting_of(when):
        yield from known.group((*where, "when"), group)
        if obligation.get("within") is not None:
            yield (*where, "within"), "a length of time", "none: it is due at the meeting"
    elif isinstance(obligation.get("when"), str) and when not in RHYTHMS:
        yield (*where, "when"), shown(when), f"{', '.join(RHYTHMS)} or “each GROUP meeting”"


def _unfit_posts(posts: list[Part], known: Known) -> Iterator[Misfit]:
    seen: set[tuple[str, str]] = set()
    for where, part in posts:
        post, resource = text_of(part.get("post")), text_of(part.get("resource"))
        key = folded(post), text_of(part.get("party"))
        if not key[0]:
            yield (*where, "post"), shown(post), "a post with letters or digits in it"
        elif key in seen:
            yield (*where, "post"), f"{shown(post)} a second time", "each post of a party once"
        seen.add(key)
        yield from known.party((*where, "party"), part.get("party"))
        if resource and not is_amount(resource):
            yield (*where, "resource"), shown(resource), "full-time equivalents, 0 or more, such as 2.5"


def _held_by_nobody_known(where: Path, function: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    for place, holder in enumerate(items_in(function.get("held_by"))):
        party, _, post = text_of(holder).partition(":")
        if isinstance(holder, str) and not (folded(post) and (party.strip() in known.parties or not known.parties)):
            wanted = f"“party: post”, the party one of {', '.join(known.parties)}" if known.parties else "“party: post”"
            yield (*where, "held_by", place), shown(holder), wanted
