"""An `Instance` or a `Result` as a JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from matching.solver.files.certificates import certificate_document
from matching.solver.files.options import option_texts
from matching.solver.files.reading import INSTANCE_FORMAT
from matching.solver.files.results import RESULT_FORMAT

if TYPE_CHECKING:
    from matching.solver.instance import Instance
    from matching.solver.result import Result


def instance_text(instance: Instance) -> str:
    """The instance as one line of JSON that `instance_from` reads back."""
    settings = instance.settings
    return line_of({
        "format": INSTANCE_FORMAT,
        "settings": {
            "visit_minutes": settings.visit_minutes,
            "gap_minutes": settings.gap_minutes,
            "band_days": settings.band_days,
        },
        "volunteers": [
            {"id": name, "capacity": capacity}
            for name, capacity in zip(instance.volunteers, instance.capacity.tolist(), strict=True)
        ],
        "families": _families(instance),
        "pairs": _pairs(instance),
        "pins": [_ends(instance, pair) for pair in instance.pins.tolist()],
        "published": [_ends(instance, pair) for pair in instance.published.tolist()],
    })  # fmt: skip


def result_text(result: Result) -> str:
    """The result as one line of JSON that `result_from` reads back."""
    proof = result.certificate
    return line_of({
        "format": RESULT_FORMAT,
        "status": result.status,
        "objective": list(result.objective),
        "bound": list(result.bound),
        "components": {"total": result.components.total, "proven": result.components.proven},
        "matches": [
            {
                "volunteer": match.volunteer,
                "family": match.family,
                "option": [str(slot) for slot in match.option],
                "score": match.score,
            }
            for match in result.matches
        ],
        **({} if proof is None else {"certificate": certificate_document(proof, result.instance)}),
        "seconds": {phase: round(seconds, 3) for phase, seconds in result.seconds.items()},
    })  # fmt: skip


def line_of(document: dict[str, object]) -> str:
    """A document as one line of JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _families(instance: Instance) -> list[dict[str, object]]:
    columns = (instance.need.tolist(), instance.urgent.tolist(), instance.waiting_days.tolist())
    return [
        {"id": name, "need": need, "urgent": urgent, "waiting_days": days}
        for name, need, urgent, days in zip(instance.families, *columns, strict=True)
    ]


def _pairs(instance: Instance) -> list[dict[str, object]]:
    columns = (instance.volunteer, instance.family, instance.score, instance.minutes)
    starts, codes = instance.option_start.tolist(), instance.option.tolist()
    documents = []
    for place, (volunteer, family, score, minutes) in enumerate(
        zip(*(c.tolist() for c in columns), strict=True)
    ):
        options = [option_texts(option) for option in codes[starts[place] : starts[place + 1]]]
        pair: dict[str, object] = {
            "volunteer": instance.volunteers[volunteer], "family": instance.families[family], "score": score,
        }  # fmt: skip
        documents.append(pair | ({"minutes": minutes} if minutes >= 0 else {}) | {"options": options})
    return documents


def _ends(instance: Instance, pair: int) -> list[str]:
    return [instance.volunteers[int(instance.volunteer[pair])], instance.families[int(instance.family[pair])]]
