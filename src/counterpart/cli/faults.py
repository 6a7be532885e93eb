"""What the disk, the database or the command line would not do, in words. A fault of our own is none of these."""

import os
from collections.abc import Iterable
from pathlib import Path

from counterpart.values.refusal import Refusal, Refused


def in_words(fault: Exception) -> Refusal | None:
    """A fault of the system around us as a refusal; None where it is one of our own."""
    import psycopg
    from django import db

    if isinstance(fault, db.Error | psycopg.Error):
        return _refusal(
            "system.database",
            f"the database said: {_first_line(fault)}",
            "an act is done whole, in the database, or not at all",
            "See that the server of DATABASE_URL runs and that counterpart migrate has been run; then try again.",
        )
    if isinstance(fault, UnicodeError):
        return _refusal(
            "system.text",
            f"a text cannot be read or written: {fault}",
            "every text is UTF-8",
            "Save the file as UTF-8, or write the words otherwise; then try again.",
        )
    if isinstance(fault, OSError):
        place = f": {fault.filename}" if fault.filename else ""
        return _refusal(
            "system.disk",
            f"{fault.strerror or _first_line(fault)}{place}",
            "a file is read or written whole, or not at all",
            "See that the file or folder is there, may be used and has room; then try again.",
        )
    return None


def must_be_text(given: Iterable[str]) -> None:
    """Refuse words on the command line that are not UTF-8."""
    for word in given:
        try:
            word.encode()
        except UnicodeEncodeError:
            readable = word.encode(errors="surrogateescape").decode(errors="replace")
            raise Refused(
                _refusal(
                    "system.words",
                    f"“{readable}” on the command line is not UTF-8 text",
                    "every text is UTF-8",
                    "Write it in UTF-8, or give the file another name.",
                )
            ) from None


def must_be_an_address(name: str, url: str | None) -> None:
    """Refuse a setting that is no address of a PostgreSQL database. Its text may hold a password: it is not shown."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(url or "")
    except psycopg.ProgrammingError:
        raise Refused(
            _refusal(
                "system.database-address",
                f"{name} is not the address of a PostgreSQL database",
                "a database is named as postgresql://ROLE:PASSWORD@HOST/DATABASE",
                f"Write {name} like this, or unset it for the embedded database.",
            )
        ) from None


def must_take_a_file(out: Path) -> None:
    """Refuse a place where no file can be written, before anything is worked out."""
    if out.is_dir():
        fact = f"{out} is a folder"
    elif not out.absolute().parent.is_dir():
        fact = f"there is no folder {out.absolute().parent}"
    elif not os.access(out.absolute().parent, os.W_OK):
        fact = f"nothing may be written in {out.absolute().parent}"
    else:
        return
    raise Refused(
        Refusal(
            code="out.no-file",
            what="Nothing was written",
            fact=fact,
            rule="--out names a file, in a folder that is there and may be written in",
            next_step="Name another place.",
        )
    )


def _refusal(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="The command could not be done", fact=fact, rule=rule, next_step=next_step)


def _first_line(fault: Exception) -> str:
    return (str(fault).strip() or type(fault).__name__).splitlines()[0]
