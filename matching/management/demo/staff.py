"""Organisations and accounts of a demo."""

from matching.management.demo.town import Staff
from programmes.models import Organisation, Region, Role, RoleAssignment, User

_KIND = Organisation.Kind
_PLACES = 8
# The first one is the demo's social worker's own.
_ORGANISATIONS = (
    ("Basisschool De Wereldboom", _KIND.SCHOOL),
    ("Basisschool Het Kompas", _KIND.SCHOOL),
    ("Basisschool De Vlieger", _KIND.SCHOOL),
    ("Jeugdgezondheidszorg", _KIND.YOUTH_HEALTH),
    ("Wijkteam Noord", _KIND.NEIGHBOURHOOD_TEAM),
    ("Wijkteam West", _KIND.NEIGHBOURHOOD_TEAM),
    ("Bibliotheek", _KIND.LIBRARY),
)


def organisations(region: Region) -> list[Organisation]:
    """Find or make the referrers of a demo region."""
    return [
        Organisation.objects.get_or_create(
            region=region, name=name, defaults={"kind": kind, "places_per_round": _PLACES}
        )[0]
        for name, kind in _ORGANISATIONS
    ]


def staff(region: Region, organisation: Organisation) -> Staff:
    """Find or make those who work with a demo region; nobody can log in until an account gets a password."""
    return Staff(
        coordinator=_account(region, "coordinator", "Marieke Coppens", Role.COORDINATOR, region=region),
        colleague=_account(region, "colleague", "Bram Verhoeven", Role.COORDINATOR, region=region),
        social_worker=_account(
            region, "social-worker", "Saskia Timmermans", Role.SOCIAL_WORKER, organisation=organisation
        ),
        administrator=_administrator(region),
    )


def address_of(region: Region, name: str) -> str:
    """Give the e-mail address of a demo account; nothing sent to this domain ever arrives anywhere."""
    return f"{name}@{region.slug}.example"


def _account(
    of: Region,
    name: str,
    full_name: str,
    role: Role,
    *,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> User:
    user, _ = User.objects.get_or_create(email=address_of(of, name), defaults={"name": full_name})
    RoleAssignment.objects.get_or_create(user=user, role=role, region=region, organisation=organisation)
    return user


def _administrator(region: Region) -> User:
    user = _account(region, "administrator", "Joris Beheer", Role.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return user
