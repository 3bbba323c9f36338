"""Which person approved which translation of a text for parents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextApproval(models.Model):
    """One translation, read and approved. It holds for exactly these words: others have another SHA-256."""

    text = models.CharField(_("text"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    sha256 = models.CharField(_("SHA-256 of the words"), max_length=64)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"))

    class Meta:
        verbose_name = _("approved translation")
        verbose_name_plural = _("approved translations")
        ordering = ("text", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("text", "language", "sha256"), name="a_translation_is_approved_once"
            ),
        )

    class Privacy:
        """Who approved what."""

        operational = ("id", "text", "language", "sha256", "approved_by", "approved_at")

    def __str__(self) -> str:
        return f"{self.text} {self.language}"
