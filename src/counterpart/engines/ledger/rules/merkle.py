"""One hash over many leaves, from which any single leaf can be proved: the Merkle tree of RFC 9162 § 2.1, with SHA-256.

Leaves and nodes are hashed with different first bytes, so that neither can pass for the other.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves in their order; of no leaves, SHA-256 of nothing (§ 2.1.1)."""
    return root_over([leaf_hash(leaf) for leaf in leaves])


def root_over(hashes: Sequence[bytes]) -> bytes:
    """The root over leaves known by their hashes alone."""
    return _levels(hashes)[-1][0] if hashes else hashlib.sha256(b"").digest()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from a leaf to the root, nearest first (§ 2.1.3.1).

    Raises IndexError where there is no leaf with that index, which counts from 0.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"There is no leaf {index} among {len(leaves)}")
    path = []
    for level in _levels([leaf_hash(leaf) for leaf in leaves]):
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        index >>= 1
    return tuple(path)


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from this leaf, at this index of a tree of so many leaves, to the root (§ 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, reached = index, size - 1, leaf_hash(leaf)
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = _node(sibling, reached)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            reached = _node(reached, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and reached == root


def _levels(hashes: Sequence[bytes]) -> list[Sequence[bytes]]:
    """The tree from its leaves up. A hash without a neighbour rises as it is, which is the split of § 2.1.1."""
    levels = [hashes]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append([*above, below[-1]] if len(below) % 2 else above)
    return levels


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
