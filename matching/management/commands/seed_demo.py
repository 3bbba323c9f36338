"""Fill a demo region with drawn people: `manage.py seed_demo --size city --accounts FILE`."""

from argparse import ArgumentParser
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from families.models import Family
from matching.management.demo import log_ins
from matching.management.demo.areas import city_areas
from matching.management.demo.chance import Chance
from matching.management.demo.filling import Numbers, fill
from matching.management.demo.languages import language_mix
from matching.management.demo.staff import address_of, organisations, staff
from matching.management.demo.town import Town
from matching.management.demo.welcome import introduce
from matching.management.demo.wide import wide_areas
from programmes.domain import reference_data
from programmes.models import Programme, Region, User

CITY = reference_data.REGION
PROGRAMME, YOUNGER = "doorleesexpress", "voorleesexpress"
ROLES = ("coordinator", "volunteer", "social-worker", "administrator")


@dataclass(frozen=True)
class Size:
    """How many people, and in how many municipalities (none: the real city)."""

    numbers: Numbers
    slug: str
    name: str = ""
    municipalities: int = 0


SIZES = {
    "city": Size(Numbers(200, 300), CITY),
    "season": Size(Numbers(1_000, 1_500), "twaalf-gemeenten", "Twaalf gemeenten (demo)", 12),
    "nation": Size(Numbers(5_000, 6_000), "nederland", "Nederland (demo)", 50),
}


class Command(BaseCommand):
    """Draw people once; a second call only sees to the log-ins."""

    help = "Fill a demo region with drawn people. The same seed draws the same people. Does nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="city")
        parser.add_argument("--seed", type=int, default=5)
        parser.add_argument("--accounts", type=Path, help="write log-ins for each role to this file")

    def handle(self, *, size: str, seed: int, accounts: Path | None, **options: object) -> None:
        now = timezone.now()
        chosen = SIZES[size]
        if not Programme.objects.filter(slug=PROGRAMME, regions__slug=CITY).exists():
            reference_data.load(now=now)
        if not Family.objects.filter(region__slug=chosen.slug).exists():
            draw(chosen, seed=seed, now=now)
            self.stdout.write(f"Drew {chosen.numbers.waiting} waiting families and more in {chosen.slug}.")
        if accounts:
            users = {role.replace("-", "_"): _user(chosen, role) for role in ROLES}
            facts = {"region": chosen.slug, "programme": PROGRAMME}
            if log_ins.keep_or_renew(users, file=accounts, facts=facts, now=now):
                self.stdout.write(f"New log-ins are in {accounts}.")


def draw(size: Size, *, seed: int, now: datetime) -> None:
    """Draw all people of one size, all or nothing."""
    with transaction.atomic():
        region = _region(size)
        introduce(region, day=timezone.localdate(now))
        referrers = organisations(region)
        areas = city_areas(region)
        if size.municipalities:
            areas = wide_areas(Chance(seed), region, municipalities=size.municipalities)
        town = Town(
            region=region,
            programme=Programme.objects.get(slug=PROGRAMME),
            younger=Programme.objects.get(slug=YOUNGER),
            areas=areas,
            mix=language_mix(),
            organisations=referrers,
            staff=staff(region, referrers[0]),
            now=now,
        )
        fill(town, numbers=size.numbers, seed=seed)


def _region(size: Size) -> Region:
    region, is_new = Region.objects.get_or_create(slug=size.slug, defaults={"name": size.name})
    if is_new:
        for programme in Programme.objects.filter(slug__in=(PROGRAMME, YOUNGER)):
            programme.regions.add(region)
    return region


def _user(size: Size, role: str) -> User:
    return User.objects.get(email=address_of(Region(slug=size.slug), role))
