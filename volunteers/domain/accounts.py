"""The account of a volunteer: found by e-mail address or made, never taken over from somebody else."""

from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import Refusal
from programmes.models import Role, RoleAssignment, User
from volunteers.models import Volunteer


def account_for(volunteer: Volunteer, *, language: str = "nl") -> User:
    """Give the volunteer's account, and make one without a password where there is none.

    A step of the caller's transaction. An account of somebody who does not read yet (a coordinator, say)
    becomes the volunteer's too; who may decide that is the caller's matter.

    Raises
    ------
    Refusal
        ``account-taken`` when the account of this e-mail address is another volunteer's.
    """
    if volunteer.account is not None:
        return volunteer.account
    account = User.objects.filter(email__iexact=volunteer.email).first()
    if account is None:
        account = User.objects.create_user(volunteer.email, None, name=volunteer.full_name, language=language)
    elif Volunteer.objects.filter(account=account).exclude(pk=volunteer.pk).exists():
        raise Refusal(
            "account-taken",
            _("Ask for another e-mail address: the account of this one is another volunteer's."),
            field="email",
        )
    volunteer.account = account
    Volunteer.objects.filter(pk=volunteer.pk).update(account=account)
    return account


def let_in(volunteer: Volunteer) -> None:
    """Let the volunteer log in; a step of the caller's transaction, again is no harm."""
    if volunteer.account is not None:
        RoleAssignment.objects.get_or_create(user=volunteer.account, role=Role.VOLUNTEER)


def account_of_others(email: str) -> User | None:
    """Give the account of this address when it belongs to a colleague or to another volunteer.

    Whoever types their address in the public form must not get a hold on it (quality S6).
    """
    account = User.objects.filter(email__iexact=email).first()
    if account is None:
        return None
    works = account.is_staff or account.is_superuser or account.role_assignments.exists()
    return account if works or Volunteer.objects.filter(account=account).exists() else None
