"""An address while somebody types it: which street that is, or that we do not know it. Nothing is kept."""

import re

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from programmes.domain.geocoding import Address, look_up
from programmes.domain.refusal import InvalidInput
from programmes.domain.throttling import count
from programmes.pages.client_address import address_of

# People write 14, and 14a or 14 A-2 in one field.
NUMBER = re.compile(r"([1-9][0-9]{0,4})\s*(.{0,10})")


class Typed(forms.Form):
    """What stands in the three fields."""

    postcode = forms.CharField(max_length=10)
    house_number = forms.RegexField(NUMBER, max_length=16)
    house_addition = forms.CharField(max_length=10, required=False)


@never_cache
@require_POST
def look_up_address(request: HttpRequest, *, asks_street: bool = True) -> HttpResponseBase:
    """Say in one line what we know. Who asks too often gets an empty line, and fills in the rest.

    ``asks_street`` tells whether the form has fields for what we do not know.
    """
    typed = Typed(request.POST)
    if not typed.is_valid() or not count("address", address_of(request)).allowed:
        return render(request, "programmes/address_line.html", {})
    written = f"{typed.cleaned_data['house_number']}{typed.cleaned_data['house_addition']}"
    found = _found(typed.cleaned_data["postcode"], written)
    context = {"asked": True, "address": found, "number": written, "asks_street": asks_street}
    return render(request, "programmes/address_line.html", context)


def _found(postcode: str, written: str) -> Address | None:
    number = NUMBER.match(written)
    if number is None:
        return None
    try:
        found = look_up(postcode=postcode, house_number=int(number[1]), addition=number[2].strip())
    except InvalidInput:
        return None
    return found if found.found else None
