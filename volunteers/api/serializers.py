"""Volunteers in the API: what comes in and what goes out."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programmes.api.authentication import asking
from programmes.api.districts import DistrictSerializer
from programmes.api.fields import DayField, LineField, NameField, NoteField, PhoneField, PostcodeField
from programmes.api.serializers import StrictSerializer
from programmes.api.windows import MOST_WINDOWS, WindowSerializer
from programmes.domain.access import NOBODY
from programmes.models.needs import Need, Restriction
from programmes.models.region import Place
from programmes.values.languages import LEVELS
from volunteers.domain import queries
from volunteers.domain.certificates import BlockedReason, blocked_reason
from volunteers.domain.entry import SignUp, Spoken
from volunteers.domain.entry_rules import MOST_LANGUAGES
from volunteers.domain.intake import EndReason
from volunteers.models import Volunteer
from volunteers.models.volunteer import Channel, Means, Motivation, Training
from volunteers.states import VolunteerState

OLDEST = 18
HIGHEST_NUMBER = 99_999


def _codes(choices: Any, **options: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField(choices.choices), max_length=len(choices), **options
    )


def _age(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=OLDEST, **options)


class SpokenSerializer(StrictSerializer):
    """A language by its code, and how well it is spoken."""

    code = serializers.CharField(max_length=10)
    level = serializers.ChoiceField(LEVELS)

    def to_internal_value(self, data: Any) -> Spoken:
        return Spoken(**super().to_internal_value(data))


class _PersonSerializer(StrictSerializer):
    """What is read and written in the same form."""

    first_name = NameField(max_length=100)
    infix = NameField(max_length=30, required=False, allow_blank=True)
    last_name = NameField(max_length=100, required=False, allow_blank=True)
    phone = PhoneField(max_length=20)
    preferred_channel = serializers.ChoiceField(Channel.choices, required=False)
    postcode = PostcodeField(max_length=10)
    house_number = serializers.IntegerField(min_value=1, max_value=HIGHEST_NUMBER)
    house_addition = LineField(max_length=10, required=False, allow_blank=True)
    second_postcode = PostcodeField(max_length=10, required=False, allow_blank=True)
    means = serializers.ChoiceField(Means.choices)
    max_minutes = serializers.IntegerField(min_value=5, max_value=120)
    languages: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=SpokenSerializer(), max_length=MOST_LANGUAGES
    )
    places = _codes(Place)
    age_from = _age(required=False)
    age_to = _age(required=False)
    age_wish_from = _age(required=False, allow_null=True)
    age_wish_to = _age(required=False, allow_null=True)
    max_children = serializers.IntegerField(min_value=1, max_value=8, required=False)
    capacity = serializers.IntegerField(min_value=1, max_value=4, required=False)
    available_from = DayField(required=False, allow_null=True)
    available_until = DayField(required=False, allow_null=True)
    experience = _codes(Need, required=False)
    restrictions = _codes(Restriction, required=False)
    motivation_code = serializers.ChoiceField(Motivation.choices, required=False, allow_blank=True)
    motivation = NoteField(max_length=2_000, required=False, allow_blank=True)


class OwnEditSerializer(_PersonSerializer):
    """What volunteers change about themselves."""

    programmes = serializers.ListField(child=serializers.CharField(max_length=50), max_length=10)
    availability: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=WindowSerializer(), max_length=MOST_WINDOWS
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in attrs.items()}


class EditSerializer(OwnEditSerializer):
    """What a coordinator changes besides."""

    email = serializers.EmailField(max_length=254)
    training = serializers.ChoiceField(Training.choices)
    training_valid_until = DayField(allow_null=True)
    agreement_signed_on = DayField(allow_null=True)


class SignUpSerializer(OwnEditSerializer):
    """A sign-up."""

    region = serializers.CharField(max_length=50)
    email = serializers.EmailField(max_length=254)
    adult = serializers.BooleanField()
    consent_version = LineField(max_length=20)

    def entry(self) -> SignUp:
        """Give the plain values that the domain takes."""
        return SignUp(**self.validated_data)


class ReceivedSerializer(StrictSerializer):
    """The same answer to every sign-up, known or new."""

    status = serializers.CharField()
    detail = serializers.CharField()


class EndSerializer(StrictSerializer):
    """Why a volunteer leaves or is not accepted."""

    reason = serializers.ChoiceField(EndReason.choices, default="")


class InterviewSerializer(StrictSerializer):
    """The day of the first talk, where it is agreed."""

    on = DayField(required=False, allow_null=True)


class SeenSerializer(StrictSerializer):
    """The day on which the certificate was seen."""

    seen_on = DayField()


class PartnerField(serializers.PrimaryKeyRelatedField[Volunteer]):
    """Another volunteer about whom the asker decides; a number out of reach is as one that does not exist."""

    default_error_messages = {
        "does_not_exist": _("Choose a reader of the register."),
        "incorrect_type": _("Write the number of a reader."),
    }

    def get_queryset(self) -> QuerySet[Volunteer]:
        request = self.context.get("request")
        return queries.guided_by(asking(request) if request is not None else NOBODY)


class FormDuoSerializer(StrictSerializer):
    """With whom the volunteer goes from now on."""

    partner = PartnerField(queryset=Volunteer.objects.none(), pk_field=serializers.IntegerField())


class DuoSerializer(serializers.Serializer[Any]):
    """Two who go together, from the first one's address."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    since = serializers.DateTimeField()


class CertificateSerializer(serializers.Serializer[Any]):
    requested_on = serializers.DateField()
    seen_on = serializers.DateField(allow_null=True)
    refused_on = serializers.DateField(allow_null=True)


class VolunteerSerializer(_PersonSerializer):
    """A volunteer as the register has them; ``blocked`` follows from dates."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(VolunteerState.choices)
    blocked = serializers.SerializerMethodField()
    region = serializers.SlugField(source="region.slug")
    programmes = serializers.SerializerMethodField()
    email = serializers.EmailField()
    district = DistrictSerializer(allow_null=True)
    availability = WindowSerializer(many=True, source="windows")
    certificate = serializers.SerializerMethodField()
    training = serializers.ChoiceField(Training.choices)
    training_valid_until = serializers.DateField(allow_null=True)
    agreement_signed_on = serializers.DateField(allow_null=True)
    duo = serializers.SerializerMethodField()
    registered_at = serializers.DateTimeField()

    @extend_schema_field(DuoSerializer(allow_null=True))
    def get_duo(self, volunteer: Volunteer) -> dict[str, Any] | None:
        return getattr(volunteer, "open_duo", None)

    def get_programmes(self, volunteer: Volunteer) -> list[str]:
        return [programme.slug for programme in volunteer.programmes.all()]

    def get_blocked(self, volunteer: Volunteer) -> BlockedReason | None:
        return blocked_reason(volunteer, on=timezone.localdate())

    def get_certificate(self, volunteer: Volunteer) -> dict[str, Any] | None:
        found = getattr(volunteer, "certificate", None)
        return CertificateSerializer(found).data if found is not None else None
