"""What commands read; an error names the file too."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from matching.solver.errors import InstanceError, SolverError
from matching.solver.files import document, instance_from, is_lines, read_text, result_from
from matching.solver.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matching.solver.instance import Instance
    from matching.solver.result import Result

    Document = dict[str, Any]  # Any: a JSON document, whose fields are checked as they are used


@contextmanager
def of_file(name: str) -> Iterator[None]:
    """Put the name of the file before what is wrong in it."""
    try:
        yield
    except InstanceError as error:
        raise SolverError(f"{name}: {error}") from error


def fields_of(text: str, name: str) -> Document:
    """The fields of a document."""
    with of_file(name):
        value = document(text)
        if not isinstance(value, dict):
            raise InstanceError("", "must be an object")
    return value


def read_answer(instance_name: str, result_name: str) -> tuple[Instance, Result]:
    """An instance and its result, which is verified first: nothing true can be said of a wrong one.

    Raises
    ------
    SolverError
        If a file or a value in it is wrong.
    VerificationError
        If the result is no true answer to the instance.
    """
    documents = []
    for name in (instance_name, result_name):
        if is_lines(name):
            raise SolverError(f"{name}: must be a file with a single document")
        with of_file(name):
            documents.append(fields_of(read_text(name), name))
    with of_file(instance_name):
        instance = instance_from(documents[0])
    with of_file(result_name):
        result = result_from(documents[1], instance)
    verify(*documents)
    return instance, result
