"""The description of the API (OpenAPI 3.1), made from what is mounted; complete with every answer there can be."""

from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from counterpart.web.api.problems import PROBLEM

PREFIX = "/api/v1/"
_SHAPE = "#/components/schemas/"
ABOUT = """The shared, verifiable record of a public-service partnership, for programs.

**Who asks.** Show a token: `Authorization: Bearer cp_…`. A person makes one for themselves with `counterpart people \
token`, and it acts as that person. A session of the site works too; what is sent with one needs `X-CSRFToken`.

**Reading.** Every reading is at one moment. A list is told in parts: `{"items": […], "next": "…"}`; send `next` back \
as `cursor`, with the same query, until it is null. Decimals are texts, dates ISO, moments carry an offset. A name in \
the query that is not known is refused, as is one that stands twice.

**Acting.** A POST does one act of the record, under the same policy as on a page. With an `Idempotency-Key` of your \
own it is done once however often it is sent, and answered the same; the key with another request is refused (409). \
`subject` names what was acted on, as the trail does.

**Refusals.** A no is a problem document (RFC 9457): `what` was refused, the `fact`, the `rule`, the `next_step`, and \
every one of its `problems`; `code` stays the same. What you have no part in is answered word for word like what does \
not exist."""
TAGS = {
    "worklist": "Who you are, and what waits.",
    "closing": "Closed periods: figures and why, consequences, seals, receipts, the record.",
    "performance": "Indicators, their series, and the files taken in.",
    "disputes": "Problems, early warnings, and disputes with their ladder.",
    "incentives": "What performance is worth: statements, waivers, the extension.",
    "risks": "Registers of risks and issues, their scores and what became of them.",
    "governance": "Groups, meetings and what they decide, minutes, the work programme.",
    "frameworks": "Frameworks, funders, and the register of contracts with the notices due.",
    "programme": "The delivery plan, the forward programme, improvement proposals and pilots.",
    "team": "People and parties of an agreement: roles, delegates, representatives, counterparts, subcontractors.",
    "agreements": "Agreements, who works on them, what was done.",
    "partners": "People of the installation, and your tokens.",
}
READS = (400, 401, 405)
WRITES = (400, 401, 403, 405, 409, 413, 415)
WHEN = {
    400: "The request does not fit: its problems say where.",
    401: "It is not known who asks.",
    403: "Who asks may not do this.",
    404: "There is no such thing, or you have no part in it.",
    405: "The address does not take this method.",
    409: "It conflicts with how things stand, or the key was used for another request.",
    413: "The request is too large.",
    415: "The request was sent as another type of content.",
}
_TEXT = {"type": "string"}
_OR_NULL = {"anyOf": [_TEXT, {"type": "null"}]}
_FAULT = {
    "file": _TEXT,
    "line": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    "column": _OR_NULL,
    "found": _TEXT,
    "wanted": _TEXT,
    "sheet": _OR_NULL,
    "place": _OR_NULL,
    "says": _TEXT,
}
_PARTS = {
    "type": {"type": "string", "format": "uri"},
    "title": _TEXT,
    "status": {"type": "integer"},
    "detail": _TEXT,
    "code": _TEXT,
    "what": _TEXT,
    "fact": _TEXT,
    "rule": _TEXT,
    "next_step": _TEXT,
    "problems": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
}


def _shape(title: str, description: str, parts: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "description": description, "type": "object", "properties": parts, "required": [*parts]}


SHAPES = {
    "Fault": _shape("Fault", "One thing wrong at one place: what was found there and what was wanted.", _FAULT),
    "Problem": _shape("Problem", "A no that helps (RFC 9457).", _PARTS),
}
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "A person’s token: cp_…"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "Signed in on the site."},
}


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """The whole description, as it is served and kept."""
    made = api.get_openapi_schema(path_prefix=PREFIX)
    paths = {
        path: {method: _complete(path, method, told) for method, told in methods.items()}
        for path, methods in made["paths"].items()
    }
    shapes = {known_as(name): _shape_told(name, shape) for name, shape in made["components"]["schemas"].items()}
    whole = {
        "openapi": "3.1.0",
        "info": {"title": api.title, "version": api.version, "description": ABOUT},
        "tags": [{"name": name, "description": said} for name, said in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted((shapes | SHAPES).items())),
            "responses": {_named(status): _refused(status) for status in WHEN},
            "securitySchemes": SECURITY,
        },
        "security": [{"token": []}, {"session": []}],
    }
    told: dict[str, Any] = _plain(whole)
    return told


def _complete(path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    """An operation with every answer it can give."""
    statuses = {*(READS if method == "get" else WRITES), *([404] if method == "post" or "{" in path else [])}
    answers = {str(status): answer for status, answer in told["responses"].items()}
    answers["200"]["description"] = "As asked." if method == "get" else "Done, now or before."
    refused = {str(status): {"$ref": f"#/components/responses/{_named(status)}"} for status in sorted(statuses)}
    sent = [_parameter(part) for part in told["parameters"]]
    for shape in told.get("requestBody", {}).get("content", {}).values():
        shape["schema"].update({"title": told["operationId"]} if "properties" in shape["schema"] else {})
        for name, part in shape["schema"].get("properties", {}).items():
            shape["schema"]["properties"][name] = _without_null(part)
    return told | {"parameters": sent, "responses": answers | refused}


def _parameter(part: dict[str, Any]) -> dict[str, Any]:
    """What stands in an address or a header is left out or has a value: it is never null."""
    told = {
        "name": part["name"],
        "in": part["in"],
        "required": part["required"],
        "schema": _without_null(part["schema"]),
    }
    return told | ({"description": part["description"]} if "description" in part else {})


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    match schema:
        case {"anyOf": [kind, {"type": "null"}], **more}:
            return {**kind, **more}
    return schema


def _shape_told(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """A shape under its name. That of a list says that it is told in parts."""
    if "enum" in shape:
        return {"description": "One of these words."} | shape | {"title": known_as(name)}
    closed = {"additionalProperties": False} if "properties" in shape else {}
    return (
        closed
        | {"description": "Part of a list, and the cursor under which it goes on; null at its end."}
        | shape
        | {"title": known_as(name)}
    )


def known_as(name: str) -> str:
    """The name of a shape as a program knows it: Figure, FigureList."""
    inner = name.removeprefix("Part_").removesuffix("_")
    return inner.removesuffix("Told") + ("List" if inner != name else "")


def _plain(told: Any) -> Any:
    """The description as plain data, its references under the names that programs know."""
    match told:
        case dict():
            return {str(name): _plain(part) for name, part in told.items()}
        case list() | tuple():
            return [_plain(part) for part in told]
        case str() if told.startswith(_SHAPE):
            return _SHAPE + known_as(told.removeprefix(_SHAPE))
    return told


def _named(status: int) -> str:
    return HTTPStatus(status).phrase.replace(" ", "")


def _refused(status: int) -> dict[str, Any]:
    shape = {"schema": {"$ref": f"{_SHAPE}Problem"}}
    told: dict[str, Any] = {"description": WHEN[status], "content": {PROBLEM: shape}}
    header = {401: "WWW-Authenticate", 405: "Allow"}.get(status)
    return told | ({"headers": {header: {"schema": {"type": "string"}}}} if header else {})
