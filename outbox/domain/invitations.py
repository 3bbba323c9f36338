"""A coordinator invites a social worker for one organisation: by a mail with a personal link."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from outbox.domain.invited import Standing, note, standing
from outbox.domain.post import MessageKind, may_write_again, post, withdraw
from programmes.domain import links
from programmes.domain.entry_checks import tidy_name
from programmes.domain.findings import Findings
from programmes.domain.links import LinkPurpose
from programmes.domain.refusal import Refusal
from programmes.models import Organisation, User

MOST_EMAIL = 254


def invite(*, organisation: Organisation, name: str, email: str, by: User, now: datetime) -> None:
    """Write to somebody that they can register families for an organisation.

    What is answered does not depend on whether the address is known: an account that is there keeps its own
    name, and gets the role once its owner accepts.

    Raises
    ------
    InvalidInput
        On ``name`` or ``email``.
    Refusal
        ``works-there``, or ``mailed-lately`` when three mails went to this address in an hour.
    """
    findings = Findings()
    name = tidy_name(findings, "name", name, required=True)
    email = _checked(findings, email)
    findings.close()
    with transaction.atomic(durable=True):
        lock(organisation)
        account = _account(email, name)
        _write_to(account, organisation, by, now)


def invite_again(*, organisation: Organisation, account: User, by: User, now: datetime) -> None:
    """Write once more to somebody who did not begin yet; the link of before ends.

    Raises
    ------
    Refusal
        As for `invite`; ``not-invited`` when there is no invitation any more.
    """
    with transaction.atomic(durable=True):
        lock(organisation)
        if standing(organisation, account)[0] != Standing.INVITED:
            raise Refusal("not-invited", _("This invitation is no longer open. Look again."))
        _write_to(account, organisation, by, now)


def _checked(findings: Findings, email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        findings.add("email", _("Write an e-mail address, for instance name@example.org."))
    findings.expect(
        "email", _("Write an e-mail address of at most 254 characters."), holds=len(email) <= MOST_EMAIL
    )
    return email


def _account(email: str, name: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    except IntegrityError:
        # Of two who make it at the same instant, the second finds it.
        return User.objects.get(email=email)


def lock(organisation: Organisation) -> None:
    """Let one act at a time about the access to an organisation, inside the caller's transaction."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _write_to(account: User, organisation: Organisation, by: User, now: datetime) -> None:
    if account.role_assignments.filter(organisation=organisation).exists():
        raise Refusal("works-there", _("This person works there already."), field="email")
    if not may_write_again(recipient=account, now=now):
        raise Refusal(
            "mailed-lately",
            _("Three mails went to this address lately. Try again in an hour."),
            field="email",
        )
    take_back(account, organisation, now)
    post(
        kind=MessageKind.REFERRER_INVITED,
        recipient=account,
        subject=organisation,
        region=organisation.region,
        occasion=_occasion(now),
        facts={"organisation": organisation.name},
        not_before=now,
        now=now,
    )
    note(organisation, account, to=Standing.INVITED, by=by, now=now)


def take_back(account: User, organisation: Organisation, now: datetime) -> None:
    """End what an earlier invitation left: its links, and a mail that did not leave yet."""
    end_links(account, organisation, now)
    state, at = standing(organisation, account)
    if state == Standing.INVITED and at is not None:
        kinds = [MessageKind.REFERRER_INVITED]
        withdraw(subject=organisation, now=now, kinds=kinds, occasion=_occasion(at))


def end_links(account: User, organisation: Organisation, now: datetime) -> None:
    """End the links of somebody's invitations for an organisation."""
    about = {"subject": organisation._meta.label_lower, "subject_id": organisation.pk}
    links.of_account(account, purpose=LinkPurpose.INVITATION, now=now).filter(**about).update(revoked_at=now)


def _occasion(at: datetime) -> str:
    """Name the moment of an invitation, so that the mail of exactly this one is found again."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
