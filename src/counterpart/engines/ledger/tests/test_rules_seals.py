from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterpart.engines.ledger.rules.canonical import canonical, digest
from counterpart.engines.ledger.rules.merkle import root
from counterpart.engines.ledger.rules.seals import (
    figure_is_sealed,
    figure_proof,
    key_id,
    leaves_of,
    made_over,
    made_with,
    raw,
    seal_body,
    signature_fits,
    signed,
    state_of,
    statement,
)
from counterpart.engines.ledger.tests.makers import TEMPLATE, figure, private_key, public_key

# RFC 8032 § 7.1, tests 1 to 3: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8dc027beceea1ec40a",
    ),
]

FIGURES = [figure(f"BV {number}", f"{number}.5") for number in range(1000)]
CONSEQUENCES = {"incentives": [{"amount": "12400.00"}]}
EVIDENCE = [{"fingerprint": "e" * 64, "name": "returns.csv", "kind": "returns", "rows": ["f" * 64]}]


def a_body(leaves: tuple[bytes, ...], *, reason: str = "Two figures were changed round.") -> dict[str, Any]:
    return seal_body(
        agreement="ROTHERHAM",
        period="2007-08",
        number=2,
        template=TEMPLATE,
        sealed_at="2008-07-01T10:00:00+01:00",
        leaves=leaves,
        previous="a" * 64,
        restates={"number": 1, "digest": "a" * 64, "reason": reason},
        ledger={"sequence": 9, "hash": "b" * 64},
        signatories=["provider", "commissioner"],
    )


@pytest.mark.parametrize(("secret", "public", "message", "expected"), VECTORS)
def test_signatures_are_those_of_rfc_8032(secret: str, public: str, message: str, expected: str) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    public_text, said = b64encode(bytes.fromhex(public)).decode(), bytes.fromhex(message)
    made = made_over(said, key)
    assert raw(made, 64) == bytes.fromhex(expected)
    assert made_with(public_text, made, said)
    assert not made_with(public_text, made, said + b"!")


def test_a_signature_is_over_person_party_and_digest_and_nothing_else() -> None:
    assert statement("d" * 64, "provider", "p-1") == canonical(
        {"digest": "d" * 64, "party": "provider", "person": "p-1"}
    )
    made = signed(private_key("provider"), digest="d" * 64, party="provider", person="p-1")
    public = public_key("provider")
    assert signature_fits(public, made)
    for change in ({"digest": "e" * 64}, {"party": "commissioner"}, {"person": "p-2"}, {"key": "0" * 16}):
        assert not signature_fits(public, replace(made, **change))
    assert not signature_fits(public_key("commissioner"), made)


def test_a_signature_or_key_that_is_spelled_another_way_does_not_fit() -> None:
    made = signed(private_key("provider"), digest="d" * 64, party="provider", person="p-1")
    loose = made.signature[:-3] + chr(ord(made.signature[-3]) + 1) + "=="
    assert not signature_fits(public_key("provider"), replace(made, signature=loose))
    assert not signature_fits(public_key("provider"), replace(made, signature="not base64"))
    assert not signature_fits("é", made)
    assert raw(b64encode(b"short").decode(), 32) is None


def test_the_id_of_a_key_is_the_start_of_its_hash_and_only_keys_have_one() -> None:
    assert key_id(b64encode(bytes(32)).decode()) == "66687aadf862bd77"
    with pytest.raises(ValueError, match="32 bytes in base64"):
        key_id("AAAA")


def test_a_seal_holds_the_root_over_its_leaves_in_order_and_its_signatories_sorted() -> None:
    leaves = leaves_of(FIGURES[:2], CONSEQUENCES, EVIDENCE)
    expected = [
        {"figure": FIGURES[0]},
        {"figure": FIGURES[1]},
        {"consequences": CONSEQUENCES},
        {"evidence": EVIDENCE[0]},
    ]
    assert leaves == tuple(map(canonical, expected))
    body = a_body(leaves)
    assert (body["root"], body["leaves"]) == (root(leaves).hex(), 4)
    assert body["signatories"] == ["commissioner", "provider"]
    assert (body["kind"], body["previous"]) == ("counterpart-seal/1", "a" * 64)


def test_one_figure_of_a_thousand_is_proved_in_a_message_under_two_kilobytes() -> None:
    leaves = leaves_of(FIGURES, CONSEQUENCES, EVIDENCE)
    body = a_body(leaves, reason="é" * 200)
    proof = figure_proof(body, leaves, index=412)
    assert len(canonical(proof)) <= 2048
    assert figure_is_sealed(FIGURES[412], proof, seal=digest(body))


@pytest.mark.parametrize(
    "change",
    [
        {"index": 1},
        {"index": "0"},
        {"index": -1},
        {"path": []},
        {"path": ["zz"]},
        {"path": None},
        {"body": {}},
        {"body": "body"},
        {"kind": "another"},
    ],
)
def test_a_proof_that_was_changed_or_is_none_shows_nothing(change: dict[str, Any]) -> None:
    leaves = leaves_of(FIGURES[:2], CONSEQUENCES, EVIDENCE)
    body = a_body(leaves)
    proof = figure_proof(body, leaves, index=0)
    assert figure_is_sealed(FIGURES[0], proof, seal=digest(body))
    assert not figure_is_sealed(FIGURES[0], proof | change, seal=digest(body))


def test_a_proof_shows_one_figure_of_one_seal() -> None:
    leaves = leaves_of(FIGURES[:2], CONSEQUENCES, EVIDENCE)
    body = a_body(leaves)
    proof = figure_proof(body, leaves, index=0)
    assert not figure_is_sealed(FIGURES[1], proof, seal=digest(body))
    assert not figure_is_sealed(FIGURES[0] | {"value": 0.5}, proof, seal=digest(body))
    assert not figure_is_sealed(FIGURES[0], proof, seal="c" * 64)
    forged = proof | {"body": {**body, "period": "2008-09"}}
    assert not figure_is_sealed(FIGURES[0], forged, seal=digest(body))


def test_a_consequence_cannot_be_shown_as_a_figure() -> None:
    leaves = leaves_of(FIGURES[:2], CONSEQUENCES, EVIDENCE)
    body = a_body(leaves)
    assert not figure_is_sealed(CONSEQUENCES, figure_proof(body, leaves, index=2), seal=digest(body))


@pytest.mark.parametrize(
    ("signed_by", "words"),
    [
        ([], "signed by nobody yet; commissioner and provider have yet to sign"),
        (["provider"], "signed by provider; commissioner has yet to sign"),
        (["provider", "commissioner"], "signed by commissioner and provider"),
    ],
)
def test_who_has_signed_is_said_in_words(signed_by: list[str], words: str) -> None:
    body = {"signatories": ["commissioner", "provider"]}
    assert state_of(body, [{"party": party} for party in signed_by]) == words
