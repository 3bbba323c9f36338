"""A sign-up that is not sent yet: what was answered so far, on one device."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignUpDraft(models.Model):
    """Answers by step. Only the SHA-256 of the key in the device's cookie is kept; erased after a week."""

    key_hash = models.CharField(_("hash of the key"), max_length=64, unique=True)
    answers = models.JSONField(_("answers, by step"), default=dict, blank=True)
    started_at = models.DateTimeField(_("started at"))
    saved_at = models.DateTimeField(_("saved at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-up that is not sent yet")
        verbose_name_plural = _("sign-ups that are not sent yet")
        indexes = (models.Index(fields=("saved_at",), name="draft_by_age"),)

    class Privacy:
        """What a person wrote, before they decided to send it."""

        personal = ("answers",)
        sensitive = ("key_hash",)
        operational = ("id", "started_at", "saved_at", "sent_at")

    def __str__(self) -> str:
        return f"draft {self.pk}"
