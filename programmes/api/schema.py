"""What every operation's description has in common: headers of the house, and problems as answers."""

from http import HTTPStatus
from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_basic_type, build_object_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from programmes.api.etag import VersionedView
from programmes.api.idempotency import HEADER, OncePerKey
from programmes.api.problems import MEDIA_TYPE

REFUSALS = {
    "GET": ("400", "401", "404", "406", "429"),
    "POST": ("400", "401", "404", "409", "413", "415", "422", "429"),
    "PATCH": ("400", "401", "404", "409", "412", "413", "415", "428", "429"),
    "DELETE": ("401", "404", "409", "429"),
}
KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="1 to 255 visible ASCII characters. The same key and body give the same outcome for a day.",
)
VERSION = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version that was read.",
)
TEXT = build_basic_type(OpenApiTypes.STR)
FIELD_ERROR = build_object_type(
    {"field": TEXT, "code": TEXT, "message": TEXT}, required=["field", "code", "message"]
)
PROBLEM = build_object_type(
    {
        "type": build_basic_type(OpenApiTypes.URI),
        "title": TEXT,
        "status": build_basic_type(OpenApiTypes.INT),
        "detail": TEXT,
        "instance": build_basic_type(OpenApiTypes.URI),
        "code": TEXT,
        "errors": build_array_type(FIELD_ERROR),
        "facts": build_object_type(additionalProperties=True),
    },
    required=["type", "title", "status", "detail", "instance", "code"],
)


class Schema(AutoSchema):
    """Adds Idempotency-Key, If-Match and problem documents where they hold."""

    def get_override_parameters(self) -> list[OpenApiParameter | Any]:
        """Name the headers that this operation reads."""
        found = list(super().get_override_parameters())
        if self.method == "POST" and isinstance(self.view, OncePerKey):
            found.append(KEY)
        if self.method == "PATCH" and isinstance(self.view, VersionedView):
            found.append(VERSION)
        return found

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        return bodies | {
            status: _refusal(status) for status in REFUSALS.get(self.method, ()) if status not in bodies
        }


def _refusal(status: str) -> dict[str, Any]:
    return {
        "description": HTTPStatus(int(status)).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def add_problem(result: dict[str, Any], **_others: Any) -> dict[str, Any]:
    """Put the one document of errors among the components (a hook of drf-spectacular)."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    return result


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # its hook for subclasses - has no annotations
    """Describes the bearer key."""

    target_class = "programmes.api.authentication.BearerTokenAuthentication"
    name = "bearerKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Give the security scheme of OpenAPI."""
        return {"type": "http", "scheme": "bearer"}


class SessionCookie(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # as above - no annotations
    """Describes the session of a logged-in person."""

    target_class = "programmes.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Give the security scheme of OpenAPI."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
