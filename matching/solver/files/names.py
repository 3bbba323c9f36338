"""Whom the ids of an instance stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.solver.errors import InstanceError
from matching.solver.files.fields import row_at, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matching.solver.instance import Instance


@dataclass(frozen=True)
class Names:
    """Rows of volunteers and families by id, and of pairs by these two rows."""

    volunteers: Mapping[str, int]
    families: Mapping[str, int]
    pairs: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, instance: Instance) -> Names:
        """The names of an instance."""
        ends = zip(instance.volunteer.tolist(), instance.family.tolist(), strict=True)
        return cls(
            rows_of("volunteers", instance.volunteers),
            rows_of("families", instance.families),
            {pair: row for row, pair in enumerate(ends)},
        )

    def volunteer_at(self, value: object, path: str) -> int:
        """Row of the volunteer with this id; `InstanceError` when there is none."""
        return row_at(value, path, self.volunteers, "volunteer")

    def family_at(self, value: object, path: str) -> int:
        """Row of the family with this id; `InstanceError` when there is none."""
        return row_at(value, path, self.families, "family")

    def pair_of(self, ends: tuple[int, int], path: str) -> int:
        """Row of the pair of a volunteer's and a family's row; `InstanceError` when they are none."""
        if ends not in self.pairs:
            raise InstanceError(path, "must be a feasible pair of the instance")
        return self.pairs[ends]
