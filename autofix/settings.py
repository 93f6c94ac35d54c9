"""Django's settings, all read from the environment and the data folder."""

from __future__ import annotations

from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from psycopg.conninfo import conninfo_to_dict

from autofix.env import SettingError, read_environment

ENVIRONMENT = read_environment()
_DEBUG_KEY = "debug-only-key-" + "0" * 32
_KEY_FILE = ENVIRONMENT.data / "secret.key"


def _secret_key() -> str:
    if ENVIRONMENT.secret_key:
        return ENVIRONMENT.secret_key
    try:
        return _KEY_FILE.read_text().strip()
    except OSError:
        return _DEBUG_KEY if DEBUG else ""


def _database(url: str) -> dict[str, object]:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # Under ASGI a connection that a thread keeps is never closed: a pool keeps them in bounds.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "application_name": "autofix",
            "pool": {"min_size": 0, "max_size": 10, "timeout": 10},
            # A process that is stopped inside a transaction keeps its row locks: nobody could take its job over.
            "options": "-c idle_in_transaction_session_timeout=10s",
            **parts,
        },
    }


def _broker(url: str) -> str:
    # Celery's word for a Unix socket differs from the client library's.
    return "redis+socket://" + url.removeprefix("unix://") if url.startswith("unix://") else url


DEBUG = ENVIRONMENT.is_debug
SECRET_KEY = _secret_key()
if len(SECRET_KEY) < 32:
    raise SettingError(
        f"AUTOFIX_SECRET_KEY is missing or shorter than 32 characters: start the service with 'autofix up', which "
        f"makes one in {_KEY_FILE}, set it to a long random value, or AUTOFIX_DEBUG=1 on your own machine"
    )
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]
ROOT_URLCONF = "autofix.urls"
ASGI_APPLICATION = "autofix.asgi.application"
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "autofix.core.apps.CoreConfig",
    "tenants.apps.TenantsConfig",
    "autofix.projects.apps.ProjectsConfig",
    "autofix.llm.apps.LlmConfig",
    "autofix.memory.apps.MemoryConfig",
    "autofix.issues.apps.IssuesConfig",
    "autofix.fixes.apps.FixesConfig",
    "autofix.deployments.apps.DeploymentsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "autofix.core.middleware.CorrelationMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tenants.middleware.MemberScopeMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parents[1] / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"shown": "autofix.admin.text"},
        },
    }
]
# The tables' owner migrates; everything else logs in as the role that policies bind.
DATABASES = {"default": _database(ENVIRONMENT.migration_database_url or ENVIRONMENT.database_url)}
AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["tenants.login.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "/admin/login/"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.public_url.startswith("https://")
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Platforms beyond this machine come with their plugins.
PLATFORMS: tuple[str, ...] = ()
LEASE_SECONDS = ENVIRONMENT.lease_seconds
CELERY_BROKER_URL = _broker(ENVIRONMENT.redis_url)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Messages are nudges: one that a killed worker took is found by the sweeper long before this.
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # Who nudges has just committed and must not wait for a broker that is away; the sweeper finds the job.
    # Without this the client tries for six seconds, publish retries being off or not.
    "max_retries": 0,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "autofix"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = ENVIRONMENT.worker_processes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["tenants.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "autofix.core.api.answer_to_error",
    "UNAUTHENTICATED_USER": None,
}
UNFOLD = {
    "SITE_TITLE": "AutoFix",
    "SITE_HEADER": "AutoFix",
    "SITE_SUBHEADER": "autofix.admin.workplace.tenant_name",
    "SITE_SYMBOL": "healing",
    "SITE_URL": None,
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [lambda request: static("autofix/admin.css")],
    "LOGIN": {"form": "tenants.login.LoginForm"},
    "GLOBAL_CALLBACK": "autofix.admin.workplace.page_context",
    "DASHBOARD_CALLBACK": "autofix.admin.workplace.first_page",
    "SIDEBAR": {
        "navigation": [
            {
                "title": "Work",
                "items": [
                    {"title": "Overview", "icon": "dashboard", "link": reverse_lazy("admin:index")},
                    {"title": "Issues", "icon": "bug_report", "link": reverse_lazy("admin:issues_issue_changelist")},
                    {"title": "Fixes", "icon": "healing", "link": reverse_lazy("admin:fixes_fix_changelist")},
                    {
                        "title": "Deployments",
                        "icon": "rocket_launch",
                        "link": reverse_lazy("admin:deployments_deployment_changelist"),
                    },
                    {"title": "Lessons", "icon": "school", "link": reverse_lazy("admin:memory_lesson_changelist")},
                    {"title": "Projects", "icon": "folder", "link": reverse_lazy("admin:projects_project_changelist")},
                ],
            },
            {
                "title": "Models",
                "items": [
                    {"title": "Endpoints", "icon": "hub", "link": reverse_lazy("admin:llm_endpoint_changelist")},
                    {"title": "Personas", "icon": "badge", "link": reverse_lazy("admin:llm_persona_changelist")},
                    {"title": "Calls", "icon": "forum", "link": reverse_lazy("admin:llm_call_changelist")},
                ],
            },
            {
                "title": "Behind it",
                "items": [
                    {
                        "title": "Dead letters",
                        "icon": "pending_actions",
                        "link": format_lazy("{}?state__exact=dead", reverse_lazy("admin:core_job_changelist")),
                    },
                    {"title": "Events", "icon": "history", "link": reverse_lazy("admin:core_event_changelist")},
                ],
            },
            {
                "title": "Team",
                "items": [
                    {"title": "Team", "icon": "domain", "link": reverse_lazy("admin:tenants_tenant_changelist")},
                    {"title": "Members", "icon": "group", "link": reverse_lazy("admin:tenants_membership_changelist")},
                    {"title": "API tokens", "icon": "key", "link": reverse_lazy("admin:tenants_apitoken_changelist")},
                ],
            },
        ]
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"correlation": {"()": "autofix.core.correlation.CorrelationFilter"}},
    "formatters": {"line": {"format": "%(levelname)-7s %(name)s [%(correlation)s] %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["correlation"]}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "django": {"level": "WARNING"},
        # A refused request is no event of ours; a failed one is.
        "django.request": {"level": "ERROR"},
        # A name that AUTOFIX_HOSTS does not list is the caller's mistake, and any scanner makes it.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
