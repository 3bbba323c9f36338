"""What happened: every change of state and every look at a family. Append-only, ids and codes only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StateChange(models.Model):
    """One step of one record: who, when, from, to, why."""

    subject = models.CharField(_("kind of record"), max_length=50)
    subject_id = models.BigIntegerField(_("number of the record"))
    from_state = models.CharField(_("from"), max_length=30)
    to_state = models.CharField(_("to"), max_length=30)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ("at", "id")
        indexes = (models.Index(fields=("subject", "subject_id", "at"), name="state_change_of_a_record"),)

    class Privacy:
        """Derived facts that stay when a person is erased."""

        operational = ("id", "subject", "subject_id", "from_state", "to_state", "reason", "by", "at")

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.from_state} > {self.to_state}"


class AccessLog(models.Model):
    """One look of a person at a record of a family, or a change of somebody's data."""

    subject = models.CharField(_("kind of record"), max_length=50)
    subject_id = models.BigIntegerField(_("number of the record"))
    action = models.CharField(_("what was done"), max_length=50)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    client = models.CharField(_("API client"), max_length=100, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look at a record")
        verbose_name_plural = _("looks at records")
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("subject", "subject_id", "at"), name="access_log_of_a_record"),)

    class Privacy:
        """Kept for five years, then cleared by the retention clock."""

        operational = ("id", "subject", "subject_id", "action", "by", "client", "at")

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"
