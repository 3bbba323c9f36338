"""``/matching-runs/{id}/advice``: where one more reader would help most."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers

from matching.api.briefs import ChangeSerializer, by_level
from matching.api.run_parts import RunPart
from matching.domain import queries
from matching.domain.wording import recruit_sentence
from matching.models import Advice
from matching.states import PartOfDay
from programmes.api.authentication import asking
from programmes.api.districts import DistrictSerializer


class AdviceSerializer(serializers.ModelSerializer[Advice]):
    """A reader whom it would pay to look for; an empty language means that Dutch is enough."""

    district = DistrictSerializer(read_only=True)
    part = serializers.ChoiceField(choices=PartOfDay.choices, read_only=True)
    gain = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    class Meta:
        model = Advice
        fields = ("rank", "district", "language", "day", "part", "gain", "families", "exact", "sentence")
        read_only_fields = fields

    @extend_schema_field(ChangeSerializer)
    def get_gain(self, advice: Advice) -> dict[str, int]:
        """What the whole run would gain on each level."""
        return by_level(advice.gain)

    def get_sentence(self, advice: Advice) -> str:
        """The advice in words."""
        return recruit_sentence(
            district=advice.district.name,
            language=advice.language,
            day=advice.day,
            part=advice.part,
            gain=advice.gain,
            exact=advice.exact,
        )


@extend_schema_view(list=extend_schema(summary="Where to look for readers"))
class RunAdviceViewSet(mixins.ListModelMixin, RunPart[Advice]):
    """The advice of one run, the greatest gain first."""

    queryset = Advice.objects.none()
    serializer_class = AdviceSerializer

    def get_queryset(self) -> QuerySet[Advice]:
        """Narrow to a run that the asker may read."""
        return queries.advice_visible_to(asking(self.request)).filter(run=self.run())
