"""A refusal as a program reads it: a problem document (RFC 9457) with the four parts, and a code that stays."""

import json
import re
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from counterpart.values.refusal import Refusal

PROBLEM = "application/problem+json"
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TYPE = "urn:counterpart:problem:"


def written(data: Any) -> bytes:
    """Data as JSON. What cannot be seen, or would change how other text is seen, is written by its number."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _HIDDEN.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text).encode()


def answer(told: Any) -> HttpResponse:
    """What was asked for; bytes as they are."""
    return HttpResponse(told if isinstance(told, bytes) else written(told), content_type="application/json")


def problem(refusal: Refusal, status: HTTPStatus) -> HttpResponse:
    """The problem document of a refusal."""
    sentence, *_ = str(refusal).splitlines()
    content = {
        "type": f"{TYPE}{refusal.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": sentence,
        **refusal.as_data(),
    }
    answer = HttpResponse(written(content), content_type=PROBLEM, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Counterpart"'
    return answer
