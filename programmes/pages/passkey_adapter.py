"""How this site and its people are called on the device that keeps a passkey."""

from allauth.mfa.adapter import DefaultMFAAdapter


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library ships no types - none to lose
    """Names the site by its name; the host by which it is asked is checked by Django before."""

    def _get_site_name(self) -> str:
        return "DoorleesExpress"
