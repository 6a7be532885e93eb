"""What can be wrong with a request before any room is asked, in the four parts of a refusal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterpart.values.refusal import Problem, Refusal, shown

DOCUMENTATION = "/api/v1/docs"


def nobody() -> Refusal:
    """The same words for no token, an unknown one, one that is past or revoked, and a person who has left."""
    return Refusal(
        code="request.nobody",
        what="Nothing was done",
        fact="it is not known who asks",
        rule="every reading and every act is somebody’s, by a token that is in force or by signing in",
        next_step="Send a token: Authorization: Bearer cp_…; counterpart people token makes one.",
    )


def beyond_the_token(what: str) -> Refusal:
    """A token that is good, for something else."""
    return Refusal(
        code="token.beyond",
        what="Nothing was done",
        fact=f"the token that was shown does not open {what}",
        rule="a token opens the agreements and verbs it was made for",
        next_step="Make a token for this: counterpart people token E-MAIL --label L --agreement REF --may VERB.",
    )


def not_from_here() -> Refusal:
    return Refusal(
        code="request.not-from-here",
        what="Nothing was done",
        fact="the request came with a session and without this site’s own mark (X-CSRFToken)",
        rule="what is sent with a session is accepted only from pages of this site",
        next_step="Send the mark of the session, or use a token.",
    )


def too_large(most: int) -> Refusal:
    return Refusal(
        code="request.too-large",
        what="Nothing was done",
        fact="the request is too large",
        rule=f"a request of this kind has {most:,} bytes at the most",
        next_step="Send less at a time.",
    )


def another_type(given: str, wanted: str) -> Refusal:
    return Refusal(
        code="request.another-type",
        what="Nothing was done",
        fact=f"the request was sent as {shown(given)}",
        rule=f"this is asked for as {wanted}",
        next_step=f"Send it with Content-Type: {wanted}.",
    )


def not_known(name: str, known: Iterable[str]) -> Refusal:
    names = ", ".join(known)
    return _unfit(f"it has a name {shown(name)} that is not known here", f"Use {names}." if names else "Leave it out.")


def twice(name: str) -> Refusal:
    return _unfit(f"it has {shown(name)} more than once", "Send it once.")


def unreadable() -> Refusal:
    return _unfit("its body cannot be read as what it says it is", "Send one JSON object, each name in it once.")


def no_such_method(method: str, allowed: str) -> Refusal:
    return Refusal(
        code="request.method",
        what="Nothing was done",
        fact=f"there is no {shown(method)} here",
        rule=f"this address takes {allowed}",
        next_step=f"Look it up at {DOCUMENTATION}.",
    )


def misfit(errors: Sequence[Mapping[str, Any]]) -> Refusal:
    """Every part of a request that does not fit, by its place. What was sent is not said back: it may be secret."""
    problems = tuple(_problem(error) for error in errors)
    counted = "one part" if len(problems) == 1 else f"{len(problems)} parts"
    fact = f"{counted} of it {'does' if len(problems) == 1 else 'do'} not fit"
    return _unfit(fact, "Mend each of these and send it again:", problems)


def _problem(error: Mapping[str, Any]) -> Problem:
    source, *path = error["loc"]
    place = ".".join(str(step) for step in path if step != "body") or "the whole"
    said = str(error["msg"]).removeprefix("Value error, ")
    found = {"missing": "nothing", "extra_forbidden": "a name that is not known"}.get(error["type"], "another thing")
    wanted = {"missing": "a value", "extra_forbidden": "only what is documented"}.get(error["type"], said.rstrip("."))
    return Problem(file=_SOURCES.get(source, source), line=None, column=None, found=found, wanted=wanted, place=place)


_SOURCES = {
    "path": "the address",
    "query": "the query",
    "header": "the headers",
    "body": "the body",
    "form": "the body",
}


def _unfit(fact: str, next_step: str, problems: tuple[Problem, ...] = ()) -> Refusal:
    return Refusal(
        code="request.unfit",
        what="The request was not accepted",
        fact=fact,
        rule=f"a request is as {DOCUMENTATION} describes it",
        next_step=next_step,
        problems=problems,
    )
