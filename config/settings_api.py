"""Settings of the API: how it authenticates, throttles, pages, and describes itself."""

import os

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "programmes.api.authentication.BearerTokenAuthentication",
        "programmes.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["programmes.api.authentication.KnownActor"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["programmes.api.parsing.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "programmes.api.pagination.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["programmes.api.filters.AllowListedFilters"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "programmes.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": [
        "programmes.api.throttling.AnonymousThrottle",
        "programmes.api.throttling.PersonThrottle",
        "programmes.api.throttling.ClientThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": os.environ.get("RATE_ANONYMOUS", "20/min"),
        "user": os.environ.get("RATE_USER", "600/min"),
        "client": os.environ.get("RATE_CLIENT", "300/min"),
        "sign-up": os.environ.get("RATE_SIGN_UP", "5/hour"),
        "run-start": os.environ.get("RATE_RUN_START", "10/hour"),
        "price": os.environ.get("RATE_PRICE", "60/min"),
    },
    "NUM_PROXIES": int(os.environ.get("TRUSTED_PROXIES", "0")),
    "EXCEPTION_HANDLER": "programmes.api.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "DoorleesExpress",
    "DESCRIPTION": "Pairs reading volunteers with families: registers, matching runs, proposals, matches.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "FamilyStateEnum": "families.states.FamilyState",
        "FamilyStatusEnum": "families.states.FamilyStatus",
        "LanguageLevelEnum": "programmes.values.languages.LEVELS",
        "NeedEnum": "programmes.models.needs.Need",
        "ProposalStateEnum": "matching.states.ProposalState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "programmes.api.schema.add_problem",
    ],
}
