"""A demo region of many municipalities, for the sizes that no single city has."""

from collections import Counter

from matching.management.demo.areas import Area
from matching.management.demo.chance import Chance
from programmes.models import District, Postcode, Region


def wide_areas(chance: Chance, region: Region, *, municipalities: int) -> list[Area]:
    """Make a district of every four-digit postcode in the municipalities with the most postcodes.

    Postcodes that already are a district of another region stay with that region.
    """
    taken = District.objects.exclude(region=region).values("code")
    shipped = Postcode.objects.filter(code__regex=r"^[0-9]{4}$").exclude(code__in=taken).order_by("code")
    postcodes = list(shipped)
    largest = Counter(postcode.municipality for postcode in postcodes).most_common(municipalities)
    names = {name for name, _ in largest}
    districts = [
        District(
            region=region,
            code=postcode.code,
            name=f"{postcode.place} {postcode.code}",
            quarter=postcode.place,
            x=postcode.x,
            y=postcode.y,
        )
        for postcode in postcodes
        if postcode.municipality in names
    ]
    District.objects.bulk_create(districts, ignore_conflicts=True)
    stored = District.objects.filter(region=region, code__in=[district.code for district in districts])
    return [
        Area(district, families=chance.within(0.2, 2.0), volunteers=chance.within(0.2, 2.0))
        for district in stored.order_by("code")
    ]
