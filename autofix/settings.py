"""Django's settings, all read from the environment."""

from autofix.env import SettingError, read_environment

_env = read_environment()
_DEBUG_KEY = "debug-only-key-" + "0" * 32

DEBUG = _env.is_debug
SECRET_KEY = _env.secret_key or (_DEBUG_KEY if DEBUG else "")
if len(SECRET_KEY) < 32:
    raise SettingError(
        "AUTOFIX_SECRET_KEY is missing or shorter than 32 characters: set it to a long random value, "
        "or AUTOFIX_DEBUG=1 on your own machine"
    )
ALLOWED_HOSTS = list(_env.hosts)
ROOT_URLCONF = "autofix.urls"
ASGI_APPLICATION = "autofix.asgi.application"
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
DATABASES: dict[str, dict[str, object]] = {}
USE_TZ = True
TIME_ZONE = "UTC"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
