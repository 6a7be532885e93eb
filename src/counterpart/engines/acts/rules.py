"""Pure: the life of a proposed act and of a job, and whose assent an act still waits for."""

from collections.abc import Iterable

from counterpart.values.lifecycle import LifeCycle

PROPOSED = LifeCycle(
    subject="proposed act",
    initial="open",
    steps={("open", "performed"): "performed", ("open", "lapsed"): "lapsed"},
)

JOB = LifeCycle(
    subject="job",
    initial="waiting",
    steps={
        ("waiting", "begun"): "running",
        ("running", "begun"): "running",
        ("broken", "begun"): "running",
        ("running", "done"): "done",
        ("running", "refused"): "refused",
        ("running", "broken off"): "broken",
        ("broken", "given up"): "given up",
    },
)
"""A job whose worker was killed is begun again from `running`; one that broke off is begun again, or given up."""

ENDED = ("done", "refused", "given up")


def still_wanted(needs: Iterable[str], signed_by: Iterable[str]) -> tuple[str, ...]:
    """The parties whose signature is still wanting, in the order the act names them."""
    signed = set(signed_by)
    return tuple(party for party in needs if party not in signed)
