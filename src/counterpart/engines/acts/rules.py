"""Pure: the life of a proposed act, and whose assent it still waits for."""

from collections.abc import Iterable

from counterpart.values.lifecycle import LifeCycle

PROPOSED = LifeCycle(
    subject="proposed act",
    initial="open",
    steps={("open", "performed"): "performed", ("open", "lapsed"): "lapsed"},
)


def still_wanted(needs: Iterable[str], signed_by: Iterable[str]) -> tuple[str, ...]:
    """The parties whose signature is still wanting, in the order the act names them."""
    signed = set(signed_by)
    return tuple(party for party in needs if party not in signed)
