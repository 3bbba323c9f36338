"""A link to log in with, for who asks: what is answered does not depend on who that is (quality S6)."""

from datetime import datetime

from django.db import transaction

from outbox.domain.post import MessageKind, may_write_again, post
from programmes.models import Role, RoleAssignment, User

# Who decides over others logs in with more than a mailbox (quality S4).
BY_LINK = frozenset({Role.VOLUNTEER, Role.SOCIAL_WORKER})


def ask_log_in_link(*, email: str, now: datetime) -> None:
    """Write the message with a link to the account of this address, if there is one that may have it.

    Whoever asks is told nothing. An account without a role has not confirmed its address yet.
    """
    with transaction.atomic(durable=True):
        account = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if account and enters_by_link(account) and may_write_again(recipient=account, now=now):
            post(
                kind=MessageKind.LOG_IN,
                recipient=account,
                subject=account,
                occasion=now.isoformat(timespec="milliseconds"),
                not_before=now,
                now=now,
            )


def enters_by_link(account: User) -> bool:
    """Tell whether a mailbox is enough to log in as this person: not for who decides over others."""
    roles = set(RoleAssignment.objects.filter(user=account).values_list("role", flat=True))
    return bool(roles) and roles <= BY_LINK and not (account.is_staff or account.is_superuser)
