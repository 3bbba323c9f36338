"""A family that asks for a reader."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from families.states import FAMILY_MOVES, FamilyState
from programmes.models import Organisation, Programme, Region
from programmes.models.needs import Restriction
from programmes.models.region import places_field
from programmes.states import Moves
from programmes.values.dutch import full_name, sorting_name
from programmes.values.languages import LEVELS

LEVEL_CHOICES = [(level, level) for level in LEVELS]


class UrgencyReason(models.TextChoices):
    """Why a family goes first."""

    LANGUAGE_DELAY = "language_delay", _("Severe language delay")
    SCHOOL_ADVICE = "school_advice", _("School choice is near")
    LONG_WITHOUT = "long_without", _("Reader lost before")
    OTHER = "other", _("Other, agreed with a colleague")


class JoiningParent(models.TextChoices):
    """Who of the parents joins in when the reader comes."""

    CONTACT = "contact", _("The contact parent")
    OTHER = "other", _("The other parent")
    EITHER = "either", _("One of the two, in turns")


class Family(models.Model):
    """The asking side. Waiting since is set once; the database refuses to change it."""

    MOVES: ClassVar[Moves] = FAMILY_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id", "organisation": "organisation_id"}

    region = models.ForeignKey(Region, models.PROTECT, related_name="families", verbose_name=_("region"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="families", verbose_name=_("programme")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="families",
        verbose_name=_("organisation"),
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=FamilyState, default=FamilyState.REFERRED)
    registered_at = models.DateTimeField(_("registered on"))
    waiting_since = models.DateField(_("waiting since"), null=True, blank=True)
    intake_on = models.DateField(_("intake on"), null=True, blank=True)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)

    first_name = models.CharField(_("first name of the contact parent"), max_length=100)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    phone = models.CharField(_("telephone"), max_length=20)
    call_language = models.CharField(_("language to call in"), max_length=10, default="nl")
    needs_interpreter = models.BooleanField(_("interpreter needed"), default=False)

    home_languages = ArrayField(
        models.CharField(max_length=10), verbose_name=_("languages at home"), default=list
    )
    required_language = models.CharField(_("the reader must speak"), max_length=10, blank=True)
    parents_dutch = models.CharField(
        _("Dutch of the parents"), max_length=10, choices=LEVEL_CHOICES, blank=True
    )
    children_dutch = models.CharField(
        _("Dutch of the children"), max_length=10, choices=LEVEL_CHOICES, blank=True
    )
    parent_present = models.BooleanField(_("a parent is there"), default=True)
    joining_parent = models.CharField(
        _("which parent joins in"), max_length=10, choices=JoiningParent, default=JoiningParent.CONTACT
    )
    places = places_field()
    restrictions = ArrayField(
        models.CharField(max_length=10, choices=Restriction),
        verbose_name=_("at home there are"),
        default=list,
        blank=True,
    )
    wishes = models.CharField(_("wishes"), max_length=500, blank=True)
    readers_needed = models.PositiveSmallIntegerField(_("readers needed"), default=1)
    took_part_before = models.BooleanField(_("took part before"), default=False)
    safety_note = models.CharField(_("safety note"), max_length=500, blank=True)

    urgency_reason = models.CharField(
        _("reason for urgency"), max_length=20, choices=UrgencyReason, blank=True
    )
    urgency_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("urgency asked by"),
    )
    urgency_asked_at = models.DateTimeField(_("urgency asked on"), null=True, blank=True)
    urgency_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("urgency confirmed by"),
    )
    urgency_confirmed_at = models.DateTimeField(_("urgency confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")
        ordering = ("waiting_since", "id")
        indexes = (
            models.Index(fields=("region", "programme", "state"), name="family_in_region_by_state"),
            models.Index(fields=("organisation",), name="family_of_organisation"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("region", "number"), name="family_number_is_unique_in_its_region"
            ),
            models.CheckConstraint(
                condition=Q(readers_needed__range=(1, 2)), name="family_needs_one_or_two_readers"
            ),
            models.CheckConstraint(condition=Q(parent_present=True), name="family_has_a_parent_present"),
            models.CheckConstraint(
                condition=Q(waiting_since__isnull=False)
                | ~Q(
                    state__in=(
                        FamilyState.WAITING,
                        FamilyState.PROPOSED,
                        FamilyState.MATCHED,
                        FamilyState.ACTIVE,
                    )
                ),
                name="family_waits_since_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=FamilyState.LOOK_AGAIN) | Q(look_again_on__isnull=False),
                name="family_on_hold_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(urgency_reason="", urgency_asked_at__isnull=True)
                | (~Q(urgency_reason="") & Q(urgency_asked_at__isnull=False)),
                name="family_urgency_has_a_reason_and_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(urgency_confirmed_at__isnull=True) | Q(urgency_asked_at__isnull=False),
                name="family_urgency_is_asked_before_it_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(urgency_confirmed_by__isnull=True)
                | Q(urgency_asked_by__isnull=True)
                | ~Q(urgency_confirmed_by=F("urgency_asked_by")),
                name="family_urgency_is_confirmed_by_a_second_person",
            ),
        )

    class Privacy:
        """Data of a vulnerable household."""

        personal = ("first_name", "infix", "last_name", "phone", "wishes")
        sensitive = (
            "call_language",
            "home_languages",
            "required_language",
            "parents_dutch",
            "children_dutch",
            "restrictions",
            "safety_note",
            "urgency_reason",
        )
        operational = (
            "id",
            "number",
            "state",
            "registered_by",
            "registered_at",
            "intake_on",
            "look_again_on",
            "needs_interpreter",
            "parent_present",
            "joining_parent",
            "places",
            "readers_needed",
            "took_part_before",
            "urgency_asked_by",
            "urgency_asked_at",
            "urgency_confirmed_by",
            "urgency_confirmed_at",
        )
        statistical = ("region", "programme", "organisation", "waiting_since")

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number that stands on pages instead of a name."""
        return f"G-{self.number:04}"

    @property
    def contact_name(self) -> str:
        """The contact parent's name as it is said."""
        return full_name(self.first_name, self.infix, self.last_name)

    @property
    def sorting_name(self) -> str:
        """The contact parent's name as it is sorted."""
        return sorting_name(self.first_name, self.infix, self.last_name)

    @property
    def is_urgent(self) -> bool:
        """Urgency counts once a second person confirmed it."""
        return self.urgency_confirmed_at is not None
