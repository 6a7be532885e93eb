"""The record, outside: exported, receipted, and verified by anybody with no database."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from counterpart.cli import home
from counterpart.cli.closing import PeriodText, Ref, _period
from counterpart.cli.faults import must_take_a_file
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible
from counterpart.engines.clocks.now import now

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor
    from counterpart.engines.ledger.rules.verify import Verdict

RECORD = "record.json"
ORIGINALS = "evidence/"
ZIP = b"PK\x03\x04"
MOST_UNZIPPED = 2_000_000_000


def receipt(
    reference: Ref,
    period: PeriodText,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Your receipt of a period's seal: keep it outside, and no record can later be made to say otherwise.

    Example: counterpart receipt ROTHERHAM 2007-08 --out receipt.json
    """
    when = _period(period)

    def work(by: "Actor", at: datetime) -> None:
        must_take_a_file(out)
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.capabilities.closing.queries import receipt_of
        from counterpart.engines.evidence.store import write_whole
        from counterpart.engines.ledger.rules.canonical import canonical

        given = receipt_of(agreement_named(reference, by=by), when)
        write_whole(out.absolute(), canonical(given))
        seal = given["receipt"]["seal"]
        print(f"The receipt of seal {seal['number']} is in {out}. Keep it where the other party cannot reach it.")

    home.reading(work, as_=as_, as_json=json)


def export(
    reference: Ref,
    what: Annotated[Literal["record", "figures"], typer.Argument(help="record or figures")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    period: Annotated[str | None, typer.Option(help="The period, for figures.")] = None,
    with_evidence: Annotated[bool, typer.Option("--with-evidence", help="A zip, with the original files.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write the record of an agreement as one file that anybody can verify; or the figures of a period.

    Example: counterpart export ROTHERHAM record --out rotherham.json
    """
    if what == "figures" and period is None:
        raise typer.BadParameter("the figures of which period? Name it", param_hint="--period")
    when = _period(period) if period else None

    def work(by: "Actor", at: datetime) -> None:
        must_take_a_file(out)
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.capabilities.closing import queries
        from counterpart.engines.evidence.store import write_whole
        from counterpart.engines.ledger.rules.canonical import canonical
        from counterpart.engines.ledger.rules.record import record_file

        agreement = agreement_named(reference, by=by)
        if when and what == "figures":
            data = canonical(queries.closed(agreement, when)["figures"])
        else:
            content = queries.record_of(agreement, by=by, at=at)
            data = record_file(content)
            data = _with_originals(data, content) if with_evidence else data
        write_whole(out.absolute(), data)
        print(f"Written to {out}: {len(data):,} bytes.")

    home.reading(work, as_=as_, as_json=json)


def _with_originals(record: bytes, content: Mapping[str, Any]) -> bytes:
    """The record and the files it cites, as they were received, in one zip."""
    store, out = home.store(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(RECORD, record)
        for file in content["evidence"]:
            archive.writestr(f"{ORIGINALS}{file['fingerprint']}", store.read(file["fingerprint"]))
    return out.getvalue()


def verify(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="An exported record.")] = None,
    database: Annotated[bool, typer.Option("--database", help="Verify every record in this installation.")] = False,
    receipt: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Compare with a receipt.")] = None,
    json: Json = False,
) -> None:
    """Verify a record: 0 it fits, 1 it was altered (the first thing is named), 2 it cannot be read.

    Example: counterpart verify rotherham.json --receipt receipt.json
    """
    if (file is None) == (not database):
        raise typer.BadParameter("name a file, or --database")
    given = receipt.read_bytes() if receipt else None
    raise typer.Exit(_verified_file(file, given) if file else _verified_database(given, as_json=json))


def _verified_file(file: Path, receipt: bytes | None) -> int:
    from counterpart.engines.ledger.rules.verify import verify as verified

    data = file.read_bytes()
    originals: dict[str, bytes] | None = None
    if data.startswith(ZIP):
        try:
            data, originals = _unzipped(file)
        except (KeyError, NotImplementedError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as fault:
            print(f"{file.name}: The zip file has been altered, or is not one of ours: {visible(str(fault))}")
            return 1 if RECORD.encode() in data else 2
    verdict = verified(data, receipt)
    code = _told(file.name, verdict)
    if code == 0 and originals is not None:
        return _recomputed(data, originals)
    return code


def _recomputed(data: bytes, originals: Mapping[str, bytes]) -> int:
    from hashlib import sha256

    from counterpart.capabilities.closing.rules.recompute import differences
    from counterpart.capabilities.performance.queries.counting import counting_again
    from counterpart.engines.evidence.reader import read_again
    from counterpart.engines.ledger.rules.record import read_record
    from counterpart.engines.library.shelf import pinned

    file: Any = read_record(data)
    record = file["record"]
    said = [f"evidence/{mark}" for mark, kept in originals.items() if sha256(kept).hexdigest() != mark]
    said = [f"The original {name} has been altered: it no longer has its fingerprint." for name in said]
    templates = {kept["fingerprint"]: pinned(kept["text"]).template for kept in record["templates"]}
    with counting_again() as count:
        said += differences(record, originals, templates, read=read_again, count=count)
    for sentence in said:
        print(visible(sentence))
    if not said:
        figures = sum(len(seal["figures"]) for seal in record["seals"])
        print(f"Computed again from the originals: all {figures} sealed figures come out the same.")
    return 1 if said else 0


def _unzipped(file: Path) -> tuple[bytes, dict[str, bytes]]:
    """The record and the originals in a zip. Raises ValueError where anything else is in it, or it is too large."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        names = [member.filename for member in members]
        strange = [name for name in names if name != RECORD and not name.startswith(ORIGINALS)]
        if strange or len(set(names)) != len(names):
            raise ValueError(f"it holds {strange[0] if strange else 'a file'} that an export does not")
        if sum(member.file_size for member in members) > MOST_UNZIPPED:
            raise ValueError(f"it unzips to more than {MOST_UNZIPPED:,} bytes")
        return archive.read(RECORD), {
            name.removeprefix(ORIGINALS): archive.read(name) for name in names if name != RECORD
        }


def _verified_database(receipt: bytes | None, *, as_json: bool) -> int:
    """Verify every chain as it stands in the database, read by the owner of the tables, who sees all of it."""

    def work() -> int:
        home.open_home(as_owner=True)
        from counterpart.capabilities.closing.queries import every_chain
        from counterpart.engines.access.actors import one_moment

        with one_moment():
            names = every_chain()
            if "INSTALLATION" not in names:
                print("INSTALLATION: its chain is gone.")
                return 1
            return max(_verified_chain(name, receipt) for name in names)

    return home.in_words(work, as_json=as_json)


def _verified_chain(name: str, receipt: bytes | None) -> int:
    """Verify one chain and all that rests on it. What cannot even be put together is named and counts as altered."""
    from counterpart.capabilities.closing import queries
    from counterpart.engines.ledger.rules.record import record_file
    from counterpart.engines.ledger.rules.verify import verify as verified

    try:
        if name == "INSTALLATION":
            return _verified_installation()
        content = queries.whole_record(name, at=now())
        code = _told(name, verified(record_file(content), receipt))
        strays = list(queries.astray(content, home.store()))
    except Exception as fault:  # whatever a superuser left in the tables is a finding, not a crash
        print(f"{name}: The record does not fit. It holds what no act could have written: {fault!r}")
        return 1
    for sentence in strays:
        print(f"  {visible(sentence)}")
    return 1 if strays else code


def _verified_installation() -> int:
    from counterpart.capabilities.closing.queries import head_astray, installation_entries
    from counterpart.engines.ledger.rules.trail import chain_findings, written

    entries = installation_entries()
    texts = [written(entry, place) for place, entry in enumerate(entries)]
    said = [finding.says for finding in chain_findings(entries, texts, "INSTALLATION")]
    said += head_astray("INSTALLATION", entries)
    said += [f"Ledger entry {entry['sequence']} has lost its content." for entry in entries if "withheld" in entry]
    print(f"INSTALLATION: {'its chain does not fit' if said else 'its chain fits'}; {len(entries):,} entries.")
    for sentence in said:
        print(f"  {visible(sentence)}")
    return 1 if said else 0


def _told(name: str, verdict: "Verdict") -> int:
    """Say the verdict, and give its exit code."""
    headline, *more = verdict.says
    print(f"{name}: {visible(headline)}")
    for sentence in more:
        print(f"  {visible(sentence)}")
    return 0 if verdict.fits else 1 if verdict.recognised else 2
