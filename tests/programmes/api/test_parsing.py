import io
import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from programmes.api.parsing import StrictJSONParser
from programmes.api.problems import RequestProblem
from programmes.models import Organisation

DESK = "/api/v1/organisations"


def sent(api: APIClient, body: bytes, kind: str = "application/json") -> Any:
    return api.generic("POST", DESK, body, content_type=kind)  # type: ignore[arg-type] # takes bytes as well - the stubs name text only


def fields(answer: Any) -> dict[str, str]:
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (b'{"name": "a"', "", "not_json"),
        (b"", "name", "required"),
        (b"\xff\xfe{}", "", "not_utf8"),
        (b'{"name": "a", "name": "b"}', "name", "doubled"),
        ('{"\u00e9": 1, "e\u0301": 2}'.encode(), "", "doubled"),
        (b'{"name": NaN}', "", "not_a_number"),
        (b'{"name": -Infinity}', "", "not_a_number"),
        (b'{"name": 1e999}', "", "not_a_number"),
        (b'{"name": "a\\u0000b"}', "name", "unreadable"),
        (b'{"languages": [{"code": "\\ud83d"}]}', "languages[0].code", "unreadable"),
        (b"1" * 5000, "", "not_json"),
        (b"[" * 100_000, "", "too_deep"),
        (b"[1]", "", "invalid"),
        (b"null", "", "null"),
    ],
)
def test_a_body_that_cannot_be_read_in_one_way_is_refused(
    api: APIClient, body: bytes, field: str, code: str
) -> None:
    answer = sent(api, body)

    assert answer.status_code == 400
    assert fields(answer)[field] == code
    assert not Organisation.objects.exists()


def test_a_body_deeper_than_twenty_levels_is_refused(api: APIClient) -> None:
    answer = sent(api, json.dumps({"a": nested(19)}).encode())

    assert set(fields(answer).values()) == {"too_deep"}


def nested(levels: int) -> Any:
    return [nested(levels - 1)] if levels else 1


def test_a_body_of_more_than_a_thousand_fields_is_refused(api: APIClient) -> None:
    answer = sent(api, json.dumps({str(number): 1 for number in range(1001)}).encode())

    assert fields(answer) == {"": "too_many_keys"}


def test_a_body_over_a_megabyte_is_refused(api: APIClient) -> None:
    answer = sent(api, b'{"name": "' + b"a" * 1_000_000 + b'"}')

    assert answer.status_code == 413


def test_a_body_that_is_longer_than_it_says_is_refused(api: APIClient) -> None:
    with pytest.raises(RequestProblem) as refused:
        StrictJSONParser().parse(io.BytesIO(b'"' + b"a" * 1_000_001))

    assert refused.value.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/json; charset=utf-16"])
def test_other_formats_are_refused(api: APIClient, kind: str) -> None:
    assert sent(api, b"{}", kind).status_code == 415


def test_text_is_composed_once_at_the_door(api: APIClient) -> None:
    sent(api, json.dumps({"name": "Zoe\u0308school", "kind": "school"}).encode())

    assert Organisation.objects.get().name == "Zo\u00ebschool"


def test_fields_that_nobody_knows_or_may_set_are_named(api: APIClient) -> None:
    answer = sent(api, b'{"id": 5, "role": "administrator", "kind": "school"}')

    assert fields(answer) == {"id": "read_only", "role": "unknown", "name": "required"}


@pytest.mark.parametrize("name", ["Jan\u202e", "J\u200ban", "Jan\x07", "Jan \U0001f600", "R2D2"])
def test_names_refuse_what_is_not_a_name(api: APIClient, name: str) -> None:
    answer = api.post(f"{DESK}/card", {"name": name})

    assert fields(answer) == {"name": "not_a_name"}


def test_a_line_refuses_characters_that_nobody_sees(api: APIClient) -> None:
    answer = api.post(DESK, {"name": "School\u200b", "kind": "school"})

    assert fields(answer) == {"name": "invisible"}


def test_a_card_is_tidied(api: APIClient) -> None:
    answer = api.post(f"{DESK}/card", {"name": " Zo\u00eb ", "phone": "06-12345678", "postcode": "5211 ab"})

    assert answer.json() == {"name": "Zo\u00eb", "phone": "+31612345678", "postcode": "5211AB"}


def test_a_name_of_a_million_characters_is_refused(api: APIClient) -> None:
    answer = api.post(f"{DESK}/card", {"name": "a" * 900_000})

    assert answer.status_code == 400
    assert fields(answer) == {"name": "not_a_name"}
