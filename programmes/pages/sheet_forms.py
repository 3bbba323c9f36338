"""Forms of the reading of a spreadsheet: the file, and which of its columns is what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.domain.sheets.rows import SheetKind
from programmes.models import Region, Sheet

LONGEST_SAMPLE = 30


class UploadForm(forms.Form):
    """The file; and the municipality, for who works for several."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An Excel file (.xlsx) or CSV, at most 10 MB and 50,000 rows. The first row has the headings."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose a file with a row of headings and rows below it."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Municipality"), empty_label=None)

    def __init__(self, *args: Any, regions: QuerySet[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined] # the stubs know the field by its parent only - it is one of models
        self.only = regions.get() if regions.count() == 1 else None
        if self.only is not None:
            del self.fields["region"]

    @property
    def chosen_region(self) -> Region:
        """The municipality into whose register the file is read."""
        region: Region = self.only or self.cleaned_data["region"]
        return region


class PlaceField(forms.ChoiceField):
    """A column of the file, or none: whether one lacks is for the register to say, all together."""

    def validate(self, value: str) -> None:
        """Refuse only what is not in the list."""
        if value:
            super().validate(value)


class ColumnsForm(forms.Form):
    """A choice of column for each thing that the register asks; guessed from the headings."""

    def __init__(
        self, *args: Any, kind: SheetKind, sheet: Sheet, sample: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        places = [("", gettext("Not in this file")), *_places(sheet.headings, sample)]
        for column in kind.columns:
            self.fields[column.name] = PlaceField(
                label=column.label,
                choices=places,
                required=column.required,
                initial=str(sheet.columns.get(column.name, "")),
                help_text=_("Needed for new records") if column.required else "",
            )

    @property
    def chosen(self) -> dict[str, int]:
        """Place in the file by name of the column."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place != ""}


def _places(headings: Sequence[str], sample: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for place, heading in enumerate(headings):
        name = heading or gettext("Column %(number)s without a heading") % {"number": place + 1}
        example = sample[place][:LONGEST_SAMPLE] if place < len(sample) else ""
        found.append((str(place), f"{name} ({example})" if example else name))
    return found
