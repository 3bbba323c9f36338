"""Settings of one installation. Each environment variable is read here, once.

Nothing set means: this machine only, embedded services, development keys kept
under ``.local/``. `manage.py`, `make demo` and the tests export the addresses
of the embedded services before this module is imported.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from xstatic.pkg import leaflet

from config.settings_api import REST_FRAMEWORK, SPECTACULAR_SETTINGS
from config.settings_entry import *  # noqa: F403 - as below
from config.settings_outside import *  # noqa: F403 - as below
from config.settings_people import *  # noqa: F403 - Django looks for every setting in this one module
from config.settings_work import *  # noqa: F403 - Django looks for every setting in this one module

__all__ = ["REST_FRAMEWORK", "SPECTACULAR_SETTINGS"]


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def _names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _database(url: str) -> dict[str, object]:
    """Turn ``postgresql://user:secret@host:5432/name?host=/socket`` into Django's form."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "connect_timeout": 5,
            "options": "-c statement_timeout=30000 -c lock_timeout=5000"
            " -c idle_in_transaction_session_timeout=60000",
        },
    }


BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(os.environ.get("DOORLEES_STATE", BASE_DIR / ".local"))

# --- What must be given when the installation is more than this machine -------------------
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = _names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
DEBUG = _flag("DEBUG", default=False)
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
IS_LOCAL = set(ALLOWED_HOSTS) <= _LOCAL_HOSTS
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    if not IS_LOCAL:
        raise ImproperlyConfigured("Set SECRET_KEY: this installation has a public host.")
    SECRET_KEY = "only-for-this-machine-and-never-for-people's-data"  # noqa: S105 - refused above for any public host
if DEBUG and not IS_LOCAL:
    raise ImproperlyConfigured("DEBUG shows data in error pages: switch it off, or serve on localhost only.")
IS_SECURE = PUBLIC_URL.startswith("https://")

# --- Services ---------------------------------------------------------------------------
# The fallbacks let tools import the settings without a server (types, contracts, schema).
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql://127.0.0.1/doorlees"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "lucide",
    "rest_framework",
    "config",
    "django.forms",  # after config: our templates of forms go first
    "programmes",
    "outbox",
    "volunteers",
    "families",
    "matching",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ReaderLanguageMiddleware",
    "config.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.PrivateAnswerMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["config.templatetags.pages", "lucide.templatetags.lucide"],
        },
    },
]
FORM_RENDERER = "config.forms.PageFormRenderer"

# --- People and log-in --------------------------------------------------------------------
AUTH_USER_MODEL = "programmes.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
CSRF_FAILURE_VIEW = "config.errors.form_expired"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("TRUST_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if IS_SECURE else []
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

# The map of a run draws neighbourhoods only, unless tiles of a map service are set: https://host/{z}/{x}/{y}.png
MAP_TILES_URL = os.environ.get("MAP_TILES_URL", "")
MAP_TILES_CREDIT = os.environ.get("MAP_TILES_CREDIT", "")
_TILES = urlsplit(MAP_TILES_URL)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *([f"{_TILES.scheme}://{_TILES.netloc}"] if MAP_TILES_URL else [])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- Language, time, files ------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [("leaflet", leaflet.BASE_DIR)]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", STATE_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Mail ---------------------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(STATE_DIR / "mail")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", default=False)
# The first answer of a mail server, and the whole of one mail, in seconds.
EMAIL_CONNECT_TIMEOUT = 5
EMAIL_TIMEOUT = 20
# A demo keeps what it sends in this folder, and shows it at /demo/post.
DEMO_MAIL_FOLDER = os.environ.get("DEMO_MAIL_FOLDER", "") if IS_LOCAL else ""
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "DoorleesExpress <noreply@localhost>")

# --- Logs: ids and codes only ---------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.CodesOnlyFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Its own lines would tell the text of an error, and the address that was asked for.
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It names the passkey of everybody who logs in.
        "fido2": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
