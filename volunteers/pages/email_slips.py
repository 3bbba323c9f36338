"""Slips of the finger in e-mail addresses: suggested, never forced."""

from difflib import get_close_matches

USUAL_HOSTS = (
    "gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "icloud.com", "msn.com",
    "yahoo.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl", "xs4all.nl", "casema.nl", "upcmail.nl",
    "hetnet.nl", "onsbrabantnet.nl", "me.com", "protonmail.com", "proton.me",
)  # fmt: skip
# Hosts that look like a slip and are none.
REAL_HOSTS = frozenset({"mail.com", "gmx.com", "gmx.nl", "hotmail.be", "live.be", "outlook.nl", "yahoo.nl"})
ALIKE = 0.84


def suggestion(email: str) -> str:
    """Give the address that was probably meant; empty when it looks right.

    Examples
    --------
    >>> suggestion("wim@gmial.com")
    'wim@gmail.com'
    >>> suggestion("wim@example.org")
    ''
    """
    name, _at, host = email.strip().rpartition("@")
    host = host.lower()
    if not name or host in USUAL_HOSTS or host in REAL_HOSTS:
        return ""
    close = get_close_matches(host, USUAL_HOSTS, n=1, cutoff=ALIKE)
    return f"{name}@{close[0]}" if close else ""
