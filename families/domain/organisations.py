"""Who registers families: their organisations, what was agreed with each, and who works there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from families.domain.last_round import last_rounds
from families.models import Family
from programmes.domain.access import Action, Actor, Scope, visible
from programmes.domain.findings import Findings
from programmes.domain.lifecycle import note_edit
from programmes.domain.refusal import InvalidInput
from programmes.models import Organisation, Region, RoleAssignment, User

ADDED = "added"


@dataclass(frozen=True)
class Agreed:
    """An organisation, and how its registrations compare with what was agreed.

    Attributes
    ----------
    families
        How many it registered, ever.
    lately
        How many since the last round of its municipality; all, when there was none.
    since
        When that round was.
    people
        How many work there.
    """

    organisation: Organisation
    families: int
    lately: int
    since: datetime | None
    people: int

    @property
    def is_over(self) -> bool:
        """Tell whether more were registered than agreed."""
        places = self.organisation.places_per_round
        return places is not None and self.lately > places


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Narrow to the organisations whose people the actor may invite."""
    rows = Organisation.objects.select_related("region").order_by("name", "pk")
    return visible(rows, actor=actor, action=Action.REFERRERS_WRITE)


def regions_of(actor: Actor) -> QuerySet[Region]:
    """List the municipalities in which the actor may add an organisation."""
    targets = actor.targets(Action.REFERRERS_WRITE, Scope.REGION)
    return Region.objects.filter(pk__in=targets).order_by("name")


def agreed(rows: QuerySet[Organisation]) -> list[Agreed]:
    """Count for each of these organisations (four queries, however many there are)."""
    found, since = list(rows), last_rounds()
    lately = ~Q(region__in=list(since))
    for region, at in since.items():
        lately |= Q(region=region, registered_at__gt=at)
    families = Family.objects.filter(organisation__in=found).order_by().values_list("organisation")
    counted = families.annotate(ever=Count("pk"), late=Count("pk", filter=lately))
    counts = {pk: (ever, late) for pk, ever, late in counted}
    roles = RoleAssignment.objects.filter(organisation__in=found).order_by().values_list("organisation")
    people = dict(roles.annotate(Count("pk")))
    return [
        Agreed(one, families=ever, lately=late, since=since.get(one.region_id), people=people.get(one.pk, 0))
        for one in found
        for ever, late in [counts.get(one.pk, (0, 0))]
    ]


def people_of(organisation: Organisation) -> list[User]:
    """List who works for an organisation."""
    roles = RoleAssignment.objects.filter(organisation=organisation).select_related("user")
    return sorted((role.user for role in roles), key=lambda user: (user.name, user.pk))


def add(
    *, region: Region, name: str, kind: str, places_per_round: int | None, by: User, now: datetime
) -> Organisation:
    """Add an organisation that may register families.

    Raises
    ------
    InvalidInput
        On ``name``, also when there is one of this name, ``kind`` or ``places_per_round``.
    """
    made = Organisation(region=region, name=_tidy(name), kind=kind, places_per_round=places_per_round)
    _check(made)
    try:
        with transaction.atomic(durable=True):
            made.save(force_insert=True)
            note_edit(made, before="", after=ADDED, by=by, now=now)
    except IntegrityError as error:
        raise _same_name() from error
    return made


def change(
    *,
    organisation: Organisation,
    name: str,
    kind: str,
    places_per_round: int | None,
    by: User,
    now: datetime,
) -> None:
    """Change what is known of an organisation; the history keeps what became of kind and places.

    Raises
    ------
    InvalidInput
        As for `add`.
    """
    wanted = {"name": _tidy(name), "kind": kind, "places_per_round": places_per_round}
    try:
        with transaction.atomic(durable=True):
            organisation.refresh_from_db(from_queryset=_locked(organisation))
            for field, value in wanted.items():
                before = getattr(organisation, field)
                if before != value:
                    old, new = _codes(field, before, value)
                    note_edit(organisation, before=old, after=new, by=by, now=now, reason=field)
                setattr(organisation, field, value)
            _check(organisation)
            organisation.save(update_fields=list(wanted))
    except IntegrityError as error:
        raise _same_name() from error


def _locked(organisation: Organisation) -> QuerySet[Organisation]:
    rows = Organisation.objects.select_related("region")
    return rows.filter(pk=organisation.pk).select_for_update(of=("self",), no_key=True)


def _codes(field: str, before: object, after: object) -> tuple[str, str]:
    """Give what the history keeps of a change; a name is no code."""
    return ("", "changed") if field == "name" else (str(before or ""), str(after or ""))


def _tidy(name: str) -> str:
    return " ".join(name.replace("\0", "").split())


def _check(organisation: Organisation) -> None:
    findings = Findings()
    findings.expect("name", _("Write the name of the organisation."), holds=bool(organisation.name))
    findings.check_fields(organisation)
    findings.close()


def _same_name() -> InvalidInput:
    return InvalidInput({"name": [_("There is an organisation of this name already. Choose another.")]})
