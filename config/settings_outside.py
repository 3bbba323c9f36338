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
