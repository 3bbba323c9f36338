from typing import Any

import pytest
from rest_framework.test import APIClient

DESK = "/api/v1/organisations"


def fields(answer: Any) -> dict[str, str]:
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_problem_has_the_members_of_the_standard(api: APIClient) -> None:
    answer = api.get("/api/v1/organisations/999")

    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(problem)
    assert (problem["status"], problem["code"]) == (404, "not-found")


def test_a_field_inside_a_list_is_named_by_its_path(api: APIClient) -> None:
    answer = api.post(f"{DESK}/card", {"languages": [{"code": "nl"}, {"code": "four"}]})

    assert answer.status_code == 400
    assert fields(answer) == {"languages[1].code": "max_length"}


def test_what_was_sent_is_not_repeated(api: APIClient) -> None:
    answer = api.post(DESK, {"name": "School", "kind": "Jan de Wit"})

    assert fields(answer) == {"kind": "invalid_choice"}
    assert "Jan" not in answer.content.decode()


def test_a_refusal_says_why_and_where(api: APIClient) -> None:
    answer = api.post(f"{DESK}/fail/refusal")

    problem = answer.json()
    assert answer.status_code == 409
    assert (problem["code"], problem["detail"]) == ("no-seat-left", "No seat is left.")
    assert problem["facts"] == {"seats": 2}
    assert fields(answer) == {"seat": "no-seat-left"}


def test_wrong_input_of_the_domain_is_named_by_its_path(api: APIClient) -> None:
    answer = api.post(f"{DESK}/fail/input")

    assert answer.status_code == 400
    assert fields(answer) == {"homes[0].postcode": "invalid"}


def test_a_move_that_is_not_allowed_tells_what_is(api: APIClient) -> None:
    answer = api.post(f"{DESK}/fail/move")

    assert answer.status_code == 409
    assert answer.json()["facts"] == {"from": "draft", "to": "closed", "allowed": ["open"]}


def test_a_database_out_of_reach_is_said_without_its_address(api: APIClient) -> None:
    answer = api.post(f"{DESK}/fail/database")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "secret-host" not in answer.content.decode()


def test_a_fault_gives_a_reference_that_the_log_has_too(
    api: APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = api.post(f"{DESK}/fail/fault")

    reference = answer.json()["instance"].rpartition(":")[2]
    own = [record.getMessage() for record in caplog.records if record.name == "doorlees.faults"]
    assert answer.status_code == 500
    assert len(own) == 1
    assert own[0].startswith(f"{reference} RuntimeError at ")
    assert "Jan" not in answer.content.decode() + own[0]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/organisations/", "/api/v2/organisations"])
def test_an_unknown_address_of_the_api_is_a_problem_and_no_redirect(api: APIClient, path: str) -> None:
    answer = api.get(path)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_wrong_method_names_the_right_ones(api: APIClient) -> None:
    answer = api.delete(DESK)

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


def test_an_answer_exists_in_json_only(api: APIClient) -> None:
    answer = api.get(DESK, HTTP_ACCEPT="text/csv")

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


def test_too_many_requests_are_told_how_long_to_wait(db: None) -> None:
    stranger = APIClient()

    answers = [stranger.get(f"{DESK}/hours") for _ in range(21)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["Content-Type"] == "application/problem+json"


def test_sentences_follow_the_reader(api: APIClient) -> None:
    answer = api.get("/api/v1/nothing", HTTP_ACCEPT_LANGUAGE="en")

    assert answer["Content-Language"] == "en"
    assert answer.json()["title"] == "Not found"
