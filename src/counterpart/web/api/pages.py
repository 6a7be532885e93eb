"""The API described: for programs as OpenAPI, for people as a page that needs no script."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET
from ninja import NinjaAPI

from counterpart.web.api.document import WHEN, document
from counterpart.web.api.problems import answer

View = Callable[[HttpRequest], HttpResponse]


def description(api: NinjaAPI) -> View:
    """The description as a program reads it."""

    @require_GET
    def openapi(request: HttpRequest) -> HttpResponse:
        return answer(document(api))

    return openapi


def documentation(api: NinjaAPI) -> View:
    """The description as people read it."""

    @require_GET
    def docs(request: HttpRequest) -> HttpResponse:
        made = document(api)
        context = {"about": _about(made), "rooms": list(_rooms(made)), "shapes": _shapes(made), "when": WHEN}
        return render(request, "api/docs.html", context)

    return docs


def _about(made: Mapping[str, Any]) -> list[tuple[str, SafeString]]:
    """The paragraphs of the introduction: what each is about, and what it says."""
    paragraphs = made["info"]["description"].split("\n\n")
    return [(head.strip("*"), _said(text)) for head, _, text in (told.rpartition("** ") for told in paragraphs)]


def _said(text: str) -> SafeString:
    """A text in which what stands between backticks is written as code."""
    parts = (
        (format_html("<code>{}</code>", part) if place % 2 else part,) for place, part in enumerate(text.split("`"))
    )
    return format_html_join("", "{}", parts)


def _rooms(made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for tag in made["tags"]:
        told = [
            _operation(method, path, operation)
            for path, methods in made["paths"].items()
            for method, operation in methods.items()
            if tag["name"] in operation["tags"]
        ]
        yield tag | {"operations": told}


def _operation(method: str, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
    content = told.get("requestBody", {}).get("content", {})
    kind = next(iter(content), "")
    sent = content[kind]["schema"] if kind else {}
    return {
        "name": told["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": told["summary"],
        "description": _said(told.get("description", "")),
        "parameters": [part | {"shape": _shape(part["schema"])} for part in told["parameters"]],
        "sent_as": kind,
        "sent": _shape(sent),
        "parts": _parts(sent),
        "gives": _shape(told["responses"]["200"]["content"]["application/json"]["schema"]),
        "statuses": [status for status in told["responses"] if status != "200"],
    }


def _shapes(made: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, "description": _said(shape.get("description", "")), "parts": _parts(shape)}
        for name, shape in made["components"]["schemas"].items()
    ]


def _parts(shape: Mapping[str, Any]) -> list[dict[str, Any]]:
    required = shape.get("required", ())
    return [
        {"name": name, "shape": _shape(part), "required": name in required}
        for name, part in shape.get("properties", {}).items()
    ]


def _shape(schema: Mapping[str, Any]) -> str:
    """A schema in words: text, one of some texts, a list of another shape."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_shape(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    return _simple(schema)


def _simple(schema: Mapping[str, Any]) -> str:
    match schema.get("type"):
        case "array":
            return f"list of {_shape(schema['items'])}"
        case "string":
            return _text(schema)
        case "integer":
            most = f" from {schema['minimum']} to {schema['maximum']:,}" if "maximum" in schema else ""
            return f"whole number{most}"
        case "boolean":
            return "true or false"
        case "null":
            return "null"
    return "object"


def _text(schema: Mapping[str, Any]) -> str:
    kind = {"binary": "a file", "date": "day", "date-time": "moment"}.get(schema.get("format", ""), "text")
    example = f", such as {schema['examples'][0]}" if schema.get("examples") else ""
    most = f" of at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return f"{kind}{most}{example}"
