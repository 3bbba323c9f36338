import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from families.models import Family
from matching.management.commands import seed_demo
from matching.management.commands.seed_demo import Size
from matching.management.demo.filling import Numbers
from programmes.domain import tokens
from programmes.domain.access import Action, actor_of
from programmes.models import District, Region, User
from volunteers.models import Volunteer
from volunteers.states import VolunteerState

pytestmark = pytest.mark.django_db
COUNTRY = Size(Numbers(30, 40), "land", "Land (demo)", municipalities=3)


@pytest.fixture(autouse=True)
def _small_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(seed_demo.SIZES, "city", Size(Numbers(20, 30), seed_demo.CITY))


def seed(accounts: Path) -> dict[str, Any]:
    call_command("seed_demo", "--accounts", str(accounts), verbosity=0)
    found: dict[str, Any] = json.loads(accounts.read_text(encoding="utf-8"))
    return found


def test_each_role_can_log_in_with_the_file(tmp_path: Path) -> None:
    found = seed(tmp_path / "accounts.json")

    assert set(found["accounts"]) == {"coordinator", "volunteer", "social_worker", "administrator"}
    for account in found["accounts"].values():
        assert Client().login(username=account["email"], password=account["password"])
        token = tokens.find(account["token"], now=timezone.now())
        assert token is not None
        assert token.user == User.objects.get(email=account["email"])
    assert (found["region"], found["programme"]) == ("s-hertogenbosch", "doorleesexpress")


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    seed(tmp_path / "accounts.json")

    assert (tmp_path / "accounts.json").stat().st_mode & 0o777 == 0o600


def test_a_second_call_changes_nothing(tmp_path: Path) -> None:
    first = seed(tmp_path / "accounts.json")
    counted = Counter({"families": Family.objects.count(), "users": User.objects.count()})

    second = seed(tmp_path / "accounts.json")

    assert second == first
    assert counted == {"families": Family.objects.count(), "users": User.objects.count()}


@pytest.mark.parametrize("words", ["{}", "no json", '{"accounts": {"coordinator": {"email": "x"}}}'])
def test_a_file_that_does_not_help_is_made_anew(tmp_path: Path, words: str) -> None:
    first = seed(tmp_path / "accounts.json")
    (tmp_path / "accounts.json").write_text(words, encoding="utf-8")

    second = seed(tmp_path / "accounts.json")

    assert second["accounts"].keys() == first["accounts"].keys()
    assert second["accounts"]["volunteer"]["token"] != first["accounts"]["volunteer"]["token"]
    assert tokens.find(first["accounts"]["volunteer"]["token"], now=timezone.now()) is None


def test_a_changed_password_gives_new_log_ins(tmp_path: Path) -> None:
    found = seed(tmp_path / "accounts.json")
    user = User.objects.get(email=found["accounts"]["coordinator"]["email"])
    user.set_password("another-one-42")
    user.save()

    again = seed(tmp_path / "accounts.json")["accounts"]["coordinator"]

    assert Client().login(username=again["email"], password=again["password"])


def test_the_accounts_may_do_what_the_demo_shows(tmp_path: Path) -> None:
    found = seed(tmp_path / "accounts.json")["accounts"]
    rights = {role: actor_of(User.objects.get(email=account["email"])) for role, account in found.items()}

    assert rights["coordinator"].may(Action.RUNS_WRITE)
    assert rights["social_worker"].may(Action.FAMILIES_REFER)
    assert rights["volunteer"].may(Action.VOLUNTEER_ANSWER)


def test_the_volunteer_is_one_of_those_available(tmp_path: Path) -> None:
    email = seed(tmp_path / "accounts.json")["accounts"]["volunteer"]["email"]

    assert Volunteer.objects.get(account__email=email).state == VolunteerState.AVAILABLE


def test_the_social_worker_has_families_of_their_own(tmp_path: Path) -> None:
    email = seed(tmp_path / "accounts.json")["accounts"]["social_worker"]["email"]

    assert Family.objects.filter(registered_by__email=email).exists()


def test_a_larger_size_has_a_region_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(seed_demo.SIZES, "nation", COUNTRY)
    call_command("seed_demo", verbosity=0)

    call_command("seed_demo", "--size", "nation", verbosity=0)

    land = Region.objects.get(slug="land")
    assert land.programmes.count() == 2
    assert Family.objects.filter(region=land, state="waiting").count() == 30
    assert District.objects.filter(region=land).count() > 50
