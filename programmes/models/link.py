"""Personal links in messages: each for one purpose, for a while, kept as a hash (quality S5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LinkPurpose(models.TextChoices):
    """The one thing that a link is for."""

    CONFIRM_EMAIL = "confirm_email", _("Confirm a sign-up")
    LOG_IN = "log_in", _("Log in")
    ANSWER = "answer", _("Answer a proposal")
    LOG_VISIT = "log_visit", _("Log a visit")
    CALENDAR = "calendar", _("Calendar feed")
    DUO = "duo", _("Read together with somebody")
    INVITATION = "invitation", _("Begin as a social worker")
    FAMILY_ANSWER = "family_answer", _("Answer as a parent")


class PersonalLink(models.Model):
    """A link of an account, or of a parent, who has none: then only the record says whose it is.

    Only the SHA-256 of its secret is kept; the secret itself is in the message.
    """

    key_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=LinkPurpose)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="personal_links",
        verbose_name=_("account"),
    )
    subject = models.CharField(_("kind of record"), max_length=50, blank=True)
    subject_id = models.BigIntegerField(_("number of the record"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last opened"), null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        indexes = (models.Index(fields=("account", "purpose"), name="link_of_an_account"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(subject="", subject_id__isnull=True)
                | (~Q(subject="") & Q(subject_id__isnull=False)),
                name="link_is_about_a_whole_record",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | (Q(purpose="family_answer") & ~Q(subject="")),
                name="link_is_of_an_account_or_of_a_parent",
            ),
        )

    class Privacy:
        """Secrets are kept as hashes."""

        sensitive = ("key_hash",)
        operational = (
            "id",
            "purpose",
            "account",
            "subject",
            "subject_id",
            "made_at",
            "expires_at",
            "used_at",
            "revoked_at",
            "last_seen_at",
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
