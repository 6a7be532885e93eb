from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.merkle import included, inclusion_proof, leaf_hash, root, root_over

# The eight leaves and their roots as published with Certificate Transparency's reference implementation.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
PROOFS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_leaves_make_the_published_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), PROOFS)
def test_the_published_proofs_are_given_and_hold(index: int, size: int) -> None:
    proof = inclusion_proof(LEAVES[:size], index)
    assert tuple(step.hex() for step in proof) == PROOFS[index, size]
    assert included(LEAVES[index], index, size, proof, bytes.fromhex(ROOTS[size - 1]))


def test_the_root_of_no_leaves_is_the_hash_of_nothing() -> None:
    assert root([]) == sha256(b"").digest()


def test_a_leaf_is_hashed_with_a_zero_before_it() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
@settings(max_examples=40)
def test_every_leaf_is_proved_and_no_other_leaf_place_size_or_root_is(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, top, size = inclusion_proof(leaves, index), root(leaves), len(leaves)
    assert included(leaves[index], index, size, proof, top)
    assert not included(leaves[index] + b"!", index, size, proof, top)
    assert not included(leaves[index], index, size, (*proof, top), top)
    assert not included(leaves[index], index, size, proof, leaf_hash(top))
    assert not included(leaves[index], size, size, proof, top)
    assert not included(leaves[index], -1, size, proof, top)
    for step in range(len(proof)):
        assert not included(leaves[index], index, size, proof[:step] + proof[step + 1 :], top)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20))
@settings(max_examples=40)
def test_the_root_splits_at_the_greatest_power_of_two_as_the_rfc_defines_it(leaves: list[bytes]) -> None:
    def defined(of: list[bytes]) -> bytes:
        if len(of) == 1:
            return sha256(b"\x00" + of[0]).digest()
        split = 1 << ((len(of) - 1).bit_length() - 1)
        return sha256(b"\x01" + defined(of[:split]) + defined(of[split:])).digest()

    assert root(leaves) == defined(leaves) == root_over([leaf_hash(leaf) for leaf in leaves])


@pytest.mark.parametrize("index", [-1, 8])
def test_a_proof_of_a_leaf_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, index)
