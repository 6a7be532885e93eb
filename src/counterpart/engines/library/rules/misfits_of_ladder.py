"""The rules that the ladder of disputes of a template must keep. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from counterpart.engines.library.rules.misfits_of_terms import Known
from counterpart.engines.library.rules.said import (
    Misfit,
    items_in,
    names_in,
    parts_of,
    repeated,
    text_of,
    unreadable_spans,
)
from counterpart.values.refusal import shown

ORDER: Sequence[str] = ("working group", "core group", "executives", "adjudication", "proceedings")


def unfit_ladder(content: Mapping[str, Any], known: Known) -> Iterator[Misfit]:
    """Each step once and in its order, heard by groups and attended by parties that the template has."""
    steps = parts_of(names_in(content.get("disputes")), "steps", at=("disputes",))
    yield from repeated(steps, "step")
    places = [ORDER.index(text_of(part.get("step"))) for _, part in steps if text_of(part.get("step")) in ORDER]
    if places != sorted(places):
        yield ("disputes", "steps"), "steps out of order", f"the order {', '.join(ORDER)}"
    for where, part in steps:
        yield from unreadable_spans(where, part, "after", "within")
        for place, group in enumerate(items_in(part.get("groups"))):
            yield from known.group((*where, "groups", place), group)
        for place, post in enumerate(items_in(part.get("attended_by"))):
            party, _, title = text_of(post).partition(":")
            if known.parties and (party.strip() not in known.parties or not title.strip()):
                wanted = f"“party: post”, the party one of {', '.join(known.parties)}"
                yield (*where, "attended_by", place), shown(text_of(post)), wanted
        if text_of(part.get("step")) in ORDER[:2] and not items_in(part.get("groups")):
            yield where, "no “groups”", "the groups that hear it"
