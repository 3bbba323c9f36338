"""A volunteer: who, where, what suits them, and whether they may read now."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.models import District, Programme, Region
from programmes.models.needs import Need, Restriction
from programmes.models.region import places_field
from programmes.states import Moves
from programmes.values.dutch import full_name, sorting_name
from programmes.values.languages import LEVELS
from volunteers.states import VOLUNTEER_MOVES, VolunteerState


class Means(models.TextChoices):
    """How a volunteer travels."""

    FOOT = "foot", _("On foot")
    BICYCLE = "bicycle", _("Bicycle")
    E_BIKE = "e_bike", _("E-bike")
    TRANSIT = "transit", _("Public transport")
    CAR = "car", _("Car")


class Channel(models.TextChoices):
    """How a person likes to be reached."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    POST = "post", _("Letter")


class Motivation(models.TextChoices):
    """Why somebody reads, in a word."""

    CHILDREN = "children", _("Likes working with children")
    LANGUAGE = "language", _("Cares about language")
    NEIGHBOURHOOD = "neighbourhood", _("For the neighbourhood")
    STUDY = "study", _("For study or work")
    OTHER = "other", _("Something else")


class Commitment(models.TextChoices):
    """For how long a volunteer means to read."""

    ONE_ROUND = "one_round", _("This round")
    SEVERAL = "several", _("Several rounds")


class Training(models.TextChoices):
    """How far the training is."""

    NONE = "none", _("None yet")
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")


class Volunteer(models.Model):
    """A reader who signed up."""

    MOVES: ClassVar[Moves] = VOLUNTEER_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id", "own": "account_id"}

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="volunteer",
        verbose_name=_("account"),
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="volunteers", verbose_name=_("region"))
    state = models.CharField(
        _("state"), max_length=20, choices=VolunteerState, default=VolunteerState.APPLIED
    )
    registered_at = models.DateTimeField(_("signed up on"))

    first_name = models.CharField(_("first name"), max_length=100)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    phone = models.CharField(_("telephone"), max_length=20)
    preferred_channel = models.CharField(
        _("best reached by"), max_length=10, choices=Channel, default=Channel.EMAIL
    )

    postcode = models.CharField(_("postcode"), max_length=6)
    house_number = models.PositiveIntegerField(_("house number"))
    house_addition = models.CharField(_("addition"), max_length=10, blank=True)
    street = models.CharField(_("street"), max_length=100, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    x = models.IntegerField(_("east, metres"))
    y = models.IntegerField(_("north, metres"))
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    second_postcode = models.CharField(_("postcode of a second start"), max_length=6, blank=True)
    second_x = models.IntegerField(_("east of the second start, metres"), null=True, blank=True)
    second_y = models.IntegerField(_("north of the second start, metres"), null=True, blank=True)
    means = models.CharField(_("means of travel"), max_length=10, choices=Means)
    max_minutes = models.PositiveSmallIntegerField(_("longest travel time, minutes"))

    programmes = models.ManyToManyField(Programme, related_name="volunteers", verbose_name=_("programmes"))
    age_from = models.PositiveSmallIntegerField(_("youngest child"), default=2)
    age_to = models.PositiveSmallIntegerField(_("oldest child"), default=12)
    age_wish_from = models.PositiveSmallIntegerField(_("preferred age, from"), null=True, blank=True)
    age_wish_to = models.PositiveSmallIntegerField(_("preferred age, to"), null=True, blank=True)
    max_children = models.PositiveSmallIntegerField(_("number of children at most"), default=3)
    places = places_field()
    capacity = models.PositiveSmallIntegerField(_("families at a time"), default=1)
    commitment = models.CharField(_("for how long"), max_length=10, choices=Commitment, blank=True)
    wants_duo = models.BooleanField(_("wants to read together with somebody"), default=False)
    invited_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invited",
        verbose_name=_("invited to a duo by"),
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    available_until = models.DateField(_("available until"), null=True, blank=True)
    experience = ArrayField(
        models.CharField(max_length=20, choices=Need),
        verbose_name=_("experience with"),
        default=list,
        blank=True,
    )
    restrictions = ArrayField(
        models.CharField(max_length=10, choices=Restriction),
        verbose_name=_("cannot be with"),
        default=list,
        blank=True,
    )

    motivation_code = models.CharField(_("motivation"), max_length=20, choices=Motivation, blank=True)
    motivation = models.CharField(_("motivation in own words"), max_length=2000, blank=True)
    interview_on = models.DateField(_("interview on"), null=True, blank=True)
    training = models.CharField(_("training"), max_length=10, choices=Training, default=Training.NONE)
    training_on = models.DateField(_("training on"), null=True, blank=True)
    training_valid_until = models.DateField(_("training valid until"), null=True, blank=True)
    agreement_signed_on = models.DateField(_("agreement signed on"), null=True, blank=True)
    consent_version = models.CharField(_("version of the privacy text agreed to"), max_length=20)
    consent_on = models.DateField(_("agreed on"))
    rules_version = models.CharField(_("version of the house rules agreed to"), max_length=20, blank=True)
    resting_until = models.DateField(_("rests until"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased on"), null=True, blank=True)

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ("last_name", "first_name", "id")
        indexes = (models.Index(fields=("region", "state"), name="volunteer_in_region_by_state"),)
        constraints = (
            models.UniqueConstraint(Lower("email"), name="volunteer_email_is_unique"),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, 4)), name="volunteer_takes_one_to_four_families"
            ),
            models.CheckConstraint(
                condition=Q(max_children__range=(1, 8)), name="volunteer_takes_one_to_eight_children"
            ),
            models.CheckConstraint(condition=Q(age_from__lte=F("age_to")), name="volunteer_ages_in_order"),
            models.CheckConstraint(
                condition=Q(age_wish_from__isnull=True, age_wish_to__isnull=True)
                | Q(age_wish_from__lte=F("age_wish_to")),
                name="volunteer_age_wish_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(max_minutes__range=(5, 120)), name="volunteer_travels_5_to_120_minutes"
            ),
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_from__lte=F("available_until")),
                name="volunteer_is_available_before_they_leave",
            ),
            models.CheckConstraint(
                condition=Q(second_postcode="", second_x__isnull=True, second_y__isnull=True)
                | (~Q(second_postcode="") & Q(second_x__isnull=False, second_y__isnull=False)),
                name="volunteer_second_start_is_whole",
            ),
        )

    class Privacy:
        """A volunteer's own data; what a report needs stays when the rest is erased."""

        personal = (
            "first_name",
            "infix",
            "last_name",
            "email",
            "phone",
            "postcode",
            "house_number",
            "house_addition",
            "street",
            "town",
            "x",
            "y",
            "second_postcode",
            "second_x",
            "second_y",
            "motivation",
        )
        sensitive = ("restrictions",)
        operational = (
            "id",
            "account",
            "programmes",
            "state",
            "registered_at",
            "preferred_channel",
            "means",
            "max_minutes",
            "age_wish_from",
            "age_wish_to",
            "max_children",
            "places",
            "capacity",
            "commitment",
            "wants_duo",
            "invited_by",
            "available_from",
            "available_until",
            "experience",
            "motivation_code",
            "interview_on",
            "training",
            "training_on",
            "training_valid_until",
            "agreement_signed_on",
            "consent_version",
            "consent_on",
            "rules_version",
            "resting_until",
            "erased_at",
        )
        statistical = ("region", "district", "age_from", "age_to")

    def __str__(self) -> str:
        # A number, since logs and error pages write records down by this.
        return f"V-{self.pk}"

    @property
    def full_name(self) -> str:
        """The name as it is said; of who was erased only that."""
        return gettext("Erased") if self.erased_at else full_name(self.first_name, self.infix, self.last_name)

    @property
    def sorting_name(self) -> str:
        """The name as it is sorted."""
        if self.erased_at:
            return gettext("Erased")
        return sorting_name(self.first_name, self.infix, self.last_name)


class SpokenLanguage(models.Model):
    """A language that a volunteer speaks, and how well."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="languages", verbose_name=_("volunteer")
    )
    code = models.CharField(_("language"), max_length=10)
    level = models.CharField(_("level"), max_length=10, choices=[(level, level) for level in LEVELS])

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("volunteer", "code"), name="volunteer_speaks_a_language_once"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="spoken_language_level_is_known"),
        )

    class Privacy:
        """What a volunteer can do, not where they come from."""

        operational = ("id", "volunteer", "code", "level")

    def __str__(self) -> str:
        return f"{self.code} ({self.level})"
