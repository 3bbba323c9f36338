"""Where: municipalities, their neighbourhoods, postcodes and holidays."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.values.availability import DAY_PARTS, DayPart
from programmes.values.day_parts import NotDayPartsError, day_parts_of
from programmes.values.travel import DETOUR_PERCENT, SPEEDS_KM_PER_HOUR


def default_speeds() -> dict[str, int]:
    """Give each region its own copy of the usual speeds."""
    return {str(means): speed for means, speed in SPEEDS_KM_PER_HOUR.items()}


def default_day_parts() -> list[dict[str, str | int]]:
    """Give each region its own copy of the usual parts of the day."""
    return [{"name": part.name, "start": part.start, "end": part.end} for part in DAY_PARTS]


class Region(models.Model):
    """A municipality that takes part, with its own travel settings."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("short name"), unique=True)
    holiday_zone = models.CharField(_("school holiday zone"), max_length=20, default="Zuid")
    detour_percent = models.PositiveSmallIntegerField(
        _("street distance as a percentage of the straight line"),
        default=DETOUR_PERCENT,
        validators=[MinValueValidator(100)],
    )
    speeds_km_per_hour = models.JSONField(_("speed of each means of travel"), default=default_speeds)
    todo_rules_off = ArrayField(
        models.CharField(max_length=30), verbose_name=_("to-do rules switched off"), default=list, blank=True
    )
    uses_restrictions = models.BooleanField(_("asks about pets, smoking and stairs"), default=False)
    day_parts = models.JSONField(_("parts of the day offered as quick choices"), default=default_day_parts)
    contact_name = models.CharField(_("first person to ask, first name"), max_length=100, blank=True)
    contact_phone = models.CharField(_("telephone of the first person to ask"), max_length=20, blank=True)
    contact_email = models.EmailField(
        _("e-mail address of the first person to ask"), max_length=254, blank=True
    )
    next_training_on = models.DateField(_("day of the next training"), null=True, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(detour_percent__gte=100),
                name="region_streets_are_no_shorter_than_a_straight_line",
            ),
        )

    class Privacy:
        """Nothing here is about a person, but who answers the telephone, in their work."""

        operational = (
            "id",
            "name",
            "slug",
            "holiday_zone",
            "detour_percent",
            "speeds_km_per_hour",
            "todo_rules_off",
            "uses_restrictions",
            "day_parts",
            "contact_name",
            "contact_phone",
            "contact_email",
            "next_training_on",
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse parts of the day that cannot be shown."""
        try:
            day_parts_of(self.day_parts)
        except NotDayPartsError:
            sentence = _(
                "Write one to six parts of the day, each with its own name and with start and end in minutes"
                " after midnight: half hours from 480 (08:00) to 1260 (21:00), in order, without overlap."
            )
            raise ValidationError({"day_parts": [sentence]}) from None

    @property
    def parts(self) -> tuple[DayPart, ...]:
        """The parts of the day that are one quick choice here."""
        return day_parts_of(self.day_parts)


class District(models.Model):
    """A neighbourhood: the finest place that is shown of a person before both said yes."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="districts", verbose_name=_("region"))
    code = models.CharField(_("four-digit postcode"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=100)
    quarter = models.CharField(_("quarter"), max_length=100, blank=True)
    inhabitants = models.PositiveIntegerField(_("inhabitants"), default=0)
    x = models.IntegerField(_("east, metres"))
    y = models.IntegerField(_("north, metres"))
    outline = models.JSONField(_("outline, GeoJSON geometry"), default=dict, blank=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ("code",)

    class Privacy:
        """Nothing here is about a person."""

        operational = ("id", "region", "code", "name", "quarter", "inhabitants", "x", "y", "outline")

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """Where a postcode lies: four positions shipped (good to about 700 m), six once imported."""

    code = models.CharField(_("postcode"), max_length=6, primary_key=True)
    place = models.CharField(_("place"), max_length=100)
    municipality = models.CharField(_("municipality"), max_length=100)
    x = models.IntegerField(_("east, metres"))
    y = models.IntegerField(_("north, metres"))

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^[1-9][0-9]{3}([A-Z]{2})?$"), name="postcode_is_well_formed"
            ),
        )

    class Privacy:
        """Public data."""

        operational = ("code", "place", "municipality", "x", "y")

    def __str__(self) -> str:
        return f"{self.code} {self.place}"


class SchoolHoliday(models.Model):
    """Days without visits. A coordinator may move one: schools do not always follow the advice."""

    class Kind(models.TextChoices):
        """Who is free."""

        SCHOOL = "school", _("School holiday")
        PUBLIC = "public", _("Public holiday")

    zone = models.CharField(_("zone, empty for the whole country"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=100)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    status = models.CharField(_("fixed or advice"), max_length=10)
    source = models.CharField(_("source"), max_length=100)

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ("start", "name")
        constraints = (
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="holiday_starts_before_it_ends"),
            models.UniqueConstraint(fields=("zone", "kind", "name", "start"), name="holiday_is_listed_once"),
        )

    class Privacy:
        """Public data."""

        operational = ("id", "zone", "kind", "name", "start", "end", "status", "source")

    def __str__(self) -> str:
        return f"{self.name} {self.start:%Y}"


class Place(models.TextChoices):
    """Where a visit may be."""

    HOME = "home", _("At home")
    LIBRARY = "library", _("Library")
    SCHOOL = "school", _("School")
    ONLINE = "online", _("Online")


def places_field() -> "ArrayField[list[str], list[str]]":
    """Make the field that says which places are possible."""
    return ArrayField(
        models.CharField(max_length=10, choices=Place),
        verbose_name=_("places possible"),
        default=list,
        blank=True,
    )
