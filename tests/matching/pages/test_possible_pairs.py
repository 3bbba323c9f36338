from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from families.models import Family
from matching.domain import possible_pairs
from matching.models import Override, OverrideKind
from matching.states import MatchState, OverrideState
from programmes.models import AccessLog
from programmes.values.availability import Window
from tests.factories.duos import DuoFactory
from tests.factories.families import FamilyFactory
from tests.factories.matching import MatchFactory, OverrideFactory
from tests.factories.programmes import ProgrammeFactory, coordinator
from tests.factories.volunteers import VolunteerFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(coordinator())
    return client


def of(family: Family) -> possible_pairs.Possible:
    return possible_pairs.for_family(
        family_id=family.pk, region=family.region, programme=family.programme, day=TODAY
    )


def test_the_best_five_come_first() -> None:
    family = FamilyFactory()
    readers = [VolunteerFactory(x=150_000 - 250 * number, max_minutes=60) for number in range(7)]

    found = of(family)

    assert found.total == 7
    assert [pair.volunteer_id for pair in found.best] == [reader.pk for reader in readers[:5]]
    assert [pair.score for pair in found.best] == sorted((pair.score for pair in found.best), reverse=True)
    assert found.best[0].option[0].startswith("w 3 14:")


def test_who_falls_away_is_counted_by_the_first_rule_that_breaks() -> None:
    family = FamilyFactory(required_language="ar")
    VolunteerFactory(x=100_000)
    VolunteerFactory(x=190_000)
    VolunteerFactory()
    VolunteerFactory(languages=[("ar", "B2")], windows=[Window(1, 540, 720)])
    VolunteerFactory(certificate=False)

    found = of(family)

    assert found.best == ()
    assert dict(found.lost) == {"distance": 2, "language": 1, "slot": 1, "state": 1}


def test_a_reader_who_starts_from_work_is_near_enough_too() -> None:
    family = FamilyFactory()
    reader = VolunteerFactory(x=100_000, second_postcode="5211AB", second_x=149_900, second_y=411_400)

    assert [pair.volunteer_id for pair in of(family).best] == [reader.pk]


def test_a_duo_is_one_reader() -> None:
    family = FamilyFactory()
    duo = DuoFactory()

    assert [pair.volunteer_id for pair in of(family).best] == [duo.first_id]


def test_a_ban_keeps_a_pair_out() -> None:
    ban = OverrideFactory(kind=OverrideKind.BAN)

    assert dict(of(ban.family).lost) == {"ban": 1}


def test_the_families_that_fit_a_reader_are_those_that_the_reader_fits() -> None:
    near, waiting = FamilyFactory(), FamilyFactory(state="referred")
    FamilyFactory(homes=[{"x": 100_000}])
    reader = VolunteerFactory()

    found = possible_pairs.for_volunteer(
        volunteer_id=reader.pk, region=reader.region, programmes=[ProgrammeFactory()], day=TODAY
    )

    assert [pair.family_id for pair in found.best] == [near.pk]
    assert found.best[0].score == of(near).best[0].score
    assert dict(found.lost) == {"distance": 1}
    assert waiting.pk not in {pair.family_id for pair in found.best}


def test_the_page_of_a_family_shows_who_fits_how_well(desk: Client) -> None:
    family, reader = FamilyFactory(), VolunteerFactory()

    shown = desk.get(f"/werk/gezinnen/{family.pk}/koppelingen").content.decode()

    assert reader.full_name in shown
    assert f'href="/werk/koppels/{family.pk}/{reader.pk}/uitsluiten?van=family"' in shown
    assert "<meter" in shown


def test_as_a_part_of_the_page_it_has_no_frame_and_logs_no_second_look(desk: Client) -> None:
    family = FamilyFactory()

    part = desk.get(f"/werk/gezinnen/{family.pk}/koppelingen", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert not AccessLog.objects.exists()


def test_matches_of_before_and_of_now_are_listed(desk: Client) -> None:
    match = MatchFactory(state=MatchState.ACTIVE, family__state="active", started_on=TODAY)
    path = f"/werk/koppelingen/{match.pk}"

    assert path in desk.get(f"/werk/gezinnen/{match.family_id}/koppelingen").content.decode()
    assert path in desk.get(f"/werk/voorlezers/{match.volunteer_id}/koppelingen").content.decode()


def test_two_are_excluded_from_the_page_of_the_reader(desk: Client) -> None:
    family, reader = FamilyFactory(), VolunteerFactory()
    until = localdate() + timedelta(days=30)

    answer = desk.post(
        f"/werk/koppels/{family.pk}/{reader.pk}/uitsluiten?van=volunteer",
        {"reason": "Buren", "until": str(until)},
    )

    assert answer.headers["Location"] == f"/werk/voorlezers/{reader.pk}"
    ban = Override.objects.get()
    assert (ban.kind, ban.reason, ban.until) == ("ban", "Buren", until)
    assert "Buren" in desk.get(f"/werk/voorlezers/{reader.pk}/koppelingen").content.decode()


def test_what_is_wrong_stands_at_its_field_and_what_cannot_be_above_it(desk: Client) -> None:
    family, reader = FamilyFactory(), VolunteerFactory(x=100_000)
    path = f"/werk/koppels/{family.pk}/{reader.pk}/vastzetten"

    past = desk.post(path, {"reason": "Ze kennen elkaar", "until": "2020-01-31"}).content.decode()
    too_far = desk.post(path, {"reason": "Ze kennen elkaar"}).content.decode()

    assert 'id="id_until_error"' in past
    assert "Ze kennen elkaar" in past
    assert 'id="errors"' in too_far
    assert not Override.objects.exists()


def test_a_decision_is_ended_from_the_page(desk: Client) -> None:
    pin = OverrideFactory()

    answer = desk.post(f"/werk/koppels/{pin.pk}/einde", {"van": "family"})

    pin.refresh_from_db()
    assert pin.state == OverrideState.ENDED
    assert answer.headers["Location"] == f"/werk/gezinnen/{pin.family_id}"


def test_an_unknown_decision_is_no_page(desk: Client) -> None:
    family, reader = FamilyFactory(), VolunteerFactory()

    assert desk.get(f"/werk/koppels/{family.pk}/{reader.pk}/trouwen").status_code == 404


def test_no_page_of_a_person_asks_more_when_there_are_more_people(desk: Client) -> None:
    def queries() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(path).status_code == 200
            counts.append(len(asked))
        return counts

    match = MatchFactory()
    reader, family = VolunteerFactory(), FamilyFactory()
    people = (f"gezinnen/{family.pk}", f"voorlezers/{reader.pk}", f"gezinnen/{match.family_id}")
    paths = [f"/werk/{person}{part}" for person in people for part in ("", "/koppelingen")]
    paths += [f"/werk/{person}/wijzigen" for person in people[:2]]
    FamilyFactory()
    VolunteerFactory()
    OverrideFactory(family=family)
    before = queries()

    for _ in range(6):
        FamilyFactory()
        VolunteerFactory()
        OverrideFactory(family=family, volunteer=VolunteerFactory())

    assert queries() == before
