"""manage.py load_reference_data: postcodes, districts, holidays and programmes that come with the product."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.domain import reference_data
from programmes.models import District, Postcode, SchoolHoliday


class Command(BaseCommand):
    help = "Load the shipped postcodes, districts, school holidays and programmes; again is no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        region = reference_data.load(now=timezone.now())
        self.stdout.write(
            f"{region}: {Postcode.objects.count()} postcodes, {District.objects.count()} districts, "
            f"{SchoolHoliday.objects.count()} holidays."
        )
