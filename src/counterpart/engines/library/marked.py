"""YAML read as text with the line of every value, so that a problem can be shown where it stands."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from counterpart.values.refusal import Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Marked:
    """The content of a file (mappings, lists and text), and the line on which each value stands."""

    content: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of a value, or of the nearest thing that holds it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read_yaml(text: str, *, file: str) -> tuple[Marked, tuple[Problem, ...]]:
    """Read a file; nothing of it is marked where it is no YAML.

    Scalars stay text: `98.25` is never made a float, nor `2007-08` a date.
    """
    reading = _Reading(file)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        content = None if root is None else reading.plain(root, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Marked(None), (_unreadable(file, mark.line + 1 if mark else None, str(error.problem or error.context)),)
    except ReaderError as error:
        return Marked(None), (_unreadable(file, text.count("\n", 0, error.position) + 1, "a control character"),)
    except RecursionError:
        return Marked(None), (_unreadable(file, None, "too many lists within lists"),)
    if root is None:
        return Marked(None), (Problem(file, None, None, "an empty file", "a file with something in it"),)
    return Marked(content, reading.lines), tuple(reading.problems)


def _unreadable(file: str, line: int | None, why: str) -> Problem:
    return Problem(file, line, None, f"text that is not YAML ({why})", "YAML: names, colons and values, indented alike")


class _Reading:
    """One reading of one file, gathering the lines of its values and its problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.read: dict[int, Any] = {}

    def plain(self, node: Node, path: Path) -> Any:
        """A node as text, lists and names. What is referred to from elsewhere is not read a second time."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            return None if node.value in ("", "~", "null") and not node.style else node.value
        if id(node) in self.read:
            self._note(self.lines[path], path, "a reference to another place in the file", "the words themselves")
            return self.read[id(node)]
        self.read[id(node)] = None
        self.read[id(node)] = self._names(node, path) if isinstance(node, MappingNode) else self._items(node, path)
        return self.read[id(node)]

    def _items(self, node: Node, path: Path) -> list[Any]:
        return [self.plain(item, (*path, place)) for place, item in enumerate(node.value)]

    def _names(self, node: MappingNode, path: Path) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else "?"
            if name in content:
                self._note(key.start_mark.line + 1, path, f"“{name}” a second time", "each name once")
            self.lines[(*path, name)] = key.start_mark.line + 1
            content[name] = self.plain(value, (*path, name))
        return content

    def _note(self, line: int, path: Path, found: str, wanted: str) -> None:
        self.problems.append(Problem(self.file, line, None, found, wanted, place=in_words(path)))


def in_words(path: Path) -> str | None:
    """A path as people count: indicators 3, target. None for the whole file."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(f"item {part + 1}" if isinstance(part, int) else part)
    return ", ".join(words) or None
