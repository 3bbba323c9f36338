"""A spreadsheet that somebody reads into a register: the file, its rows, and what each row would do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.models.region import Region
from programmes.models.workplace import Register
from programmes.states import SHEET_MOVES, Moves, SheetState


class Sheet(models.Model):
    """One upload. File and rows are emptied after a day; who did it and how many rows stays."""

    MOVES: ClassVar[Moves] = SHEET_MOVES
    SCOPES: ClassVar[dict[str, str]] = {"region": "region_id"}

    register = models.CharField(_("register"), max_length=20, choices=Register)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded on"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("processed by"),
    )
    name = models.CharField(_("name of the file"), max_length=200)
    content = models.BinaryField(_("file"), default=bytes, blank=True)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    state = models.CharField(_("state"), max_length=20, choices=SheetState, default=SheetState.UPLOADED)
    failure = models.CharField(_("why it could not be read"), max_length=500, blank=True)
    headings = models.JSONField(_("headings"), default=list, blank=True)
    formulas = models.PositiveIntegerField(_("cells with a formula"), default=0)
    columns = models.JSONField(_("which column is what"), default=dict, blank=True)
    fingerprint = models.CharField(_("hash of the preview"), max_length=64, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    counts = models.JSONField(_("rows by what became of them"), default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts at this step"), default=0)
    asked_at = models.DateTimeField(_("step asked for at"))
    lease_until = models.DateTimeField(_("a worker has it until"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("file and rows erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("spreadsheet")
        verbose_name_plural = _("spreadsheets")
        ordering = ("-uploaded_at", "-id")
        indexes = (models.Index(fields=("register", "state"), name="sheet_of_register_by_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="sheet_does_no_more_than_it_has"),
            models.CheckConstraint(
                condition=Q(register__in=(Register.FAMILIES, Register.VOLUNTEERS)),
                name="sheet_is_of_a_register_of_people",
            ),
        )

    class Privacy:
        """The file holds people; what remains of it does not."""

        personal = ("name", "content", "headings")
        operational = (
            "id",
            "register",
            "region",
            "uploaded_by",
            "uploaded_at",
            "applied_by",
            "sha256",
            "state",
            "failure",
            "formulas",
            "columns",
            "fingerprint",
            "done",
            "total",
            "counts",
            "attempts",
            "asked_at",
            "lease_until",
            "emptied_at",
        )

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"


class RowKind(models.TextChoices):
    """What a row of a spreadsheet would do to the register, or did."""

    UNSEEN = "", _("Not compared yet")
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("The same")
    WRONG = "wrong", _("Wrong")
    LEFT = "left", _("Left as it was")


class SheetRow(models.Model):
    """A row as it was read, and what it would do."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows", verbose_name=_("spreadsheet"))
    number = models.PositiveIntegerField(_("row in the file"))
    cells = models.JSONField(_("cells"), default=list)
    kind = models.CharField(
        _("what it does"), max_length=10, choices=RowKind, default=RowKind.UNSEEN, blank=True
    )
    title = models.CharField(_("whom it is about"), max_length=250, blank=True)
    target = models.BigIntegerField(_("number of the record"), null=True, blank=True)
    version = models.CharField(_("version of the record"), max_length=64, blank=True)
    differences = models.JSONField(_("differences"), default=list, blank=True)
    problems = models.JSONField(_("what is wrong"), default=list, blank=True)

    class Meta:
        verbose_name = _("row of a spreadsheet")
        verbose_name_plural = _("rows of spreadsheets")
        ordering = ("number",)
        indexes = (models.Index(fields=("sheet", "kind", "number"), name="sheet_row_by_kind"),)
        constraints = (
            models.UniqueConstraint(fields=("sheet", "number"), name="sheet_row_is_read_once"),
            models.CheckConstraint(
                condition=~Q(kind=RowKind.CHANGED) | Q(target__isnull=False),
                name="sheet_row_that_changes_has_a_record",
            ),
        )

    class Privacy:
        """What stood in the file, for a day."""

        personal = ("cells", "title", "differences", "problems")
        operational = ("id", "sheet", "number", "kind", "target", "version")

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.number}"
