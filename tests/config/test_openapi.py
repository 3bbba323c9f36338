import re
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

METHODS = ("get", "post", "patch", "put", "delete")
Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call] # drf-spectacular - annotates some
    return found


@pytest.fixture
def operations(document: dict[str, Any]) -> list[Operation]:
    return [
        (path, method, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    validate_schema(document)  # type: ignore[no-untyped-call] # as above - no annotations

    assert document["openapi"] == "3.1.0"


def test_addresses_have_a_major_version_kebab_case_and_no_slash_at_the_end(document: dict[str, Any]) -> None:
    form = re.compile(r"/api/v1(/([a-z]+(-[a-z]+)*|\{[a-z]+\}))+")

    assert [path for path in document["paths"] if not form.fullmatch(path)] == []


def test_operations_have_names_of_their_own(operations: list[Operation]) -> None:
    names = [operation["operationId"] for _path, _method, operation in operations]

    assert len(names) == len(set(names))


def test_every_operation_answers_errors_with_a_problem(operations: list[Operation]) -> None:
    lacking = [
        (path, method, status)
        for path, method, operation in operations
        for status, answer in operation["responses"].items()
        if status >= "400" and "application/problem+json" not in answer.get("content", {})
    ]

    assert lacking == []


def test_every_post_takes_an_idempotency_key_and_every_patch_a_version(operations: list[Operation]) -> None:
    wanted = {"post": "Idempotency-Key", "patch": "If-Match"}

    lacking = [
        (path, method)
        for path, method, operation in operations
        if method in wanted
        and wanted[method] not in {parameter["name"] for parameter in operation.get("parameters", [])}
    ]

    assert lacking == []


def test_only_the_sign_up_is_open_to_all(operations: list[Operation]) -> None:
    public = [(path, method) for path, method, operation in operations if {} in operation["security"]]

    assert public == [("/api/v1/volunteers", "post")]


def test_an_edit_replaces_no_whole_record(operations: list[Operation]) -> None:
    assert [path for path, method, _operation in operations if method == "put"] == []


def test_anyone_may_read_the_document_and_it_is_the_same_in_every_language(db: None) -> None:
    stranger = APIClient()

    answers = [
        stranger.get("/api/v1/openapi.json", HTTP_ACCEPT_LANGUAGE=language) for language in ("nl", "en")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
