"""An account whose owner reads no longer: links and sessions end, and it goes unless it has other work."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import ForeignObjectRel

from programmes.models import PersonalLink, Role, RoleAssignment, User


def end_sessions(account: User) -> int:
    """Log an account out everywhere; return how many sessions that were (quality N24).

    What a session holds cannot be searched for, so each is opened: they live for hours, not for years.
    """
    found = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    return Session.objects.filter(pk__in=found).delete()[0]


def forget(account: User) -> bool:
    """Take the reader's side of an account away, a step inside the caller's transaction.

    Links and sessions end. An account with another role stays with that role; any other is erased, with
    its messages and keys.

    Returns
    -------
    bool
        Whether the account is erased.
    """
    end_sessions(account)
    PersonalLink.objects.filter(account=account).delete()
    roles = RoleAssignment.objects.filter(user=account)
    roles.filter(role=Role.VOLUNTEER).delete()
    if has_other_work(account):
        return False
    account.delete()
    return True


def has_other_work(account: User) -> bool:
    """Tell whether an account is used for more than reading."""
    others = RoleAssignment.objects.filter(user=account).exclude(role=Role.VOLUNTEER)
    return account.is_staff or account.is_superuser or others.exists()


def erase_unused(account: User) -> bool:
    """Erase an account that was made for somebody who never came: no role, no log-in, no trace of an act.

    A step inside the caller's transaction. Only links and messages may refer to it; they go along.
    """
    came = account.last_login is not None or account.is_staff or account.is_superuser
    if came or not account.is_active or any(_refers(relation, account) for relation in _relations()):
        return False
    account.delete()
    return True


def _relations() -> list[ForeignObjectRel]:
    goes_along = {"programmes.personallink", "outbox.message"}
    found = User._meta.get_fields(include_hidden=True)
    relations = [field for field in found if isinstance(field, ForeignObjectRel)]
    return [one for one in relations if one.related_model._meta.label_lower not in goes_along]


def _refers(relation: ForeignObjectRel, account: User) -> bool:
    return relation.related_model._base_manager.filter(**{relation.field.name: account}).exists()
