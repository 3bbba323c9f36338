"""From which address a page is asked."""

from django.http import HttpRequest

from programmes.domain.client_address import address_in


def address_of(request: HttpRequest) -> str:
    return address_in(request.META)
