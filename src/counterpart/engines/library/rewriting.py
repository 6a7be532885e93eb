"""Writes the next version of a template from its text: a target, an indicator, a field; its remarks and order kept."""

import re
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from counterpart.engines.library.shelf import Pinned, pinned, read_again
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, Refused, shown

Fields = Mapping[str, Any]
_VERSION = re.compile(r"^version:[ ]*\S+", re.MULTILINE)


def with_targets(text: str, targets: Mapping[str, Mapping[str, str]]) -> Pinned:
    """The next version, with other targets: by the code of an indicator and the period."""

    def change(content: Any) -> None:
        for code, stated in targets.items():
            own = _indicator(content, code)
            if "target" not in own:
                _put(own, "target", CommentedMap())
                own["target"].fa.set_flow_style()
            for when, target in stated.items():
                name = next((known for known in own["target"] if str(known) == when), when)
                own["target"][name] = target

    return _rewritten(text, change)


def with_fields(text: str, code: str, fields: Fields) -> Pinned:
    """The next version, with other fields of an indicator; one that is None is taken out."""

    def change(content: Any) -> None:
        own = _indicator(content, code)
        for name, said in fields.items():
            if said is None:
                own.pop(name, None)
            elif name in own:
                own[name] = said
            else:
                _put(own, name, said)

    return _rewritten(text, change)


def with_indicator(text: str, fields: Fields) -> Pinned:
    """The next version, with one indicator more, after the last. All else stays as it was written, to the letter."""
    lines = _VERSION.sub(f"version: {_next(text)}", text, count=1).splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    first = next((n for n, line in enumerate(lines) if line.rstrip() == "indicators:"), None)
    if first is None:
        return _rewritten(text, lambda content: content.setdefault("indicators", []).append(dict(fields)))
    last, indent = first, "  "
    for n in range(first + 1, len(lines)):
        if re.match(r"[^\s#-]", lines[n]):
            break
        if found := re.match(r"( *)- ", lines[n]):
            indent = found[1] if last == first else indent
        if lines[n].strip() and not lines[n].startswith("#"):
            last = n
    lines.insert(last + 1, "".join(f"{indent}{line}" for line in _dumped([dict(fields)]).splitlines(keepends=True)))
    return pinned("".join(lines))


def _next(text: str) -> int:
    return read_again(text).version + 1


def _indicator(content: Any, code: str) -> Any:
    found = next((one for one in content.get("indicators") or () if folded(str(one["code"])) == folded(code)), None)
    if found is None:
        raise Refused(
            Refusal(
                code="terms.no-such-indicator",
                what="No change of the terms was written",
                fact=f"the newest terms have no indicator {shown(code)}",
                rule="a change is written from the newest terms",
                next_step="Look at the changes that were agreed.",
            )
        )
    return found


def _put(own: Any, name: str, said: Any) -> None:
    """Put a field before the last, so that a remark after the indicator stays after it."""
    own.insert(max(len(own) - 1, 1), name, said)


def _rewritten(text: str, change: Callable[[Any], None]) -> Pinned:
    yaml = _yaml()
    content = yaml.load(text)
    content["version"] = _next(text)
    change(content)
    written = StringIO()
    yaml.dump(content, written)
    return pinned(written.getvalue())


def _dumped(content: Any) -> str:
    yaml, written = YAML(), StringIO()
    yaml.width = 1000
    yaml.dump(content, written)
    return written.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width, yaml.preserve_quotes = 120, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml
