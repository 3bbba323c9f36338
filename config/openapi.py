"""The description of the API, for whoever writes a program against it, from any site."""

from typing import Any

from django.utils import translation
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response


class OpenAPIDocument(SpectacularJSONAPIView):
    """OpenAPI 3.1 as JSON; open to all, readable by scripts of other sites."""

    schema = None
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Describe every operation."""
        with translation.override("en"):
            response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call] # drf-spectacular - annotates some
        response["Content-Language"] = "en"
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "public, max-age=300"
        return response
