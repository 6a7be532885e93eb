from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.canonical import canonical, digest
from counterpart.engines.ledger.rules.chain import Entry, commitment, following, genesis, header_hash
from counterpart.engines.ledger.rules.trail import written

SALT = "00112233445566778899aabbccddeeff"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
HEADERS = st.builds(
    Entry,
    sequence=st.integers(1, 10**9),
    at=st.just("2008-06-30T09:00:00+01:00"),
    act=WORDS,
    subject=WORDS,
    actor=WORDS,
    commitment=HASHES,
    previous=HASHES,
)
BESIDE = st.one_of(
    st.just({"withheld": True}),
    st.just({"erased": True}),
    st.dictionaries(WORDS, WORDS).map(lambda payload: {"opened": {"salt": SALT, "payload": payload}}),
)


def test_a_commitment_is_the_hash_of_salt_and_canonical_payload() -> None:
    expected = sha256(bytes.fromhex(SALT) + b'{"a":1,"b":"2"}').hexdigest()
    assert commitment(SALT, {"b": "2", "a": 1}) == expected


@pytest.mark.parametrize("salt", [SALT[:-2], SALT.upper(), f"{SALT[:2]} {SALT[2:]}", "not hexadecimal", SALT + "00"])
def test_a_salt_of_another_length_or_spelling_is_refused(salt: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        commitment(salt, {})


def test_the_first_entry_follows_the_name_of_its_chain_and_the_next_follows_it() -> None:
    told = {"at": "2008-06-30T09:00:00+01:00", "subject": "ROTHERHAM", "actor": "p-1", "commitment": "0" * 64}
    first = following(None, "ROTHERHAM", act="agreement.registered", **told)
    second = following(first, "ROTHERHAM", act="keys.registered", **told)
    assert (first.sequence, first.previous) == (1, digest({"chain": "ROTHERHAM"}))
    assert (second.sequence, second.previous) == (2, first.entry_hash)
    assert genesis("ROTHERHAM") != genesis("BRIGHTON")


@given(HEADERS, HEADERS)
@settings(max_examples=25)
def test_the_hash_of_an_entry_covers_each_of_its_fields(entry: Entry, other: Entry) -> None:
    assert entry.entry_hash == digest(vars(entry)) == header_hash({**vars(entry), "hash": "", "withheld": True})
    for name, value in vars(other).items():
        changed = replace(entry, **{name: value})
        assert (changed.entry_hash == entry.entry_hash) == (changed == entry)


@given(HEADERS, BESIDE)
@settings(max_examples=40)
def test_an_entry_written_by_hand_is_written_as_the_canonical_form_has_it(
    header: Entry, beside: dict[str, Any]
) -> None:
    entry = {**vars(header), "hash": header.entry_hash, **beside}
    by_hand = written(entry, 0)
    assert by_hand.whole.encode() == canonical(entry)
    assert by_hand.hash == header_hash(entry)
    opened = entry.get("opened")
    assert by_hand.is_kept == (opened is None or commitment(**opened) == header.commitment)
