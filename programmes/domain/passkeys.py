"""Passkeys of an account: a way to log in that is nothing to remember. The table is django-allauth's."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.domain.privacy import Record, fact
from programmes.domain.refusal import Refusal
from programmes.models import User

AT_MOST = 10
TOO_MANY = _("You have 10 passkeys. Remove one that you no longer use, then add this one.")


def passkeys_of(account: User) -> QuerySet[Authenticator]:
    """List the passkeys of an account, the newest first."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.WEBAUTHN
    )
    return rows.order_by("-created_at", "-pk")


def told_of(account: int | None) -> list[Record]:
    """Tell what is kept of somebody's passkeys, but the keys themselves: they say nothing of a person."""
    rows = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [
        [
            fact("name", _("Name of this device"), row.data.get("name", "")),
            fact("created_at", _("Made on"), row.created_at),
            fact("last_used_at", _("Last used"), row.last_used_at),
        ]
        for row in rows
    ]


def add(*, account: User, credential: dict[str, Any], name: str, now: datetime) -> Authenticator:
    """Keep a passkey that a device has just made, and that was checked against what was asked of it.

    Raises
    ------
    Refusal
        When the account has as many as anybody needs.
    """
    with transaction.atomic(durable=True):
        User.objects.select_for_update().get(pk=account.pk)
        if passkeys_of(account).count() >= AT_MOST:
            raise Refusal("too_many_passkeys", TOO_MANY)
        return Authenticator.objects.create(
            user=account,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": name, "credential": credential},
            created_at=now,
        )


def remove(*, account: User, number: int) -> bool:
    """Take a passkey of the account away; tell whether there was one."""
    return bool(passkeys_of(account).filter(pk=number).delete()[0])


def note_use(passkey: Authenticator, *, now: datetime) -> None:
    """Write down that somebody came in with it."""
    Authenticator.objects.filter(pk=passkey.pk).update(last_used_at=now)
