"""What verification has to say: what no longer fits, and files that are no record or receipt at all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: a stable code, the thing by its name, and a sentence for people."""

    code: str
    where: str
    says: str


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be read as what it should be, and where reading stopped: byte and line count from 1.

    `recognised` is true where the file is still plainly what it should be: it has been altered, and is not some other
    file.
    """

    says: str
    where: str
    recognised: bool
    byte: int | None = None
    line: int | None = None
