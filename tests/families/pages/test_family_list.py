"""The register of families: searched, narrowed, sorted, handed out as a file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from families.models import Family
from families.states import FamilyState
from programmes.models import AccessLog, ColumnChoice, User
from tests.downloads import content, excel_rows
from tests.factories.families import FamilyFactory
from tests.factories.programmes import DistrictFactory, RegionFactory, coordinator, social_worker

pytestmark = pytest.mark.django_db
ADDRESS = "/werk/gezinnen"


@pytest.fixture
def user() -> User:
    return coordinator()


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def shown(client: Client, query: str) -> set[str]:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return {line.row.first_name for line in answer.context["lines"]}


def waiting(weeks: int, **fields: object) -> Family:
    family: Family = FamilyFactory(waiting_since=localdate() - timedelta(weeks=weeks), **fields)
    return family


@pytest.mark.parametrize(
    "words",
    ["G-0371", "g371", "0371", "G-371", "idrissi el", "Amina", "hambak", "06-1234 5678", "+31612345678"],
)
def test_a_family_is_found_by_what_a_coordinator_has_at_hand(desk: Client, words: str) -> None:
    FamilyFactory(number=371, homes=[{"district": DistrictFactory(name="Hambaken")}])
    FamilyFactory(number=8, first_name="Bo", last_name="Jansen", phone="+31687654321")

    assert shown(desk, f"q={words.replace('+', '%2B')}") == {"Amina"}


def test_every_word_has_to_be_found_somewhere(desk: Client) -> None:
    FamilyFactory(first_name="Bo", infix="van der", last_name="Berg")
    FamilyFactory(first_name="Jo", last_name="Berg")

    assert shown(desk, "q=berg+van+der") == {"Bo"}


@pytest.mark.parametrize(
    ("value", "names"), [("0", {"four"}), ("5", {"five"}), ("9", {"twelve"}), ("13", {"thirteen"})]
)
def test_waiting_time_counts_in_whole_weeks(desk: Client, value: str, names: set[str]) -> None:
    for name, weeks in (("four", 4), ("five", 5), ("twelve", 12), ("thirteen", 13)):
        waiting(weeks, first_name=name)
    waiting(30, first_name="has a reader", state=FamilyState.ACTIVE)

    assert shown(desk, f"wait={value}") == names


def test_the_longest_waiting_stands_on_top_and_families_with_a_reader_below(desk: Client) -> None:
    waiting(50, first_name="reads", state=FamilyState.ACTIVE)
    waiting(3, first_name="short")
    waiting(20, first_name="long")

    lines = desk.get(ADDRESS).context["lines"]

    assert [line.row.first_name for line in lines] == ["long", "short", "reads"]


def test_a_second_click_sorts_the_other_way_round(desk: Client) -> None:
    for number in (1, 2):
        FamilyFactory(number=number)

    page = desk.get(f"{ADDRESS}?sort=-family")

    assert [line.row.number for line in page.context["lines"]] == [2, 1]
    assert 'aria-sort="descending"' in page.content.decode()
    assert 'href="?sort=family"' in page.content.decode()


def test_a_filter_says_how_many_it_leaves(desk: Client) -> None:
    FamilyFactory(home_languages=["tr", "nl"])
    FamilyFactory(home_languages=["tr"], state=FamilyState.LOOK_AGAIN, look_again_on=localdate())

    rows = {row.name: row for row in desk.get(f"{ADDRESS}?state=waiting").context["listing"].filters}

    assert {choice.value: choice.count for choice in rows["language"].choices} == {"tr": 1, "nl": 1}
    assert {choice.value: choice.count for choice in rows["state"].choices} == {"waiting": 1, "look_again": 1}


def test_a_family_with_two_homes_in_a_district_stands_once_and_counts_once(desk: Client) -> None:
    district = DistrictFactory()
    homes = [{"district": district, "rhythm": "week_a"}, {"district": district, "rhythm": "week_b"}]
    FamilyFactory(homes=homes)

    listing = desk.get(f"{ADDRESS}?district={district.pk}").context["listing"]

    row = next(row for row in listing.filters if row.name == "district")
    assert (listing.total, [choice.count for choice in row.choices]) == (1, [1])


def test_urgency_to_confirm_is_a_filter(desk: Client) -> None:
    now = timezone.now()
    FamilyFactory(first_name="asked", urgency_reason="other", urgency_asked_at=now)
    FamilyFactory(first_name="urgent", urgency_reason="other", urgency_asked_at=now, urgency_confirmed_at=now)

    assert shown(desk, "urgent=asked") == {"asked"}
    assert shown(desk, "urgent=yes") == {"urgent"}


@pytest.mark.parametrize(
    "query",
    ["page=abc", "page=999", "sort=bad", "sort=-", "q=%00", "q=a%00b", "state=%00", "district=x", "wait=-1",
     "language=%27", "q=" + "x" * 5_000, "q=" + "9" * 400, "q=%25_", "as=csv", "q=%EF%BC%91%EF%BC%92"],
)  # fmt: skip
def test_odd_addresses_answer_with_a_page(desk: Client, query: str) -> None:
    FamilyFactory()

    assert desk.get(f"{ADDRESS}?{query}").status_code == 200
    assert content(desk.get(f"{ADDRESS}/export?{query}"))


def test_no_family_is_left_says_so_and_offers_the_way_back(desk: Client) -> None:
    FamilyFactory()

    page = desk.get(f"{ADDRESS}?q=bestaat-niet").content.decode()

    assert '<a href="?">' in page


def test_the_excel_holds_the_filtered_rows_in_the_order_and_columns_of_the_page(desk: Client) -> None:
    for number, weeks in ((1, 3), (2, 20)):
        waiting(weeks, number=number, first_name="Bo", last_name="=cmd|x")
    FamilyFactory(number=3, state=FamilyState.ACTIVE)

    answer = desk.get(f"{ADDRESS}/export?as=xlsx&state=waiting")

    rows = excel_rows(answer)
    assert [row[0].value for row in rows] == ["G-0002", "G-0001"]
    assert (rows[0][1].value, rows[0][1].data_type) == ("=cmd|x, Bo", "s")
    assert [row[4].value for row in rows] == [20, 3]


def test_the_csv_opens_in_excel_and_holds_no_formula(desk: Client) -> None:
    FamilyFactory(number=7, first_name="Bo", last_name="@SUM(A1)")

    answer = desk.get(f"{ADDRESS}/export?as=csv")

    text = content(answer).decode()
    assert text.startswith("\ufeff")
    assert "G-0007;'@SUM(A1), Bo;" in text
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "Bo" not in answer["Content-Disposition"]


def test_a_day_is_the_one_it_was_in_the_netherlands_on_the_page_as_in_the_file(
    desk: Client, user: User
) -> None:
    FamilyFactory(registered_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    ColumnChoice.objects.create(owner=user, register="families", columns=["registered"])

    page, file = desk.get(ADDRESS), desk.get(f"{ADDRESS}/export?as=csv")

    assert "02-06-2026" in page.content.decode()
    assert "02-06-2026" in content(file).decode()


def test_the_log_knows_whose_families_were_taken_along(desk: Client, user: User) -> None:
    taken = [FamilyFactory().pk for _ in range(3)]
    FamilyFactory(state=FamilyState.LOOK_AGAIN, look_again_on=localdate())

    content(desk.get(f"{ADDRESS}/export?state=waiting"))

    logged = AccessLog.objects.filter(subject="families.family", action="export", by=user)
    assert sorted(logged.values_list("subject_id", flat=True)) == sorted(taken)


def test_families_of_another_region_are_in_no_list_and_no_file(desk: Client) -> None:
    FamilyFactory(region=RegionFactory(slug="oss"), number=4)

    assert shown(desk, "") == set()
    assert b"G-0004" not in content(desk.get(f"{ADDRESS}/export?as=csv"))


def test_who_does_no_intake_finds_neither_list_nor_file(client: Client) -> None:
    client.force_login(social_worker())

    assert client.get(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}/export").status_code == 404


def test_a_file_of_many_families_takes_as_many_queries_as_of_one(desk: Client) -> None:
    FamilyFactory()
    with CaptureQueriesContext(connection) as before:
        content(desk.get(f"{ADDRESS}/export"))
    for _ in range(3):
        FamilyFactory()

    with CaptureQueriesContext(connection) as after:
        content(desk.get(f"{ADDRESS}/export"))

    assert len(after) == len(before)
