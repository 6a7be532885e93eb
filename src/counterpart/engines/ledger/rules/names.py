"""Verifies what a record says of the agreement, its parties' keys, its templates and people."""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from counterpart.engines.ledger.rules.findings import Finding
from counterpart.engines.ledger.rules.places import seal_name
from counterpart.engines.ledger.rules.seals import KEY_BYTES, key_id, raw
from counterpart.engines.ledger.rules.trail import Vouched

Data = Mapping[str, Any]

_ONCE: Mapping[str, tuple[str, ...]] = {
    "keys": ("key",),
    "templates": ("id", "version"),
    "evidence": ("kind", "fingerprint"),
    "people": ("pseudonym",),
}


def key_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """Keys that are not those their entries registered. An entry that registers a key must be open to every reader."""
    parties = {party["party"] for party in record["agreement"]["parties"]}
    for key in record["keys"]:
        name = f"the key {key['key']} of {key['party']}"
        named = f"The key {key['key']} of {key['party']}"
        if raw(key["public_key"], KEY_BYTES) is None or key_id(key["public_key"]) != key["key"]:
            yield Finding("key.altered", name, f"{named} has been altered: its id is not that of its public half.")
        if {"party": key["party"], "public_key": key["public_key"]} not in said.keys.get(key["registered"], ()):
            says = f"{named} is not one that ledger entry {key['registered']} is seen to register."
            yield Finding("key.unregistered", name, says)
        if key["party"] not in parties:
            yield Finding("key.party", name, f"{named} belongs to no party of the agreement.")


def template_findings(record: Data) -> Iterator[Finding]:
    """Templates whose text is not that of their fingerprint, and templates that a seal names and the record lacks."""
    for template in record["templates"]:
        if sha256(template["text"].encode()).hexdigest() != template["fingerprint"]:
            name = f"template {template['id']} {template['version']}"
            says = f"The text of {name} has been altered: it no longer matches its fingerprint."
            yield Finding("template.altered", name, says)
    pins = [_pin(template) for template in record["templates"]]
    for seal in record["seals"]:
        pin = seal["body"]["template"]
        if pin not in pins:
            name = f"template {pin['id']} {pin['version']}"
            says = f"The record does not hold {name} as {seal_name(seal['body'])} names it, by its fingerprint."
            yield Finding("template.missing", name, says)


def said_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """Where the record says of the agreement or a person other than what the ledger last said."""
    if said.agreement and said.agreement[-1] != record["agreement"]:
        says = "The agreement’s name, reference or parties are not those its ledger gives."
        yield Finding("agreement.altered", "the agreement’s name and parties", says)
    for person in record["people"]:
        if said.people.get(person["pseudonym"], person) != person:
            name = f"the person {person['pseudonym']}"
            yield Finding("person.altered", name, f"What the record says of {name} is not what its ledger says.")


def repeated_findings(record: Data) -> Iterator[Finding]:
    """Things listed twice under one name, of which a reader could see either."""
    listed = {part: [tuple(item[name] for name in names) for item in record[part]] for part, names in _ONCE.items()}
    listed["parties"] = [(party["party"],) for party in record["agreement"]["parties"]]
    for part, names in listed.items():
        for name in (name for name, times in Counter(names).items() if times > 1):
            words = " ".join(name)
            yield Finding(
                f"{part}.repeated", f"{part}: {words}", f"Among the {part}, {words} is listed more than once."
            )


def resting(record: Data, said: Vouched) -> tuple[str, ...]:
    """What no seal and no opened entry vouches for, so that only the file's own digest covers it."""
    templates = [seal["body"]["template"] for seal in record["seals"]] + said.templates
    cited = {(file["kind"], file["fingerprint"]) for seal in record["seals"] for file in seal["evidence"]}
    found = ["who exported it and when"]
    found += [] if said.agreement else ["the agreement’s name and parties"]
    found += [f"template {at['id']} {at['version']}" for at in record["templates"] if _pin(at) not in templates]
    found += [
        f"the evidence file “{file['name']}”"
        for file in record["evidence"]
        if (file["kind"], file["fingerprint"]) not in {*cited, *said.evidence}
    ]
    found += [f"the name of {at['pseudonym']}" for at in record["people"] if at["pseudonym"] not in said.people]
    return tuple(found)


def _pin(template: Data) -> dict[str, str]:
    return {name: template[name] for name in ("id", "version", "fingerprint")}
