"""The leaflet for parents: what the reading is, and that they may say no; in eight languages."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from programmes.models import Region
from programmes.pages.parents import calls_of, parents_page, switch
from programmes.values.parent_texts import LANGUAGES, ParentText, parent_words


def leaflet(request: HttpRequest, language: str) -> HttpResponseBase:
    if language not in LANGUAGES:
        raise Http404
    return parents_page(
        request,
        "programmes/parent_leaflet.html",
        language,
        text=ParentText.LEAFLET,
        choices=switch(language, reverse("parent-leaflet", args=["language"]).replace("language", "{}")),
        calls=calls_of(Region.objects.order_by("name"), parent_words(language)),
    )
