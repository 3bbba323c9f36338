"""Keys of programs, and answers remembered for a repeated request."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models.organisation import Organisation
from programmes.models.region import Region


class ApiToken(models.Model):
    """A bearer key: of an account, or of another system with scopes in one region or organisation.

    Only the SHA-256 of the key is kept; the key itself is shown once.
    """

    key_hash = models.CharField(_("hash of the key"), max_length=64, unique=True)
    name = models.CharField(_("what it is for"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="api_tokens",
        verbose_name=_("account"),
    )
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, verbose_name=_("region"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, verbose_name=_("organisation")
    )
    scopes = ArrayField(models.CharField(max_length=30), verbose_name=_("scopes"), default=list, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, region__isnull=True, organisation__isnull=True, scopes=[])
                | Q(user__isnull=True, region__isnull=False, organisation__isnull=True, scopes__len__gt=0)
                | Q(user__isnull=True, region__isnull=True, organisation__isnull=False, scopes__len__gt=0),
                name="api_token_is_of_an_account_or_of_a_client",
            ),
        )

    class Privacy:
        """Secrets are kept as hashes."""

        sensitive = ("key_hash",)
        operational = ("id", "name", "user", "region", "organisation", "scopes", "expires_at", "last_used_at")

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """A POST that was answered: the same key again gets the same outcome, rendered with today's rights."""

    caller = models.CharField(_("caller"), max_length=80)
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("path"), max_length=500)
    key = models.CharField(_("key"), max_length=255)
    body_hash = models.CharField(_("hash of the body"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    location = models.CharField(_("address of what was made"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = (
            models.UniqueConstraint(
                fields=("caller", "method", "path", "key"), name="idempotency_key_is_used_once"
            ),
        )

    class Privacy:
        """A reference to the outcome; never the outcome itself."""

        operational = (
            "id",
            "caller",
            "method",
            "path",
            "key",
            "body_hash",
            "status",
            "location",
            "created_at",
        )

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
