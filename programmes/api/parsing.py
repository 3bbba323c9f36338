"""JSON at the door: one way to read a body, with limits, and text that is composed once."""

import codecs
import json
import math
import unicodedata
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import UnsupportedMediaType, ValidationError
from rest_framework.parsers import BaseParser

from programmes.api.field_errors import wrong
from programmes.api.problems import RequestProblem

LARGEST_BODY = 1_000_000
DEEPEST = 20
MOST_KEYS = 1_000
_NAME_LENGTH = 100


class StrictJSONParser(BaseParser):
    """UTF-8 without doubled keys, NaN, infinities, NUL or half characters; neither deep nor long."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read a body; what is wrong with it is named by its place."""
        _check_charset(media_type or "")
        text = _decoded(_bytes_of(stream, dict(parser_context or {})))
        return _Tidy().tidy(_loaded(text), path="", depth=1)


def _check_charset(media_type: str) -> None:
    _rest, found, name = media_type.lower().partition("charset=")
    try:
        is_utf8 = not found or codecs.lookup(name.split(";")[0].strip(' "')).name == "utf-8"
    except LookupError:
        is_utf8 = False
    if not is_utf8:
        raise UnsupportedMediaType("")


def _bytes_of(stream: IO[Any], context: dict[str, Any]) -> bytes:
    request = context.get("request")
    length = request.META.get("CONTENT_LENGTH") if request is not None else None
    if str(length or "0").isdigit() and int(length or 0) > LARGEST_BODY:
        raise RequestProblem(413)
    body: bytes = stream.read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise RequestProblem(413)
    return body


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise wrong("", "not_utf8", _("Send the body in UTF-8.")) from None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite)
    except RecursionError:
        raise _too_deep("") from None
    except ValueError:
        raise wrong(
            "", "not_json", _("This is not JSON: look for a missing quote, comma or bracket.")
        ) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise wrong(_shown(name), "doubled", _("Name each field once."))
        found[name] = value
    return found


def _no_constant(_name: str) -> float:
    raise wrong("", "not_a_number", _("Use numbers that exist: no NaN and no infinity."))


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_constant(text)


class _Tidy:
    """One walk through a body: composes text, counts keys, looks how deep it goes."""

    def __init__(self) -> None:
        self.keys = 0

    def tidy(self, value: Any, *, path: str, depth: int) -> Any:
        if depth > DEEPEST:
            raise _too_deep(path)
        if isinstance(value, str):
            return _composed(value, path)
        if isinstance(value, list):
            return [self.tidy(item, path=f"{path}[{n}]", depth=depth + 1) for n, item in enumerate(value)]
        return self._object(value, path, depth) if isinstance(value, dict) else value

    def _object(self, value: dict[str, Any], path: str, depth: int) -> dict[str, Any]:
        self.keys += len(value)
        if self.keys > MOST_KEYS:
            raise wrong(path, "too_many_keys", _("Send at most 1,000 fields."))
        found = {
            _composed(key, path): self.tidy(item, path=f"{path}.{_shown(key)}".lstrip("."), depth=depth + 1)
            for key, item in value.items()
        }
        if len(found) < len(value):
            raise wrong(path, "doubled", _("Name each field once."))
        return found


def _composed(text: str, path: str) -> str:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise wrong(path, "unreadable", _("Remove the characters that nobody can read."))
    return unicodedata.normalize("NFC", text)


def _shown(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[:_NAME_LENGTH]


def _too_deep(path: str) -> ValidationError:
    return wrong(path, "too_deep", _("Send at most 20 levels."))
