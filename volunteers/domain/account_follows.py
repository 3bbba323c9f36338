"""The account of a volunteer follows their name and e-mail address, so that mail and log-in go there."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from programmes.domain import forgetting
from programmes.domain.refusal import Refusal
from programmes.models import PersonalLink, User
from volunteers.models import Volunteer


def follow(volunteer: Volunteer) -> None:
    """Write name and address to the account, a step of the caller's transaction.

    With another address, links and sessions of before end. An account with other work stays as it is.

    Raises
    ------
    Refusal
        ``email-known``: another account has the address.
    """
    account = volunteer.account
    if account is None or forgetting.has_other_work(account):
        return
    email, name = volunteer.email.lower(), volunteer.full_name
    moved = email != account.email
    if not moved and name == account.name:
        return
    try:
        with transaction.atomic():
            User.objects.filter(pk=account.pk).update(email=email, name=name)
    except IntegrityError as taken:
        sentence = _("Write another e-mail address: this one belongs to somebody else.")
        raise Refusal("email-known", sentence, field="email") from taken
    if moved:
        PersonalLink.objects.filter(account=account).delete()
        forgetting.end_sessions(account)
