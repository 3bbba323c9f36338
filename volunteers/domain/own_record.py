"""Nobody decides about their own record: a colleague does."""

from django.utils.translation import gettext_lazy as _

from programmes.domain.refusal import Refusal
from programmes.models import User
from volunteers.models import Volunteer


def check_not_own(volunteer: Volunteer, by: User | None) -> None:
    """Refuse a decision about oneself, also before the account is linked.

    Raises
    ------
    Refusal
        ``own-record``.
    """
    if by is None:
        return
    if volunteer.account_id == by.pk or volunteer.email.lower() == by.email.lower():
        raise Refusal("own-record", _("Ask a colleague: nobody decides about their own record."))


def check_not_erased(volunteer: Volunteer) -> None:
    """Refuse to go on with a record whose person had it erased.

    Raises
    ------
    Refusal
        ``erased``.
    """
    if volunteer.erased_at is not None:
        raise Refusal("erased", _("This person's data were erased: only the figures are left."))
