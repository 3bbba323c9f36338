"""Settings of everybody who comes to the door: how often they may ask, and passkeys."""

import os

# Proxies of ours that a request passes: only they are believed about whose request it is.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

# --- How often: a number, a stroke, and how long (second, minute, hour or day, or several: 10/15min) -----
RATES = {
    # The API: requests without a key by address, of one person, of one system's key.
    "anon": os.environ.get("RATE_ANONYMOUS", "20/min"),
    "user": os.environ.get("RATE_USER", "600/min"),
    "client": os.environ.get("RATE_CLIENT", "300/min"),
    "run-start": os.environ.get("RATE_RUN_START", "10/hour"),
    "price": os.environ.get("RATE_PRICE", "60/min"),
    # By address, on the pages and in the API together; and to one mailbox.
    "sign-up": os.environ.get("RATE_SIGN_UP", "5/hour"),
    "sign-up-email": os.environ.get("RATE_SIGN_UP_EMAIL", "5/hour"),
    # How many families fit, asked with every box that somebody taps.
    "sign-up-fit": os.environ.get("RATE_SIGN_UP_FIT", "60/min"),
    # An address looked up while somebody types.
    "address": os.environ.get("RATE_ADDRESS", "60/hour"),
    # Log-in: links asked for by address; wrong passwords by account and by address; passkeys by address.
    "mail-link": os.environ.get("RATE_MAIL_LINK", "20/hour"),
    "log-in-account": os.environ.get("RATE_LOG_IN_ACCOUNT", "10/15min"),
    "log-in-address": os.environ.get("RATE_LOG_IN_ADDRESS", "50/15min"),
    "passkey": os.environ.get("RATE_PASSKEY", "60/hour"),
}

# --- Log-in: who logged in this lately may do what asks for a fresh log-in ----------------------------------
FRESH_LOG_IN_SECONDS = 900
# What must not tell whether somebody is known is answered after this time: several times what it takes.
SAME_TIME_SECONDS = 0.15
# Of django-allauth we use passkeys, none of its pages.
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ADAPTER = "programmes.pages.passkey_adapter.PasskeyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
