"""Pure: recomputes every sealed figure from the original files, with no database, and says what differs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.closing.rules.close import Gathered, Outcome, outcome
from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.history import periods_behind
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.said import OfFigures, read_back, said_in
from counterpart.engines.evidence.rules.tables import Table
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Period, period

TAKEN_IN = "file.taken_in"
FIGURES = ("returns", "benchmarks")
"""The kinds of file that figures come from."""


class Reader(Protocol):
    """Reads a file of figures as it was read when it was taken in; a reader opens files, which a rule does not."""

    def __call__(self, data: bytes, *, file: str, kind: str, mapping: str | None) -> Table: ...


class Counter(Protocol):
    """Counts files of events, given the content of the ledger entries that took them in."""

    def __call__(
        self,
        template: Template,
        files: Sequence[Mapping[str, Any]],
        originals: Mapping[str, bytes],
        periods: Iterable[Period],
    ) -> tuple[Returned, ...]: ...


def differences(
    record: Mapping[str, Any],
    originals: Mapping[str, bytes],
    templates: Mapping[str, Template],
    *,
    read: Reader,
    count: Counter | None = None,
) -> Iterator[str]:
    """What comes out otherwise when each seal is computed again from the originals (by fingerprint).

    `templates` are those of the record, by the fingerprint of their text. Nothing is yielded where all agrees. Without
    a `count` nothing is measured from events.
    """
    kept = {
        (file["evidence"]["fingerprint"], file["evidence"]["kind"]): file
        for file in _files_before(record, None)
        if file["evidence"]["kind"] in FIGURES and file["evidence"]["fingerprint"] in originals
    }
    tables = {(mark, kind): _table(originals[mark], file, read) for (mark, kind), file in kept.items()}
    for seal in record["seals"]:
        body = seal["body"]
        name = f"Seal {body['number']} of {body['period']}"
        missing = [file["name"] for file in seal["evidence"] if file["fingerprint"] not in originals]
        if missing:
            yield f"{name} cannot be computed again: the original of {', '.join(missing)} is not here."
            continue
        counting = partial(count, originals=originals) if count else None
        again = _outcome(record, body, tables, templates[body["template"]["fingerprint"]], counting)
        if not isinstance(again, Outcome):
            yield f"{name} cannot be computed again from these originals. {again}"
            continue
        yield from _differing(name, seal, again)


def _differing(name: str, seal: Mapping[str, Any], again: Outcome) -> Iterator[str]:
    for sealed, computed in zip(seal["figures"], again.figures, strict=False):
        if sealed != computed:
            yield (
                f"{name}, figure {sealed['indicator']}: sealed as {sealed['value']}, "
                f"computed again as {computed['value']}, or for other reasons."
            )
    if len(seal["figures"]) != len(again.figures):
        yield f"{name} holds {len(seal['figures'])} figures; computed again there are {len(again.figures)}."
    if seal["consequences"] != again.consequences:
        yield f"{name}: the consequences computed again are others."
    if list(seal["evidence"]) != list(again.evidence):
        yield f"{name}: the evidence cited is other than that read again."


def _outcome(
    record: Mapping[str, Any],
    body: Mapping[str, Any],
    tables: Mapping[tuple[str, str], Table],
    template: Template,
    count: Callable[..., tuple[Returned, ...]] | None,
) -> object:
    """The close as it was decided: from the files that had come in before the seal, in their order."""
    when = period(body["period"])
    returned: list[Returned] = []
    peers: list[Peers] = []
    kinds: dict[str, str] = {}
    events: list[Mapping[str, Any]] = []
    for file in _files_before(record, body["ledger"]["sequence"]):
        taken = file["evidence"]
        table = tables.get((taken["fingerprint"], taken["kind"]))
        kinds[taken["fingerprint"]] = taken["kind"]
        if table is None:
            events += [] if taken["kind"] in FIGURES else [file]
            continue
        if taken["kind"] == "benchmarks":
            peers += _peers(table, file, template, when)
        else:
            returned += _returned(table, file, template)
    if count:
        periods = periods_behind(when, *(row.period for row in peers))
        returned += count(template, files=events, periods=periods)
    gathered = Gathered(
        agreement=_facts(record, body, template),
        period=when,
        returned=tuple(returned),
        peers=tuple(peers),
        kinds=kinds,
        mark="",
        said=said_in(when, _sayings_before(record, body["ledger"]["sequence"])),
    )
    return outcome(gathered)


def _sayings_before(record: Mapping[str, Any], sequence: int) -> Iterator[OfFigures]:
    """What people had said of figures up to an entry of the ledger."""
    for entry in record["entries"]:
        if entry["sequence"] <= sequence and "opened" in entry:
            said = read_back(entry["act"], entry["opened"].get("payload", {}))
            if said is not None:
                yield said


def _files_before(record: Mapping[str, Any], sequence: int | None) -> Iterator[Mapping[str, Any]]:
    """The files taken in up to an entry of the ledger, or all of them."""
    for entry in record["entries"]:
        if entry["act"] == TAKEN_IN and (sequence is None or entry["sequence"] <= sequence) and "opened" in entry:
            yield entry["opened"]["payload"]


def _table(data: bytes, file: Mapping[str, Any], read: Reader) -> Table:
    taken, mapping = file["evidence"], file.get("mapping")
    return read(data, file=taken["name"], kind=taken["kind"], mapping=mapping["text"] if mapping else None)


def _peers(table: Table, file: Mapping[str, Any], template: Template, when: Period) -> list[Peers]:
    rows, _ = benchmarks.read_benchmarks(
        table, template, fingerprint=file["evidence"]["fingerprint"], restates=file["restates"]
    )
    return [row for row in rows if row.period.ends_on <= when.ends_on]


def _returned(table: Table, file: Mapping[str, Any], template: Template) -> tuple[Returned, ...]:
    every = period(file["period"]) if file["period"] else None
    rows, _ = returns.read_returns(
        table, template, fingerprint=file["evidence"]["fingerprint"], every=every, restates=file["restates"]
    )
    return rows


def _facts(record: Mapping[str, Any], body: Mapping[str, Any], template: Template) -> AgreementFacts:
    return AgreementFacts(
        agreement_id="",
        reference=record["agreement"]["reference"],
        name=record["agreement"]["name"],
        parties=(),
        terms=Terms(template, body["template"]["fingerprint"], ""),
    )
