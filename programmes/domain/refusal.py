"""What a use case says when it does not do what was asked: a sentence that tells what to change."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A person can mend this: the API answers 409, a page shows the sentence.

    Parameters
    ----------
    code
        Short and stable, for programs: ``no-seat-left``.
    message
        What to change, in the reader's language (lazily translated).
    field
        Path of the field that it is about, for instance ``homes[0].postcode``; empty when none.
    facts
        Ids, codes and numbers that belong to it; never what somebody typed.
    """

    def __init__(self, code: str, message: "StrOrPromise", field: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.facts = facts


class InvalidInput(Exception):  # noqa: N818 - as Refusal
    """What was sent cannot be right: the API answers 400, a form shows each sentence at its field.

    Parameters
    ----------
    errors
        Sentences by path of the field (``languages[0].code``); the empty path is about the whole.
    """

    def __init__(self, errors: "Mapping[str, Sequence[StrOrPromise]]") -> None:
        super().__init__(", ".join(sorted(errors)))
        self.errors = {field: list(sentences) for field, sentences in errors.items()}
