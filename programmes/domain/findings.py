"""What is wrong with what somebody entered: all of it at once, each sentence at its field."""

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from programmes.domain.refusal import InvalidInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Findings:
    """Collects sentences by path of the field, for instance ``homes[0].postcode``."""

    def __init__(self) -> None:
        self.errors: dict[str, list[StrOrPromise]] = {}

    def add(self, field: str, sentence: "StrOrPromise") -> None:
        """Note what to change in a field."""
        self.errors.setdefault(field, []).append(sentence)

    def expect(self, field: str, sentence: "StrOrPromise", *, holds: bool) -> None:
        """Note the sentence unless it holds."""
        if not holds:
            self.add(field, sentence)

    def check_fields(
        self, record: Model, *, prefix: str = "", leave_out: frozenset[str] = frozenset()
    ) -> None:
        """Note what the fields of a record refuse by themselves: lengths, ranges, choices."""
        relations = {field.name for field in record._meta.concrete_fields if field.is_relation}
        try:
            record.clean_fields(exclude=relations | leave_out)
        except ValidationError as refused:
            for field, sentences in refused.message_dict.items():
                path = "" if field == NON_FIELD_ERRORS else field
                if prefix + path not in self.errors:
                    self.errors[prefix + path] = list(sentences)

    def close(self) -> None:
        """Refuse the whole entry when anything was noted.

        Raises
        ------
        InvalidInput
            With all sentences by field.
        """
        if self.errors:
            raise InvalidInput(self.errors)
