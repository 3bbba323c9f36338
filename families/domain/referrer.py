"""On whose behalf a family is registered: its organisation, municipality and programme."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from families.domain.entry import Referral
from programmes.domain.access import Action, Actor, NotAllowedError, Scope
from programmes.domain.refusal import InvalidInput
from programmes.models import Organisation, Programme, Region
from programmes.states import ProgrammeState


@dataclass(frozen=True)
class Origin:
    """Where a family is registered, by whom, and for what.

    Attributes
    ----------
    is_referred
        Whether an organisation registers it, and not the coordinators of the municipality.
    """

    region: Region
    organisation: Organisation | None
    programme: Programme
    is_referred: bool


@dataclass(frozen=True)
class Sender:
    """On whose behalf somebody can register: of an organisation, or of the coordinators of a municipality."""

    region: Region
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """A short name for forms and drafts."""
        return f"organisation-{self.organisation.pk}" if self.organisation else f"region-{self.region.pk}"

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.organisation or self.region)


def senders(actor: Actor) -> list[Sender]:
    """List on whose behalf the actor can register, organisations first."""
    own = Organisation.objects.filter(pk__in=actor.targets(Action.FAMILIES_REFER, Scope.ORGANISATION))
    regions = Region.objects.filter(pk__in=actor.targets(Action.FAMILIES_WRITE, Scope.REGION))
    found = [Sender(one.region, one) for one in own.select_related("region").order_by("name", "pk")]
    return found + [Sender(region) for region in regions.order_by("name")]


def region_of(key: str) -> int | None:
    """Give the number of the municipality of a sender by its key; ``None`` when there is none."""
    kind, _dash, number = key.partition("-")
    if kind == "organisation":
        return Organisation.objects.filter(pk=number).values_list("region_id", flat=True).first()
    return int(number)


def origin_of(entry: Referral, actor: Actor) -> Origin:
    """Find region, organisation and programme within what the actor may do.

    Raises
    ------
    NotAllowedError
        When the actor registers no families.
    InvalidInput
        On ``region``, ``organisation`` or ``programme``; what belongs to others is the same as unknown.
    """
    regions = actor.targets(Action.FAMILIES_WRITE, Scope.REGION)
    organisations = actor.targets(Action.FAMILIES_REFER, Scope.ORGANISATION)
    if regions and (entry.region or not organisations):
        region = _region(entry, regions)
        organisation = _organisation_in(entry, region)
        is_referred = False
    elif organisations:
        organisation = _own_organisation(entry, organisations)
        region, is_referred = organisation.region, True
        if entry.region not in {"", region.slug}:
            raise InvalidInput({"region": [_("Choose the municipality of your organisation.")]})
    else:
        raise NotAllowedError
    return Origin(region, organisation, _programme(entry, region), is_referred)


def _region(entry: Referral, allowed: list[int]) -> Region:
    rows = Region.objects.filter(pk__in=allowed)
    found = list(rows.filter(slug=entry.region) if entry.region else rows[:2])
    if len(found) != 1:
        raise InvalidInput({"region": [_("Choose a municipality that you work for.")]})
    return found[0]


def _organisation_in(entry: Referral, region: Region) -> Organisation | None:
    if entry.organisation is None:
        return None
    found = Organisation.objects.filter(region=region, pk=entry.organisation).first()
    if found is None:
        raise InvalidInput({"organisation": [_("Choose an organisation of this municipality.")]})
    return found


def _own_organisation(entry: Referral, allowed: list[int]) -> Organisation:
    rows = Organisation.objects.select_related("region").filter(pk__in=allowed)
    found = list(rows.filter(pk=entry.organisation) if entry.organisation is not None else rows[:2])
    if len(found) != 1:
        raise InvalidInput({"organisation": [_("Choose an organisation that you work for.")]})
    return found[0]


def _programme(entry: Referral, region: Region) -> Programme:
    offered = Programme.objects.filter(regions=region, state=ProgrammeState.OPEN)
    found = offered.filter(slug=entry.programme).first()
    if found is None:
        raise InvalidInput({"programme": [_("Choose a programme that this municipality offers.")]})
    return found
