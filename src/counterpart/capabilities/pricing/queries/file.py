"""Reads the file of mechanisms that are to be compared."""

from counterpart.capabilities.pricing.rules.mechanisms import Mechanisms
from counterpart.capabilities.pricing.rules.misfits import misfits
from counterpart.engines.library.filled import filled


def mechanisms_in(data: bytes, *, file: str) -> Mechanisms:
    """Raises Refused with every problem, each with its line."""
    return filled(data, Mechanisms, file=file, what="The mechanisms", code="mechanisms.not-sound", misfits=misfits)
