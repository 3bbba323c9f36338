"""Settings of the API: how it authenticates, throttles, pages, and describes itself."""

from config.settings_entry import TRUSTED_PROXIES

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
    "NUM_PROXIES": TRUSTED_PROXIES,
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
