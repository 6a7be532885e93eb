"""Reads the file of an appraisal, YAML or JSON: whole, or refused with every problem and its line."""

from counterpart.capabilities.options.rules.facts import Appraisal
from counterpart.capabilities.options.rules.misfits import misfits
from counterpart.engines.library.filled import filled


def appraisal_in(data: bytes, *, file: str) -> Appraisal:
    """The appraisal that a file holds. Raises Refused."""
    return filled(data, Appraisal, file=file, what="The appraisal", code="appraisal.not-sound", misfits=misfits)
