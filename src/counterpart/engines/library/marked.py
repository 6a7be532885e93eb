"""YAML read as text with the line of every value, so that a problem can be shown where it stands."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

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
    """Read a file. Scalars stay text: `98.25` is never made a float, nor `2007-08` a date."""
    try:
        root = YAML().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return Marked({}), (Problem(file, line, None, str(error.problem or "text"), "a readable YAML file"),)
    if root is None:
        return Marked({}), (Problem(file, None, None, "an empty file", "an agreement template"),)
    lines: dict[Path, int] = {}
    problems: list[Problem] = []
    content = _plain(root, (), lines, problems, file)
    return Marked(content, lines), tuple(problems)


def _plain(node: Node, path: Path, lines: dict[Path, int], problems: list[Problem], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, ScalarNode):
        return None if node.value in ("", "~", "null") and not node.style else node.value
    if not isinstance(node, MappingNode):
        return [_plain(item, (*path, place), lines, problems, file) for place, item in enumerate(node.value)]
    content: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in content:
            problems.append(Problem(file, key.start_mark.line + 1, name, f"“{name}” a second time", "each name once"))
        lines[(*path, name)] = key.start_mark.line + 1
        content[name] = _plain(value, (*path, name), lines, problems, file)
    return content
