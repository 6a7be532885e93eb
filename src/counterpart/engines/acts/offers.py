"""An act as it is offered: declared once, it is a form on a page, an operation of the API and a command.

A room’s `offers.py` says for each act on which page it stands, what it is done to, what is asked, and in what words.
What is sent is read by the same body everywhere, and the same verb is called through the same door.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import ACTS
from counterpart.engines.acts.texts import Body, Told
from counterpart.engines.clocks.rules.deadlines import Deadline
from counterpart.values.refusal import Problem, Refusal, Refused

Choices = Sequence[tuple[str, str]]
Places = Mapping[str, str]


class Nothing(Body):
    """Nothing is asked beyond the act itself."""


class Acted(Told):
    """What was acted on, and in a sentence what came of it."""

    subject: str
    says: str


@dataclass(frozen=True)
class Offer:
    """One act as it is offered.

    `on` is the address of the page it stands on, `word` what its own page is called after it; `path` is its address in
    the API. `of` finds what it is done to from the places of the address. `while_` names the states of that
    subject in which it can be done; none named, in all. `choices` gives what can be chosen in a field, by its name.
    `needs` names the hands without which it is only proposed: parties by name, or a group (`rules.GROUP` before its
    name); `answer` is when theirs is due.
    """

    act: str
    on: str
    word: str
    path: str
    of: Callable[..., Any]
    title: str
    says: str | Callable[[Any], str]
    button: str
    body: type[Body] = Nothing
    while_: tuple[str, ...] = ()
    choices: Callable[[Any, Actor, date], Mapping[str, Choices]] | None = None
    needs: Callable[[Any, Actor], Sequence[str]] | None = None
    answer: Callable[[Any, datetime], Deadline | None] | None = None
    file: bool = False

    @property
    def address(self) -> str:
        return f"{self.on}/{self.word}"

    def said(self, subject: Any) -> str:
        """What will happen, before it does."""
        return self.says(subject) if callable(self.says) else self.says

    def is_open(self, by: Actor, subject: Any) -> bool:
        """Whether somebody may do it now: the policy lets them, and the state of the subject allows it."""
        legal = not self.while_ or subject.state in self.while_
        return legal and ACTS[self.act].may(by, subject) is None


OFFERS: dict[str, Offer] = {}


def offered_on(page: str, subject: Any, by: Actor, places: Places) -> list[tuple[str, str]]:
    """What somebody may do now on a page: the title of each act and the address of its form."""
    found = [offer for offer in OFFERS.values() if offer.on == page and offer.is_open(by, subject)]
    return [(offer.title, offer.address.format(**places)) for offer in found]


def read(body: type[Body], given: Mapping[str, Any]) -> Body:
    """What was sent as text, read; what is empty was left out. Raises Refused with every part that does not fit."""
    try:
        return body.model_validate({name: part for name, part in given.items() if part not in ("", None, [])})
    except ValidationError as error:
        raise Refused(
            Refusal(
                code="request.unfit",
                what="The request was not accepted",
                fact=f"{error.error_count()} of its parts do not fit",
                rule=f"it asks for {', '.join(body.model_fields) or 'nothing'}",
                next_step="Mend each of these and send it again:",
                problems=tuple(_problem(part) for part in error.errors()),
            )
        ) from None


def _problem(part: Mapping[str, Any]) -> Problem:
    found = "nothing" if part["type"] == "missing" else "another thing"
    wanted = {"missing": "a value", "extra_forbidden": "a name that is asked for"}.get(part["type"], part["msg"])
    place = ".".join(str(step) for step in part["loc"])
    return Problem("the request", None, None, found, wanted.removeprefix("Value error, "), place=place)


def plain(told: Any) -> Any:
    """Facts as plain data: decimals and days as text, an enumeration as its word."""
    return to_jsonable_python(told)
