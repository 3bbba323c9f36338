"""The short name of a district, for a column or a small map."""

import re

SEVERAL = re.compile(r", | en ")


def short_name(name: str) -> str:
    """Shorten the name of a district of several neighbourhoods to its first.

    Examples
    --------
    >>> short_name("De Muntel, De Vliert en Orthenpoort")
    'De Muntel'
    """
    return SEVERAL.split(name, maxsplit=1)[0]
