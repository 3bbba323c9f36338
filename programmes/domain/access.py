"""Who may do what on which record: one matrix, asked by pages, API and commands.

The same rule compiles to `visible` (a narrowed queryset, so that a forgotten
check shows nothing) and to `check` (raises). What is out of scope is the same
as missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from programmes.models import AccessLog, ApiToken, Role, RoleAssignment, User


class Scope(StrEnum):
    """How far a right reaches; a model names the path (or paths) to each in its ``SCOPES``."""

    REGION = "region"
    ORGANISATION = "organisation"
    OWN = "own"


class Action(StrEnum):
    """What can be done. The value is also the scope of an API client's token."""

    VOLUNTEERS_READ = "volunteers:read"
    VOLUNTEERS_WRITE = "volunteers:write"
    FAMILIES_READ = "families:read"
    FAMILIES_WRITE = "families:write"
    FAMILIES_REFER = "families:refer"
    FAMILIES_INTAKE = "families:intake"
    SAFETY_READ = "safety:read"
    REFERRERS_WRITE = "referrers:write"
    STATUS_READ = "status:read"
    RUNS_READ = "runs:read"
    RUNS_WRITE = "runs:write"
    MATCHES_READ = "matches:read"
    MATCHES_WRITE = "matches:write"
    VISITS_LOG = "visits:log"
    VOLUNTEER_ANSWER = "matches:answer-as-volunteer"
    FAMILY_ANSWER = "matches:answer-for-family"


_EVERYTHING = dict.fromkeys(Action, Scope.REGION)
MATRIX: dict[Role, dict[Action, Scope]] = {
    Role.COORDINATOR: _EVERYTHING,
    Role.SOCIAL_WORKER: {
        Action.FAMILIES_REFER: Scope.ORGANISATION,
        Action.FAMILIES_READ: Scope.ORGANISATION,
        Action.FAMILIES_WRITE: Scope.ORGANISATION,
        Action.STATUS_READ: Scope.ORGANISATION,
        Action.FAMILY_ANSWER: Scope.ORGANISATION,
    },
    Role.VOLUNTEER: {
        Action.VOLUNTEERS_READ: Scope.OWN,
        Action.VOLUNTEERS_WRITE: Scope.OWN,
        Action.MATCHES_READ: Scope.OWN,
        Action.VISITS_LOG: Scope.OWN,
        Action.VOLUNTEER_ANSWER: Scope.OWN,
    },
    Role.ADMINISTRATOR: {},
}
CLIENT_ACTIONS = frozenset(
    {
        Action.VOLUNTEERS_READ,
        Action.VOLUNTEERS_WRITE,
        Action.FAMILIES_READ,
        Action.FAMILIES_WRITE,
        Action.STATUS_READ,
        Action.RUNS_READ,
        Action.RUNS_WRITE,
        Action.MATCHES_READ,
        Action.MATCHES_WRITE,
    }
)

ORGANISATIONS_ACTIONS = frozenset({Action.FAMILIES_READ, Action.FAMILIES_WRITE, Action.STATUS_READ})
"""Scopes of the key of an organisation's own system."""


class NotAllowedError(Exception):
    """The actor has no such right on this record; answered as if the record did not exist."""


@dataclass(frozen=True)
class Grant:
    """One right: an action within one region, organisation or account."""

    action: Action
    scope: Scope
    target: int


@dataclass(frozen=True)
class Actor:
    """Whoever asks: a person with roles, or another system with a token."""

    user: User | None
    client: str = ""
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """A name for throttles and idempotency that says nothing about the person."""
        return f"user:{self.user.pk}" if self.user else f"client:{self.client}"

    def may(self, action: Action) -> bool:
        """Tell whether the actor may do this anywhere at all."""
        return any(grant.action == action for grant in self.grants)

    def targets(self, action: Action, scope: Scope) -> list[int]:
        """List the regions, organisations or accounts in which the actor may do this."""
        return sorted(grant.target for grant in self.grants if (grant.action, grant.scope) == (action, scope))


NOBODY = Actor(user=None)


def actor_of(user: User) -> Actor:
    """Collect what a logged-in person may do."""
    assignments = RoleAssignment.objects.filter(user=user)
    grants = {
        Grant(action, scope, _target(assignment, scope))
        for assignment in assignments
        for action, scope in MATRIX[Role(assignment.role)].items()
    }
    return Actor(user=user, grants=frozenset(grants))


def actor_of_client(token: ApiToken) -> Actor:
    """Collect what a token of another system allows, in its one region or organisation."""
    if token.organisation_id is None:
        scope, target, possible = Scope.REGION, token.region_id or 0, CLIENT_ACTIONS
    else:
        scope, target, possible = Scope.ORGANISATION, token.organisation_id, ORGANISATIONS_ACTIONS
    actions = {Action(name) for name in token.scopes if name in possible}
    if scope == Scope.ORGANISATION and Action.FAMILIES_WRITE in actions:
        # Who writes for an organisation registers on its behalf, as its social workers do.
        actions.add(Action.FAMILIES_REFER)
    return Actor(
        user=None,
        client=f"{token.pk}",
        grants=frozenset(Grant(action, scope, target) for action in actions),
    )


def _target(assignment: RoleAssignment, scope: Scope) -> int:
    found = {
        Scope.REGION: assignment.region_id,
        Scope.ORGANISATION: assignment.organisation_id,
        Scope.OWN: assignment.user_id,
    }[scope]
    return found or 0


Record = TypeVar("Record", bound=Model)


def visible(rows: QuerySet[Record], *, actor: Actor, action: Action) -> QuerySet[Record]:
    """Narrow rows to those on which the actor may do this; to none where nothing is allowed."""
    paths: dict[str, str | tuple[str, ...]] = getattr(rows.model, "SCOPES", {})
    allowed = Q(pk__in=[])
    for scope in Scope:
        targets = actor.targets(action, scope)
        for path in _each(paths.get(scope, ())) if targets else ():
            allowed |= Q(**{f"{path}__in": targets})
    return rows.filter(allowed)


def _each(paths: str | tuple[str, ...]) -> tuple[str, ...]:
    return (paths,) if isinstance(paths, str) else paths


def check(record: Model, *, actor: Actor, action: Action) -> None:
    """Refuse what the matrix does not allow.

    Raises
    ------
    NotAllowedError
        When this record is out of the actor's scope for this action.
    """
    rows = type(record)._default_manager.filter(pk=record.pk)
    if not visible(rows, actor=actor, action=action).exists():
        raise NotAllowedError


def log_read(record: Model, *, actor: Actor, action: str, now: datetime) -> None:
    """Write down that a person looked at a record of a family."""
    log_reads([record], actor=actor, action=action, now=now)


def log_reads(records: Iterable[Model], *, actor: Actor, action: str, now: datetime) -> None:
    """Write down that a person looked at records of families on one page (one query)."""
    AccessLog.objects.bulk_create(
        AccessLog(
            subject=record._meta.label_lower,
            subject_id=record.pk,
            action=action,
            by=actor.user,
            client=actor.client,
            at=now,
        )
        for record in records
    )
