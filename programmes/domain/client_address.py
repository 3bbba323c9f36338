"""From which address somebody asks, as far as our own proxies say so."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings

HOUSEHOLD = 64


def address_in(headers: Mapping[str, Any]) -> str:
    """Read the asker's address from what the server knows of a request.

    Only proxies of ours are believed: with two of them, the last but one of the addresses that were passed
    on is the asker's. An IPv6 address counts as its household, which has far more of them than it may ask.
    """
    passed_on = [part.strip() for part in str(headers.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    number = settings.TRUSTED_PROXIES
    own = str(headers.get("REMOTE_ADDR", ""))
    return _household(passed_on[-min(number, len(passed_on))] if number and passed_on[-1] else own)


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, HOUSEHOLD), strict=False))
