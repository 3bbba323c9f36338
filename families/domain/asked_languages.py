"""Which languages the families that wait speak at home: told to who signs up, so counted with care."""

from django.db.models import Count, F, Func

from families.models import Family
from families.states import FamilyState
from programmes.models import Region

AT_LEAST = 5
"""A language of fewer families is not told: in a small town it could point at one of them."""
MOST = 6
_EVERYBODY = "nl"


def asked_most(region: Region) -> tuple[str, ...]:
    """List the home languages of the region's waiting families besides Dutch, the commonest first."""
    rows = (
        Family.objects.filter(region=region, state=FamilyState.WAITING)
        .annotate(code=Func(F("home_languages"), function="unnest"))
        .values("code")
        .annotate(number=Count("pk"))
        .filter(number__gte=AT_LEAST)
        .order_by("-number", "code")
    )
    return tuple(row["code"] for row in rows if row["code"] != _EVERYBODY)[:MOST]
