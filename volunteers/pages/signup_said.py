"""How a step says its answers again."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

Said: TypeAlias = "Sequence[tuple[StrOrPromise, StrOrPromise | Sequence[StrOrPromise]]]"
"""A label and its answer, one line or several; a line of the check page each."""
