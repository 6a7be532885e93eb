"""Every address there is, filled: made from the URL configuration, the API’s own description, and the forms on pages.

What cannot be filled fails with a sentence that tells what to add.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from django.core import signing
from django.urls import URLPattern, URLResolver, get_resolver

from counterpart.engines.acts.offers import OFFERS
from counterpart.web.api.document import document
from counterpart.web.api.urls import API
from tests.security.values import Value, Values, fixed


class Choice(str):
    """What can be chosen on a page: often the id of a person."""

    __slots__ = ()

    @property
    def none(self) -> str:
        """Something of its form that cannot be chosen anywhere."""
        return "".join({"a": "b"}.get(letter, "a") if letter in "abcdef" else letter for letter in self)


Which = Mapping[str, str]
"""For each place of an address whose value stands in it: theirs, nothing, or ours."""
ANY = "surrogatepass"
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>|\{(\w+)\}")
_ASKED = re.compile(r"""request\.GET(?:\.get\(|\[)\s*["'](\w+)["']""")


@dataclass(frozen=True)
class Route:
    """An address with places in its path, its query and what is sent to it; `kind` is page, reading or act."""

    name: str
    path: str
    kind: str
    places: Mapping[str, Value]
    query: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    sent_as: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.in_path, *self.query, *self.sent)))

    @property
    def in_path(self) -> tuple[str, ...]:
        return tuple(place[1] or place[2] for place in (m.groups() for m in _PLACE.finditer(self.path)))


@dataclass(frozen=True)
class Request:
    """One request as it is sent, and what of it stands in the places: by name, as text."""

    method: str
    address: str
    body: Any
    sent_as: str
    filled: Mapping[str, Any]


def every_route(values: Values) -> list[Route]:
    """Every page, every reading and every act that is asked for."""
    return [*_pages(values), *_operations(values)]


def filled(route: Route, which: Which, method: str) -> Request:
    """A request to a route with each place filled with theirs, with nothing’s or with ours."""
    chosen = {name: getattr(value, which[name]) for name, value in route.places.items()}
    path = _PLACE.sub(lambda m: quote(str(chosen[m[2] or m[3]]), safe="", errors=ANY), route.path)
    query = {name: chosen[name] for name in route.query if chosen[name] is not None and name != "cursor"}
    if which.get("cursor") in ("theirs", "nothing"):
        query["cursor"] = _cursor(route, path, query, which)
    address = path + (f"?{urlencode(query, errors=ANY)}" if query else "")
    body = {name: chosen[name] for name in route.sent if chosen[name] is not None}
    return Request(method, address, body if method == "POST" else None, route.sent_as, chosen)


def _cursor(route: Route, path: str, query: Mapping[str, str], which: Which) -> str:
    """A cursor as it was given for this very list of theirs, or would be for one that is not there."""
    if which.get("reference") == "ours":
        reference = route.places["reference"]
        path = path.replace(quote(reference.ours), quote(str(getattr(reference, which["cursor"]))))
    asked = urlencode(sorted((name, value) for name, value in query.items() if name != "limit"), errors=ANY)
    return str(signing.dumps((1, 1), salt=f"{path}?{asked}"))


def _pages(values: Values) -> Iterator[Route]:
    for pattern, path in _patterns(get_resolver().url_patterns, "/"):
        view = _view(pattern.callback)
        query = tuple(dict.fromkeys(_ASKED.findall(_source(view))))
        route = Route(f"{pattern.name}", path, "page", {}, query)
        places = {}
        for kind, name in ((m[1], m[2]) for m in _PLACE.finditer(path)):
            places[name] = _value(values, f"{pattern.name}.{name}", f"page:{name}" if kind == "str" else name, name)
        for name in query:
            places[name] = _value(values, f"{pattern.name}.{name}", name)
        yield from _each(replace(route, places=places))


def _each(route: Route) -> Iterator[Route]:
    """The route, or where a place of it says what is done, one for each."""
    place = next((name for name, value in route.places.items() if value.each), None)
    if place is None:
        yield route
        return
    rest = {name: value for name, value in route.places.items() if name != place}
    for said in route.places[place].each:
        path = _PLACE.sub(lambda m, said=said: said if m[2] == place else m[0], route.path)
        yield replace(route, name=f"{route.name}/{said}", path=path, places=rest)


def with_form(route: Route, fields: Mapping[str, Any], values: Values) -> Route:
    """A page with what its form sends: the fields as they stand on it, theirs where the names are known."""
    places = dict(route.places)
    names = {}
    for name, stands in fields.items():
        key = name if name not in route.in_path else f"form:{name}"
        known = values.get(f"{route.name}.{name}") or values.get(f"form:{name}") or values.get(name)
        if isinstance(stands, Choice) and route.name in OFFERS:
            known = fixed(str(stands))
        elif isinstance(stands, Choice) and (known is None or known.theirs != known.nothing):
            known = Value(str(stands), stands.none, str(stands))
        if known is None and not stands and route.name in OFFERS:
            known = fixed("plain words")
        if known is None and not stands:
            raise AssertionError(_unfilled(f"the form on the page {route.name}", name))
        places[key], names[name] = known or Value(stands, stands, stands), key
    return replace(route, places=places, sent=tuple(names.values()), sent_as="form")


def _patterns(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[URLPattern, str]]:
    for part in patterns:
        if getattr(part, "namespace", None) == "api":
            continue
        if isinstance(part, URLResolver):
            yield from _patterns(part.url_patterns, before + str(part.pattern))
        else:
            yield part, before + str(part.pattern)


def _view(view: Any) -> Any:
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "view_class", view)


def _source(view: Any) -> str:
    """The view and, since it may ask helpers beside it, the whole of its room’s views."""
    module = inspect.getmodule(view)
    ours = module is not None and module.__name__.startswith("counterpart.")
    return inspect.getsource(module) if ours and module else inspect.getsource(view)


def _operations(values: Values) -> Iterator[Route]:
    told = document(API)
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            content = operation.get("requestBody", {}).get("content", {})
            sent_as = next(iter(content), "")
            fields = tuple(_sent(told, content, sent_as))
            where = {part["name"]: part["in"] for part in operation["parameters"]}
            query = tuple(part for part, place in where.items() if place == "query")
            places = {part: _value(values, f"{name}.{part}", part) for part in where}
            places |= {part: _asked(values, name, part, shape) for part, shape in _sent(told, content, sent_as).items()}
            kind = "reading" if method == "get" else "act"
            yield Route(name, path, kind, places, query, fields, sent_as)


def _sent(told: Mapping[str, Any], content: Mapping[str, Any], sent_as: str) -> Mapping[str, Any]:
    return _fields(told, content[sent_as]["schema"]) if sent_as else {}


def _asked(values: Values, operation: str, name: str, shape: Mapping[str, Any]) -> Value:
    """What is asked of an offer is filled as its own description says, where no line of `values` says it better."""
    for known in (f"{operation}.{name}", name):
        if known in values:
            return values[known]
    if operation not in OFFERED:
        raise AssertionError(_unfilled(operation, name))
    return fixed(_as_described(shape))


OFFERED = {act.replace(".", "_") for act in OFFERS}


def _as_described(shape: Mapping[str, Any]) -> Any:
    match shape:
        case {"examples": [first, *_]} | {"enum": [first, *_]}:
            return first
        case {"anyOf": [kind, *_]}:
            return _as_described(kind)
        case {"type": "array", "items": items}:
            return [_as_described(items)]
        case {"type": "integer"}:
            return 1
        case {"type": "boolean"}:
            return False
    return "plain words"


def _fields(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    fields: Mapping[str, Any] = schema.get("properties", {})
    return fields


def _value(values: Values, *names: str) -> Value:
    for name in names:
        if name in values:
            return values[name]
    raise AssertionError(_unfilled(names[0].rpartition(".")[0], names[-1]))


def _unfilled(where: str, name: str) -> str:
    return (
        f"{where} takes “{name}”, and nothing is known to put there. Add a line for it in tests/security/values.py:"
        f" theirs, something that does not exist, and ours ({where}.{name} where “{name}” alone means several things)."
    )
