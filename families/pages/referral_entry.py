"""The answers of all steps as one entry for the register; and where a refusal of it is mended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from families.domain.entry import ChildEntry, ConsentEntry, HomeEntry, Referral
from families.pages.referral_home import windows_kept, with_whom
from families.pages.referral_setting import CHILDREN, CONSENT, WHERE, Setting

CONTACT = ("first_name", "infix", "last_name", "phone", "call_language", "needs_interpreter")
HOME = ("postcode", "house_number", "house_addition", "rhythm", "is_hidden")
STEP_OF = {"children": 2, "joining_parent": 2, "took_part_before": 2, "programme": 2}
STEP_OF |= {"homes": 3, "places": 3, "wishes": 3}


def entry_of(setting: Setting) -> Referral:
    """Put the answers together; every step has been answered."""
    consent, children, where = (setting.answers[name] for name in (CONSENT, CHILDREN, WHERE))
    sender, given = setting.sender, consent["given"]
    return Referral(
        programme=children["programme"],
        region="" if sender.organisation else sender.region.slug,
        organisation=sender.organisation.pk if sender.organisation else None,
        home_languages=tuple(consent["home_languages"]),
        children=tuple(_child(child) for child in children["children"]),
        joining_parent=children["joining_parent"],
        took_part_before=children["took_part_before"],
        homes=homes_of(where),
        places=tuple(where["places"]),
        wishes=where["wishes"],
        consent=ConsentEntry(**{**given, "given_on": date.fromisoformat(given["given_on"])}),
        **{name: consent[name] for name in CONTACT},
    )


def step_of(path: str) -> int:
    """Tell in which step somebody changes what a refusal is about."""
    return STEP_OF.get(path.partition("[")[0].partition(".")[0], 1)


def _child(child: Mapping[str, Any]) -> ChildEntry:
    born = date.fromisoformat(child["birth_month"])
    return ChildEntry(child["first_name"], born, child["school"], tuple(child["needs"]))


def homes_of(where: Mapping[str, Any]) -> tuple[HomeEntry, ...]:
    """Write the homes of step 3 for the register."""
    return tuple(_home(home) for home in where["homes"])


def _home(home: Mapping[str, Any]) -> HomeEntry:
    windows = tuple(windows_kept(home["windows"]))
    plain = {name: home[name] for name in HOME}
    return HomeEntry(availability=windows, label=with_whom(home["who"]), **plain)
