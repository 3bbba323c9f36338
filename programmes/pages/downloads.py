"""Files that a page hands out; their names say nothing about people."""

from datetime import datetime
from typing import IO

from django.http import FileResponse
from django.utils.timezone import localdate

from programmes.domain.export import Kind


def file_answer(file: IO[bytes], *, name: str, kind: Kind, now: datetime) -> FileResponse:
    """Hand out a file under a name with its day: ``gezinnen-2026-11-24.xlsx``."""
    called = f"{name}-{localdate(now):%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=called, content_type=kind.content_type)


def kind_of(asked: str) -> Kind:
    """Read the kind of file from an address; Excel unless it says CSV."""
    return Kind.CSV if asked == Kind.CSV else Kind.XLSX
