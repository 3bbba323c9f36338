"""Who works for an organisation: let in by an invitation, kept out from one moment to the next."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from outbox.domain.invitations import end_links, lock, take_back
from outbox.domain.invited import Standing, note, standing
from outbox.domain.log_in_links import enters_by_link
from programmes.domain import links
from programmes.domain.forgetting import end_sessions, erase_unused
from programmes.domain.links import LinkPurpose
from programmes.models import ApiToken, Organisation, PersonalLink, Role, RoleAssignment, User


@dataclass(frozen=True)
class Entrance:
    """Who accepted an invitation.

    Attributes
    ----------
    by_link
        Whether the link is enough to log in; who decides over others logs in as always (quality S4).
    """

    account: User
    by_link: bool


def organisation_of(secret: str, *, now: datetime) -> Organisation | None:
    """Give for which organisation an invitation is, while it works."""
    link = links.find(secret, purpose=LinkPurpose.INVITATION, now=now)
    return None if link is None else _inviting(link)


def accept(*, secret: str, now: datetime) -> Entrance:
    """Give the role to whom an invitation was sent; from now on they see the families of the organisation.

    Raises
    ------
    LinkSpentError
        When it was used, taken back, or is too old.
    """
    with transaction.atomic(durable=True):
        found = organisation_of(secret, now=now)
        if found is None:
            raise links.LinkSpentError
        # The organisation before the link, as `end_access` does; then look again.
        lock(found)
        link = links.spend(secret, purpose=LinkPurpose.INVITATION, now=now)
        account, organisation = links.holder(link), _inviting(link)
        if organisation is None:
            raise links.LinkSpentError
        RoleAssignment.objects.get_or_create(user=account, role=Role.SOCIAL_WORKER, organisation=organisation)
        end_links(account, organisation, now)
        note(organisation, account, to=Standing.BEGUN, by=account, now=now)
        end_sessions(account)
        return Entrance(account, by_link=enters_by_link(account))


def end_access(*, organisation: Organisation, account: User, by: User, now: datetime) -> None:
    """Take the role or the invitation away: open pages, links and keys of this person stop at once (N24).

    An account that was made for the invitation and never used goes with it.
    """
    with transaction.atomic(durable=True):
        lock(organisation)
        take_back(account, organisation, now)
        role = {"role": Role.SOCIAL_WORKER, "organisation": organisation}
        if RoleAssignment.objects.filter(user=account, **role).delete()[0]:
            end_sessions(account)
            links.revoke(account=account, purpose=LinkPurpose.LOG_IN, now=now)
            ApiToken.objects.filter(user=account).delete()
        note(organisation, account, to=Standing.ENDED, by=by, now=now)
        erase_unused(account)


def _inviting(link: PersonalLink) -> Organisation | None:
    """Give the organisation, unless the invitation was taken back while its mail was on the way."""
    found = Organisation.objects.select_related("region").filter(pk=link.subject_id or 0).first()
    is_open = found is not None and standing(found, links.holder(link))[0] == Standing.INVITED
    return found if is_open else None
