"""Versions: who edits says which version was read, so that no change is lost unseen."""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.utils.encoders import JSONEncoder

from programmes.api.problems import RequestProblem
from programmes.api.transaction import AroundUseCase
from programmes.domain.versions import version_of


def etag_of(representation: Any) -> str:
    """Hash what the reader sees: a change of any shown field is another version."""
    return f'"{version_of(representation, encoder=JSONEncoder)}"'


def check_if_match(request: Request, etag: str) -> None:
    """Refuse an edit of an unnamed version (428) or of one that is gone (412)."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise RequestProblem(428)
    if header != "*" and etag not in {part.strip() for part in header.split(",")}:
        raise RequestProblem(412)


class VersionedView(GenericAPIView[Any]):
    """GET with ETag and PATCH with If-Match, for a viewset of rows that ``get_object`` finds.

    ``get_serializer_class`` gives the serializer that shows a row; ``edit_serializer_class``
    reads a change; ``edit`` carries it out with one call of the domain, inside the
    transaction that locked the row and compared the versions.
    """

    edit_serializer_class: type[BaseSerializer[Any]] | None = None

    def edit(self, record: Any, changes: dict[str, Any]) -> Any:
        """Carry the change out and give the record as it is now."""
        raise NotImplementedError  # every view that takes PATCH says how; the base has no record to change

    def shown(self, record: Any) -> Any:
        """Represent a record for whoever asks."""
        return self.get_serializer(record).data

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show one record with its version."""
        return self.versioned(self.get_object())

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change one record, if it is still the version that was read."""
        with AroundUseCase():
            record = self.get_object()
            self._lock(record)
            record = self.get_object()
            check_if_match(request, etag_of(self.shown(record)))
            changed = self.edit(record, self._changes(request, record))
            return self.versioned(changed)

    def versioned(self, record: Any, *, status: int = 200) -> Response:
        """Answer with a record and its version."""
        data = self.shown(record)
        return Response(data, status=status, headers={"ETag": etag_of(data)})

    def _changes(self, request: Request, record: Any) -> dict[str, Any]:
        kind = self.edit_serializer_class or self.get_serializer_class()
        serializer = kind(record, data=request.data, partial=True, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        changes: dict[str, Any] = serializer.validated_data
        return changes

    @staticmethod
    def _lock(record: Model) -> None:
        rows: QuerySet[Model] = type(record)._default_manager.filter(pk=record.pk)
        rows.select_for_update(of=("self",)).order_by().values_list("pk", flat=True).first()
