"""Names that a library of Python has moved or renamed, with where they are now.

Sources: the release notes of Flask 2.3, Werkzeug 2.1 and 3.0, Jinja 3.1, Django 3.0 to 5.0, pydantic 2.0,
SQLAlchemy 2.0, Python 3.3 and 3.10, and NumPy 1.24.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Move:
    """Where a name is now, and what it is called there; ``distribution`` is one that has to be asked for besides."""

    module: str
    name: str
    distribution: str = ""


# module, name, module now, name now, distribution
_MOVES = """
flask Markup markupsafe Markup
flask escape markupsafe escape
jinja2 Markup markupsafe Markup
jinja2 escape markupsafe escape
jinja2 contextfilter jinja2 pass_context
jinja2 contextfunction jinja2 pass_context
jinja2 environmentfilter jinja2 pass_environment
flask.json JSONEncoder json JSONEncoder
werkzeug secure_filename werkzeug.utils secure_filename
werkzeug generate_password_hash werkzeug.security generate_password_hash
werkzeug check_password_hash werkzeug.security check_password_hash
werkzeug FileStorage werkzeug.datastructures FileStorage
werkzeug.urls url_quote urllib.parse quote
werkzeug.urls url_quote_plus urllib.parse quote_plus
werkzeug.urls url_unquote urllib.parse unquote
werkzeug.urls url_encode urllib.parse urlencode
werkzeug.urls url_parse urllib.parse urlparse
werkzeug.urls url_join urllib.parse urljoin
collections Mapping collections.abc Mapping
collections MutableMapping collections.abc MutableMapping
collections Sequence collections.abc Sequence
collections MutableSequence collections.abc MutableSequence
collections Iterable collections.abc Iterable
collections Iterator collections.abc Iterator
collections Callable collections.abc Callable
collections Hashable collections.abc Hashable
collections Set collections.abc Set
collections MutableSet collections.abc MutableSet
collections Generator collections.abc Generator
collections Awaitable collections.abc Awaitable
fractions gcd math gcd
inspect getargspec inspect getfullargspec
django.utils.translation ugettext_lazy django.utils.translation gettext_lazy
django.utils.translation ugettext django.utils.translation gettext
django.utils.translation ungettext django.utils.translation ngettext
django.utils.translation ungettext_lazy django.utils.translation ngettext_lazy
django.utils.translation ugettext_noop django.utils.translation gettext_noop
django.conf.urls url django.urls re_path
django.conf.urls patterns - -
django.utils.encoding force_text django.utils.encoding force_str
django.utils.encoding smart_text django.utils.encoding smart_str
django.utils.encoding python_2_unicode_compatible - -
django.utils.http urlquote urllib.parse quote
django.utils.http urlquote_plus urllib.parse quote_plus
django.utils.http urlunquote urllib.parse unquote
django.utils.http urlencode django.utils.http urlencode
django.utils.http is_safe_url django.utils.http url_has_allowed_host_and_scheme
django.core.urlresolvers reverse django.urls reverse
django.core.urlresolvers reverse_lazy django.urls reverse_lazy
django.core.urlresolvers resolve django.urls resolve
django.contrib.postgres.fields JSONField django.db.models JSONField
django.db.models NullBooleanField - -
django.shortcuts render_to_response - -
django.contrib.staticfiles.templatetags.staticfiles static django.templatetags.static static
django.template.context_processors csrf django.template.context_processors csrf
django.utils.lru_cache lru_cache functools lru_cache
django.utils six - -
django.utils.timezone utc - -
pydantic BaseSettings pydantic_settings BaseSettings pydantic-settings
pydantic.error_wrappers ValidationError pydantic ValidationError
sqlalchemy.ext.declarative declarative_base sqlalchemy.orm declarative_base
rest_framework.decorators list_route - -
rest_framework.decorators detail_route - -
asyncio coroutine - -
sklearn.externals joblib joblib - joblib
sklearn.cross_validation train_test_split sklearn.model_selection train_test_split
flask_sqlalchemy _app_ctx_stack - -
flask _app_ctx_stack - -
flask_login LoginManger flask_login LoginManager
jwt JWTError jwt PyJWTError
jwt.exceptions JWTError jwt.exceptions PyJWTError
flask_jwt_extended get_raw_jwt flask_jwt_extended get_jwt
flask_jwt_extended get_jwt_claims flask_jwt_extended get_jwt
flask_sqlalchemy BaseQuery flask_sqlalchemy.query Query
werkzeug.contrib.fixers ProxyFix werkzeug.middleware.proxy_fix ProxyFix
werkzeug cached_property werkzeug.utils cached_property
flask.helpers safe_join werkzeug.utils safe_join
flask safe_join werkzeug.utils safe_join
langchain.chat_models ChatOpenAI langchain_openai ChatOpenAI langchain-openai
langchain.embeddings OpenAIEmbeddings langchain_openai OpenAIEmbeddings langchain-openai
"""
# What NumPy called like Python's own types.
NUMPY_TYPES = {"float": "float", "int": "int", "bool": "bool", "object": "object", "str": "str", "complex": "complex"}
# What an old library fails to find in a newer one beside it: the library, the other, and the bound it needs.
_BOUNDS = """
werkzeug.urls url_quote Flask Werkzeug <3
werkzeug.urls url_decode Flask-Login Werkzeug <3
werkzeug.wrappers BaseResponse Flask Werkzeug <2.1
jinja2 escape Flask Jinja2 <3.1
jinja2 Markup Flask Jinja2 <3.1
markupsafe soft_unicode Jinja2 MarkupSafe <2.1
itsdangerous json Flask itsdangerous <2.1
sqlalchemy __all__ Flask-SQLAlchemy SQLAlchemy <2
bcrypt __about__ passlib bcrypt <4.1
"""


# Libraries whose last release is years old: a newer one that would do without the bound does not come.
ABANDONED = frozenset({"passlib"})


@cache
def moves() -> Mapping[tuple[str, str], Move]:
    """Where each name went that has one new place."""
    found = {}
    for line in _MOVES.strip().split("\n"):
        module, name, new, called, *distribution = line.split()
        if new != "-" and called != "-" and (module, name) != (new, called):
            found[module, name] = Move(new, called, distribution[0] if distribution else "")
    return found


@cache
def bounds() -> Mapping[tuple[str, str], tuple[str, str, str]]:
    """For a name that an installed library misses: that library, the other one, and the bound for it."""
    found = {}
    for line in _BOUNDS.strip().split("\n"):
        module, name, library, other, bound = line.split()
        found[module, name] = (library, other, bound)
    return found
