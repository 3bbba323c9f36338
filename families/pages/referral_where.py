"""Step 3 of a registration: one home or two, who has which week, and where else it can be."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.domain.area import OUTSIDE, municipalities_outside
from families.pages.referral_home import AskedHome, windows_kept, with_whom
from families.pages.referral_setting import WHERE, Setting
from families.pages.referral_weeks import HomeWeek, has_long_year, home_weeks, plan
from programmes.domain.weeks_ahead import RealWeek, weeks_ahead
from programmes.models import Place
from programmes.pages.asking import STAY, Said, asked_again, unjudged
from programmes.pages.entry_words import names_of
from programmes.pages.precise_lines import said_of, weeks_to_choose
from programmes.values.availability import Rhythm, rhythm_of

ONE, TWO = "one", "two"
COPY = "copy"
"""Value of the button that takes the moments of the first home over."""
WEEK = timedelta(weeks=1)
ALONE = {"rhythm": Rhythm.WEEKLY.value, "who": "", "is_hidden": False}


class AroundHomesForm(forms.Form):
    """How many homes, in which weeks, and where else."""

    homes = forms.ChoiceField(
        label=gettext_lazy("Where do the children live?"),
        choices=[
            (ONE, gettext_lazy("At one address")),
            (TWO, gettext_lazy("At two addresses, with separated parents")),
        ],
        initial=ONE,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one address or two.")},
    )
    first_has = forms.ChoiceField(label=gettext_lazy("This week the children are with"), required=False)
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Where can it be?"),
        initial=[Place.HOME],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one place.")},
    )
    wishes = forms.CharField(
        label=gettext_lazy("Wishes"),
        help_text=gettext_lazy("Keep it short. Write no names and no diagnoses."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = setting.programme.places if setting.programme else []
        places, weeks = self.fields["places"], self.fields["first_has"]
        assert isinstance(places, forms.MultipleChoiceField)  # noqa: S101 - declared above
        assert isinstance(weeks, forms.ChoiceField)  # noqa: S101 - declared above
        places.choices = [choice for choice in Place.choices if not offered or choice[0] in offered]
        # Said as a rhythm, so that it stays true when the page is sent in another week.
        self._this = rhythm_of(setting.day)
        weeks.initial = self._this.value
        self.name_homes(["", ""])

    def name_homes(self, names: list[str]) -> None:
        """Call the two homes by whom the children are with there, in the choice of weeks."""
        weeks = self.fields["first_has"]
        assert isinstance(weeks, forms.ChoiceField)  # noqa: S101 - declared above
        weeks.choices = list(zip((self._this.value, _other(self._this).value), names, strict=True))


class WhereQuestions:
    """Step 3."""

    name = WHERE
    template = "families/referral/where.html"
    may_keep, is_refused = True, False

    def __init__(self, answers: dict[str, Any], data: QueryDict | None, setting: Setting) -> None:
        self.setting = setting
        kept: list[dict[str, Any]] = answers.get("homes", [])
        # Of the only home nobody is asked who has it in which weeks; what is known stays.
        self._alone = {
            **ALONE,
            **{name: kept[0].get(name, usual) for name, usual in ALONE.items() if len(kept) == 1},
        }
        first = {"homes": TWO if len(kept) > 1 else ONE, "first_has": kept[0]["rhythm"]} if kept else {}
        if first.get("homes") == ONE:
            del first["first_has"]
        around = partial(AroundHomesForm, setting=setting)
        self.around = asked_again(around, data, initial={**answers, **first})
        usual = (_("mother"), _("father"))
        self.homes = [
            AskedHome(
                number,
                # A home that does not count is not judged.
                data if data is None or number == 0 or self.is_two else unjudged(data),
                kept=kept[number] if number < len(kept) else {},
                region=setting.region,
                day=setting.day,
                who=who,
            )
            for number, who in enumerate(usual)
        ]
        if data is not None and data.get(STAY) == COPY:
            self.homes[1].take_moments(self.homes[0])
        self.around.name_homes(self.names)

    @property
    def is_two(self) -> bool:
        """Whether the children live at two addresses, as far as it is filled in."""
        return bool(self.around["homes"].value() == TWO)

    @property
    def names(self) -> list[str]:
        """With whom the children are at the two homes."""
        return [home.who or _("one parent") for home in self.homes]

    @property
    def used(self) -> list[AskedHome]:
        """The homes that count."""
        return self.homes if self.is_two else self.homes[:1]

    @property
    def forms(self) -> list[Any]:
        """What the summary of errors asks."""
        return [self.around, *(form for home in self.used for form in home.forms)]

    @cached_property
    def _weeks(self) -> list[RealWeek]:
        return weeks_ahead(region=self.setting.region, day=self.setting.day)

    @property
    def weeks(self) -> list[HomeWeek]:
        """Where the children are in the next eight weeks."""
        return home_weeks(self._weeks, first_has=self._first_has, names=self.names)

    @property
    def has_long_year(self) -> bool:
        return has_long_year(self._weeks)

    @property
    def plan(self) -> str:
        """What the matching will do."""
        first, second = (home.windows() for home in self.homes)
        return plan(first, second, self.setting.region.parts, minutes=self.setting.visit_minutes)

    def is_valid(self) -> bool:
        # Each form is asked, so that all errors show at once.
        valid = [self.around.is_valid(), *(home.is_valid() for home in self.used)]
        if self.is_two:
            valid += [self._has_name(home) for home in self.homes]
        return all(valid) and self._is_near()

    def answers(self) -> dict[str, Any]:
        given = self.around.cleaned_data
        homes = [home.answers() for home in self.used]
        if self.is_two:
            rhythms = self._first_has, _other(Rhythm(self._first_has)).value
            homes = [{**home, "rhythm": weeks} for home, weeks in zip(homes, rhythms, strict=True)]
        else:
            homes[0] |= self._alone
        return {"homes": homes, "places": given["places"], "wishes": given["wishes"]}

    @property
    def _first_has(self) -> str:
        chosen = self.around["first_has"].value()
        return chosen if chosen in (Rhythm.WEEK_A, Rhythm.WEEK_B) else rhythm_of(self.setting.day).value

    def _has_name(self, home: AskedHome) -> bool:
        if not home.who:
            home.form.add_error("who", _("Fill in with whom the children are here, for example mother."))
        return bool(home.who)

    def _is_near(self) -> bool:
        """Refuse a family that lives elsewhere, unless it did before; coordinators decide that themselves."""
        if self.setting.sender.organisation is None or not all(home.is_moved for home in self.used):
            return True
        codes = [home.form.cleaned_data["postcode"] for home in self.used]
        outside = municipalities_outside(codes, region=self.setting.region)
        if not all(outside):
            return True
        for home, municipality in zip(self.used, outside, strict=True):
            facts = {"municipality": municipality, "region": self.setting.region}
            home.form.add_error("postcode", OUTSIDE % facts)
        return False


def said(answers: Mapping[str, Any], setting: Setting) -> Said:
    """Say the answers again for the check page."""
    weeks = dict(weeks_to_choose(setting.day))
    lines: list[tuple[Any, Any]] = []
    for home in answers["homes"]:
        title = with_whom(home["who"]) or _("Address")
        hidden = _("Hidden from the other parent") if home["is_hidden"] else ""
        when = weeks[home["rhythm"]] if len(answers["homes"]) > 1 else ""
        lines.append((title, [line for line in (*_address(home), str(when), hidden) if line]))
        moments = [said_of(one, day=setting.day) for one in windows_kept(home["windows"])]
        lines.append((_("Moments"), moments))
    lines.append((_("Where can it be?"), names_of(answers["places"], Place.choices)))
    return [*lines, (_("Wishes"), answers["wishes"])] if answers["wishes"] else lines


def _address(home: Mapping[str, Any]) -> list[str]:
    door = f"{home['house_number']}{home['house_addition']}"
    code, known = f"{home['postcode'][:4]} {home['postcode'][4:]}", home["address"]
    street = f"{known['street']} {door}" if known.get("street") else door
    return [", ".join(part for part in (street, code, known.get("district") or known.get("town")) if part)]


def _other(rhythm: Rhythm) -> Rhythm:
    return Rhythm.WEEK_B if rhythm == Rhythm.WEEK_A else Rhythm.WEEK_A
