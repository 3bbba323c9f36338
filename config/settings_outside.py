"""Settings of what lies outside: services that may be asked, and for how long we wait for them."""

import os

# --- Every request to elsewhere: seconds to connect, and seconds in all -------------------------------------
OUTGOING_CONNECT_SECONDS = 2
OUTGOING_SECONDS = 5

# --- Addresses: empty means the table of postcodes that is shipped, and nobody is asked ---------------------
# The PDOK Locatieserver: https://api.pdok.nl/bzk/locatieserver/search/v3_1/free
GEOCODER_URL = os.environ.get("GEOCODER_URL", "")
GEOCODER_HOSTS = frozenset(os.environ.get("GEOCODER_HOSTS", "api.pdok.nl").split(","))
# After so many failures running, nobody is asked for a while.
GEOCODER_FAILURES = 3
GEOCODER_PAUSE_SECONDS = 60

# --- The entry of our matching in a public register of algorithms, once it is published ---------------------
ALGORITHM_REGISTER_URL = os.environ.get("ALGORITHM_REGISTER_URL", "")

# --- /.well-known/security.txt: whom to tell of a weakness, the most wanted way first; none, no such page ---
# mailto:, https:// or tel:, with commas between; a bare e-mail address is one with mailto:.
_CONTACTS = (part.strip() for part in os.environ.get("SECURITY_CONTACT", "").split(","))
SECURITY_CONTACTS = [part if ":" in part else f"mailto:{part}" for part in _CONTACTS if part]
# What somebody who found one may count on; SECURITY.md says what ours would be.
SECURITY_POLICY_URL = os.environ.get("SECURITY_POLICY_URL", "").strip()

# --- The statement about accessibility: the day of a planned examination (2027-03-01), and who signed ------
ACCESSIBILITY_EXAMINATION_ON = os.environ.get("ACCESSIBILITY_EXAMINATION_ON", "").strip()
ACCESSIBILITY_SIGNED_BY = os.environ.get("ACCESSIBILITY_SIGNED_BY", "").strip()
