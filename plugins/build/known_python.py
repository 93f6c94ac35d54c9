"""Which distribution brings which module, where the two are not called alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from plugins.build.known_distributions import ALIKE, DISTRIBUTIONS

# Modules that left the standard library, with what stands in for them.
REMOVED = {"distutils": "setuptools"}


@cache
def distributions() -> Mapping[str, str]:
    """The distribution for a module's name."""
    pairs = (pair.split() for line in DISTRIBUTIONS.strip().split("\n") for pair in line.split("|"))
    return {**{name: name.replace("_", "-") for name in ALIKE.split()}, "django": "Django", **dict(pairs)}


def distribution_of(module: str) -> str | None:
    """The distribution that brings ``module``, the longest part of its name that is known first."""
    parts = module.split(".")
    for end in range(min(len(parts), 3), 0, -1):
        found = distributions().get(".".join(parts[:end]))
        if found:
            return found
    return None


@cache
def pinned_versions() -> Mapping[str, str]:
    """A version for those that a project which pins everything lacks most."""
    return dict(line.split() for line in _PINS.strip().split("\n"))


_PINS = """
pillow 10.4.0
pyyaml 6.0.2
beautifulsoup4 4.12.3
python-dotenv 1.0.1
pyjwt 2.9.0
python-jose 3.3.0
psycopg2-binary 2.9.9
pymysql 1.1.1
mysqlclient 2.2.4
django-cors-headers 4.4.0
django-environ 0.11.2
python-decouple 3.8
django-filter 24.3
djangorestframework-simplejwt 5.3.1
whitenoise 6.7.0
gunicorn 22.0.0
uvicorn 0.30.6
dj-database-url 2.2.0
django-extensions 3.2.3
flask-cors 4.0.1
flask-migrate 4.0.7
flask-login 0.6.3
flask-jwt-extended 4.6.0
flask-wtf 1.2.1
requests 2.32.3
httpx 0.27.2
python-multipart 0.0.9
email-validator 2.2.0
passlib 1.7.4
bcrypt 4.2.0
redis 5.0.8
celery 5.4.0
alembic 1.13.2
aiofiles 24.1.0
python-dateutil 2.9.0
pytz 2024.1
openpyxl 3.1.5
markdown 3.7
boto3 1.35.0
stripe 10.8.0
tqdm 4.66.5
pydantic-settings 2.4.0
itsdangerous 2.2.0
psutil 6.0.0
"""
