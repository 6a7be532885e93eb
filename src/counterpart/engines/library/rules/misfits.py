"""The rules a template must keep beyond the shape of its parts: everything wrong, told at once. Pure."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from counterpart.engines.library.rules.misfits_of_groups import unfit_groups
from counterpart.engines.library.rules.misfits_of_indicators import Around, unfit_indicators
from counterpart.engines.library.rules.misfits_of_ladder import unfit_ladder
from counterpart.engines.library.rules.misfits_of_measures import unfit_measures
from counterpart.engines.library.rules.misfits_of_money import unfit_money
from counterpart.engines.library.rules.misfits_of_terms import Known, unfit_terms
from counterpart.engines.library.rules.said import (
    LONGEST_NAME,
    Misfit,
    is_name,
    is_whole,
    items_in,
    names_in,
    parts_of,
    repeated,
    text_of,
    too_long,
)
from counterpart.values.refusal import shown

LONGEST_TEMPLATE, LAST_VERSION = 60, 999_999


def misfits(said: Any, *, calendars: tuple[str, ...]) -> Iterator[Misfit]:
    """Every rule a template's content breaks beyond the shape of its parts: where, what was found, what was wanted.

    The content is what the file says, before its shape is known to be right, so that everything wrong is told at once;
    what has not the shape to be judged is passed over.
    """
    content, close = names_in(said), names_in(names_in(said).get("close"))
    indicators, peer_groups = parts_of(content, "indicators"), parts_of(content, "peer_groups")
    parties, calendar = names_in(content.get("parties")), text_of(content.get("calendar"))
    yield from _unnamed(content, parties)
    yield from chain(repeated(indicators, "code"), repeated(peer_groups, "name"))
    services = tuple(text_of(part.get("code")) for _, part in parts_of(content, "service_areas"))
    yield from unfit_indicators(indicators, peer_groups, Around(tuple(parties), services))
    yield from unfit_measures(content, indicators)
    yield from too_long((), content, ("code", "title"))
    yield from _unsigned(close, parties)
    if calendar not in calendars:
        yield ("calendar",), shown(calendar), f"a calendar on the shelf: {', '.join(calendars)}"
    yield from _unseated(parties)
    yield from _saying_nothing(content)
    yield from unfit_groups(content, parties)
    groups = [text_of(part.get("name")) for _, part in parts_of(content, "groups")]
    codes = [text_of(part.get("code")) for _, part in indicators]
    known = Known(tuple(parties), groups, codes)
    yield from unfit_terms(content, known)
    yield from unfit_money(content, known)
    yield from unfit_ladder(content, known)


def _saying_nothing(content: Mapping[str, Any]) -> Iterator[Misfit]:
    """An agreement that measures nothing has at least somebody who meets."""
    if content and not content.get("indicators") and not content.get("groups"):
        yield (), "neither “indicators” nor “groups”", "what is measured, or who meets"


def _unnamed(content: Mapping[str, Any], parties: Mapping[str, Any]) -> Iterator[Misfit]:
    """A template and its parties are named in the record, on the command line and in reasons."""
    name, version = content.get("template"), content.get("version")
    if isinstance(name, str) and not is_name(name, LONGEST_TEMPLATE):
        yield ("template",), shown(name), f"lower-case words, {LONGEST_TEMPLATE} characters at the most"
    if isinstance(version, str) and not is_whole(version, LAST_VERSION):
        yield ("version",), shown(version), f"a version, from 1 to {LAST_VERSION:,}"
    for party in parties:
        if not is_name(party):
            yield ("parties", party), shown(party), f"lower-case words, {LONGEST_NAME} characters at the most"


def _unsigned(close: Mapping[str, Any], parties: Mapping[str, Any]) -> Iterator[Misfit]:
    signing, where = close.get("countersigned_by"), ("close", "countersigned_by")
    if signing == []:
        yield where, "nobody", "the parties that sign"
    seen: set[str] = set()
    for place, party in enumerate(map(text_of, items_in(signing))):
        if parties and party not in parties:
            yield (*where, place), shown(party), f"a party: {', '.join(parties)}"
        elif party in seen:
            yield (*where, place), f"{shown(party)} a second time", "each party once"
        seen.add(party)


def _unseated(parties: Mapping[str, Any]) -> Iterator[Misfit]:
    roles = {text_of(names_in(terms).get("role")) for terms in parties.values()}
    for role in ("commissioner", "provider"):
        if roles <= {"commissioner", "provider", "represented"} - {role}:
            yield ("parties",), f"no party with the role {role}", "at least one commissioner and one provider"
