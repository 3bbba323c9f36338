"""Programmes by the ages that they read with."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.models import Programme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AGES = _("%(from)s to %(to)s years (%(programme)s)")


def in_ages(programme: Programme) -> "StrOrPromise":
    """Say a programme by the ages that it reads with."""
    return AGES % {"from": programme.age_from, "to": programme.age_to, "programme": programme.name}
