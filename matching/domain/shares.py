"""Whom a run placed and who waits on: per district, language and kind of referrer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from matching.domain.small_cells import Row, hidden
from matching.domain.wording.recruits import name_of_language
from matching.models import MatchingRun, Proposal, Unplaced
from programmes.models import Organisation

REFERRERS = dict(Organisation.Kind.choices)


class Share(TypedDict):
    """Families of one group: all that waited, and those of them who were placed."""

    key: str
    name: str
    waiting: int
    placed: int


class ShownShare(TypedDict):
    """A group as it is shown: None stands for fewer than five, or for what would tell such a figure."""

    key: str
    name: str
    waiting: int | None
    placed: int | None


Shares = dict[str, list[Share]]
Group = tuple[str, str]


def shares_of(run: MatchingRun) -> Shares:
    """Count the families of a run whose proposals and families without a reader are stored.

    A family counts in the district of its first home, in each of its languages, and with the kind of
    its referrer; an empty key stands for those of whom it is not known.
    """
    placed, waits_on = Proposal.objects.filter(run=run), Unplaced.objects.filter(run=run)
    return {
        "district": _counted(_districts(placed), _districts(waits_on)),
        "language": _counted(_languages(placed), _languages(waits_on)),
        "referrer": _counted(_referrers(placed), _referrers(waits_on)),
    }


def shown(shares: Mapping[str, list[Share]]) -> dict[str, list[ShownShare]]:
    """Give the shares as they may be read: small figures hidden, groups named in the reader's language."""
    return {group: _shown(group, rows) for group, rows in shares.items()}


def _shown(group: str, rows: list[Share]) -> list[ShownShare]:
    wholes, parts = hidden([Row(row["waiting"], row["placed"]) for row in rows])
    return [
        ShownShare(
            key=row["key"],
            name=_name(group, row),
            waiting=None if whole else row["waiting"],
            placed=None if part else row["placed"],
        )
        for row, whole, part in zip(rows, wholes, parts, strict=True)
    ]


def _name(group: str, row: Share) -> str:
    if not row["key"]:
        return _("Not known")
    if group == "language":
        return name_of_language(row["key"])
    return str(REFERRERS.get(row["key"], row["key"])) if group == "referrer" else row["name"]


def _districts(rows: QuerySet[Proposal] | QuerySet[Unplaced]) -> list[Group]:
    homes = rows.order_by("family_id", "family__homes__rhythm", "family__homes__pk").values_list(
        "family_id", "family__homes__district__code", "family__homes__district__name"
    )
    first: dict[int, Group] = {}
    for family, code, name in homes:
        first.setdefault(family, (code or "", name or ""))
    return list(first.values())


def _languages(rows: QuerySet[Proposal] | QuerySet[Unplaced]) -> list[Group]:
    spoken = rows.order_by("family_id").distinct().values_list("family_id", "family__home_languages")
    return [(code, "") for _, codes in spoken for code in codes or [""]]


def _referrers(rows: QuerySet[Proposal] | QuerySet[Unplaced]) -> list[Group]:
    kinds = rows.order_by("family_id").distinct().values_list("family_id", "family__organisation__kind")
    return [(kind or "", "") for _, kind in kinds]


def _counted(placed: Iterable[Group], waits_on: Iterable[Group]) -> list[Share]:
    found = Counter(placed)
    everybody = found + Counter(waits_on)
    return [
        Share(key=key, name=name, waiting=number, placed=found[key, name])
        for (key, name), number in sorted(everybody.items())
    ]
