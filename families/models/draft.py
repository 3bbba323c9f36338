"""A registration that is not sent yet: of one account, so that it goes on at any device."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralDraft(models.Model):
    """Answers by step, and what was typed and not judged yet; erased thirty days after it was last saved.

    Attributes
    ----------
    version
        Rises with every change, so that of two devices the second sees what the first one did.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="referral_drafts", verbose_name=_("account")
    )
    answers = models.JSONField(_("answers, by step"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    started_at = models.DateTimeField(_("started at"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("registration that is not sent yet")
        verbose_name_plural = _("registrations that are not sent yet")
        ordering = ("-saved_at", "-id")
        indexes = (models.Index(fields=("saved_at",), name="referral_draft_by_age"),)

    class Privacy:
        """What a professional wrote about a family, before it was sent."""

        personal = ("answers",)
        operational = ("id", "account", "version", "started_at", "saved_at")

    def __str__(self) -> str:
        return f"draft {self.pk}"
