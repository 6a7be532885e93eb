"""Keeps the register of contracts: takes a published one in as evidence, and enters one contract at a time."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models, policy
from counterpart.capabilities.frameworks.rules.register import Entry, clean, counted, entries
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.door import Done, act
from counterpart.engines.evidence import files
from counterpart.engines.evidence.mappings import Pinned, on_the_shelf
from counterpart.engines.evidence.reader import read_table
from counterpart.engines.evidence.rules.kinds import CONTRACTS
from counterpart.engines.evidence.rules.tables import Table
from counterpart.engines.evidence.store import Store, fingerprint
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("register.taken_in", words="took in a register of contracts", may=policy.may_keep_register)
def take_in(
    agreement: AgreementFacts, *, by: Actor, at: datetime, file: Upload | None = None, mapping: str | None = None
) -> Done:
    """Take a published register in as evidence, whole. Its faults are told and kept, never mended.

    The same bytes again change nothing. Refuses a file that cannot be read as rows.
    """
    hold(agreement)
    sent, named = _sent(file)
    mark = fingerprint(sent.data)
    subject = f"{agreement.reference}/register"
    if known := files.known(agreement.agreement_id, kind=CONTRACTS.name, fingerprint=mark):
        return Done(subject, None, reply={"says": f"{known.name} was taken in before; nothing changes."})
    pinned = on_the_shelf(mapping) if mapping else None
    table = read_table(sent.data, file=named, kind=CONTRACTS, declared=pinned.mapping if pinned else None)
    if table.problems:
        raise Refused(_unreadable(named, table))
    read = entries((row.line, row.cells) for row in table.rows)
    content = _registered(agreement, table, read, pinned, sent, mark, at)
    faults = {fault.value: many for fault, many in counted(read).items()}
    says = f"{named}: {len(read)} contracts are taken in, {clean(read)} of them without a fault."
    return Done(subject, content | {"faults": faults}, reply={"says": says, "faults": faults, "fingerprint": mark})


@act("contract.entered", words="entered a contract in the register", may=policy.may_keep_register)
def enter_contract(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    reference: str,
    title: str,
    description: str,
    department: str,
    supplier: str,
    total_value: str,
    starts_on: date,
    ends_on: date,
    process: str,
    sme: bool = False,
    vcse: bool = False,
    supplier_number: str | None = None,
    irrecoverable_vat: str | None = None,
    review_on: date | None = None,
) -> Done:
    """Enter one contract in the register, with the fields that the Transparency Code asks for."""
    hold(agreement)
    published = {
        "reference": words(reference, what="The reference", longest=200),
        "title": words(title, what="The title", longest=200),
        "description": words(description, what="The description", longest=2000),
        "department": words(department, what="The department", longest=200),
        "supplier": words(supplier, what="The supplier", longest=200),
        "supplier_number": supplier_number or "",
        "total_value": total_value,
        "irrecoverable_vat": irrecoverable_vat or "",
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "review_on": review_on.isoformat() if review_on else "",
        "process": process,
        "sme": "yes" if sme else "no",
        "vcse": "yes" if vcse else "no",
    }
    kept = {name: text for name, text in published.items() if text}
    (entry,) = entries([(None, kept)])
    if entry.notes:
        raise Refused(_faulty(entry))
    models.RegisterRow.objects.create(agreement_id=agreement.agreement_id, published=kept)
    says = f"{kept['reference']} is in the register of contracts."
    return Done(f"{agreement.reference}/register", {"contract": kept}, reply={"says": says})


def _sent(file: Upload | None) -> tuple[Upload, str]:
    if file is None:
        raise Refused(
            Refusal(
                code="register.no-file",
                what="Nothing was taken in",
                fact="no file was sent",
                rule="a register is taken in as the file it was published as",
                next_step="Choose the file and send it.",
            )
        )
    return file, words(file.name, what="The file’s name", longest=200)


def _registered(
    agreement: AgreementFacts,
    table: Table,
    read: tuple[Entry, ...],
    pinned: Pinned | None,
    sent: Upload,
    mark: str,
    at: datetime,
) -> dict[str, Any]:
    """Keep the bytes, enter the file in the register of evidence, and keep every row. Gives what the ledger is told."""
    Store(settings.EVIDENCE_FOLDER).keep(sent.data)
    rows = digest([{"line": str(one.line), "cells": dict(one.published)} for one in read])
    file = files.register(
        agreement.agreement_id,
        kind=CONTRACTS.name,
        table=table,
        rows=len(read),
        digest=rows,
        fingerprint=mark,
        size=len(sent.data),
        mapping=pinned.text if pinned else None,
        period=None,
        restates=None,
        at=at,
    )
    models.RegisterRow.objects.bulk_create(
        models.RegisterRow(agreement_id=agreement.agreement_id, file=mark, line=one.line, published=dict(one.published))
        for one in read
    )
    return {
        "evidence": {"fingerprint": mark, "kind": CONTRACTS.name, "name": file.name, "rows": rows},
        "number": file.number,
        "count": len(read),
        "mapping": _pinned(pinned) if pinned else None,
        "period": None,
        "restates": None,
    }


def _pinned(mapping: Pinned) -> dict[str, str]:
    return {"id": mapping.mapping.id, "fingerprint": mapping.fingerprint, "text": mapping.text}


def _unreadable(name: str, table: Table) -> Refusal:
    return Refusal(
        code="register.unreadable",
        what=f"{name} was not taken in",
        fact="it cannot be read as rows of contracts",
        rule="a file is taken in whole or not at all; faults within its rows are kept, a file without rows is none",
        next_step="Choose the mapping of its publisher, or mend each of these:",
        problems=table.problems,
    )


def _faulty(entry: Entry) -> Refusal:
    return Refusal(
        code="register.faulty",
        what="The contract was not entered",
        fact="; ".join(str(note) for note in entry.notes),
        rule="what is entered here is sound; only what others published is kept with its faults",
        next_step="Check it and enter it again.",
    )
