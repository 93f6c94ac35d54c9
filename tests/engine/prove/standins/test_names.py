"""Which names of the environment are read, and which of them get a value."""

import pytest

from autofix.engine.prove.standins.asked import names_asked
from autofix.engine.prove.standins.drivers import MONGODB, POSTGRESQL, REDIS, Wanted
from autofix.engine.prove.standins.values import addresses, is_secret, made_up

ALL = frozenset({MONGODB, POSTGRESQL, REDIS})


def asked(text, path="config.js"):
    return names_asked([(path, text)])


def given(text, kinds=ALL, path="config.js", framework="express"):
    wanted = Wanted(kinds, False, (), (), "postgresql", ())
    return addresses(asked(text, path), kinds, wanted, framework)


@pytest.mark.parametrize(
    ("text", "name", "default"),
    [
        ("connect(process.env.MONGO_URI)", "MONGO_URI", None),
        ("connect(process.env.MONGO_URI || 'mongodb://db/x')", "MONGO_URI", "mongodb://db/x"),
        ("const { A_SECRET, B: b = 'c' } = process.env;", "A_SECRET", None),
        ("const { A_SECRET, B: b = 'c' } = process.env;", "B", "c"),
        ("secret: process.env['COOKIE_KEY'] ?? fallback", "COOKIE_KEY", ""),
        ("this.configService.getOrThrow<string>('JWT_SECRET')", "JWT_SECRET", None),
        ("z.object({\n  JWT_SECRET: z.string().min(32),\n})", "JWT_SECRET", None),
        ("Joi.object({\n  JWT_SECRET: Joi.string().default('x'),\n})", "JWT_SECRET", "x"),
        ("cleanEnv(process.env, {\n  API_KEY: str(),\n})", "API_KEY", None),
    ],
)
def test_javascript(text, name, default):
    assert {one.name: one.default for one in asked(text)}[name] == default


@pytest.mark.parametrize(
    ("text", "name", "default", "kind"),
    [
        ("KEY = os.environ['SECRET_KEY']", "SECRET_KEY", None, "text"),
        ("KEY = os.environ.get('SECRET_KEY', 'dev')", "SECRET_KEY", "dev", "text"),
        ("KEY = os.getenv('SECRET_KEY') or 'dev'", "SECRET_KEY", "dev", "text"),
        ("ROUNDS = int(os.environ['ROUNDS'])", "ROUNDS", None, "number"),
        ("KEY = env('SECRET_KEY', default='x')", "SECRET_KEY", "x", "text"),
        ("ROUNDS = config('ROUNDS', cast=int)", "ROUNDS", None, "number"),
        ("KEY = config('SECRET_KEY', cast=str)", "SECRET_KEY", None, "text"),
        ("DEBUG = env.bool('DEBUG')", "DEBUG", None, "other"),
        ("DATABASES = {'default': dj_database_url.config()}", "DATABASE_URL", None, "text"),
        ("class S(BaseSettings):\n    secret_key: str\n    ttl: int = 5\n", "SECRET_KEY", None, "text"),
        ("class S(BaseSettings):\n    secret_key: str\n    ttl: int = 5\n", "TTL", "5", "number"),
        ("class S(BaseSettings):\n    url: str = Field(..., env='DATABASE_URL')\n", "DATABASE_URL", None, "text"),
    ],
)
def test_python(text, name, default, kind):
    found = {one.name: (one.default, one.kind) for one in asked(text, "settings.py")}
    assert found[name] == (default, kind)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("connect(process.env.MONGODB_URI)", "MONGODB_URI", "mongodb://127.0.0.1:27017/app"),
        ("connect(`${process.env.MONGODB_URI}/${process.env.DB_NAME}`)", "MONGODB_URI", "mongodb://127.0.0.1:27017"),
        (
            "connect(process.env.MONGODB_URI || 'mongodb://mongo:27017/x')",
            "MONGODB_URI",
            "mongodb://127.0.0.1:27017/app",
        ),
        ("x = process.env.DATABASE_URL", "DATABASE_URL", "postgresql://postgres:postgres@localhost:5432/app"),
        ("x = process.env.DB_HOST", "DB_HOST", "127.0.0.1"),
        ("x = process.env.POSTGRES_DB", "POSTGRES_DB", "app"),
        ("x = process.env.PGPORT", "PGPORT", "5432"),
        ("x = process.env.REDIS_PORT", "REDIS_PORT", "6379"),
        ("x = process.env.CELERY_BROKER_URL", "CELERY_BROKER_URL", "redis://127.0.0.1:6379/0"),
    ],
)
def test_addresses_of_stores(text, name, value):
    assert given(text)[name] == value


def test_two_addresses_for_two_drivers():
    wanted = Wanted(ALL, False, (), (), "postgresql+asyncpg", ())
    names = asked("a = os.environ['DATABASE_URL']\nb = os.environ['DATABASE_ASYNC_URL']", "a.py")

    found = addresses(names, ALL, wanted, "fastapi")

    assert found["DATABASE_URL"].startswith("postgresql://")
    assert found["DATABASE_ASYNC_URL"].startswith("postgresql+asyncpg://")


def test_a_name_that_only_goes_into_a_connection():
    text = "mongoose.connect(process.env.ATLAS)\nmongoose.connect(process.env.LINK)"

    assert set(given(text, frozenset({MONGODB}))) == {"ATLAS", "LINK"}


@pytest.mark.parametrize(
    "name",
    [
        "CLIENT_URL", "FRONTEND_URL", "CORS_ORIGIN", "ALLOWED_ORIGINS", "WHITELIST", "APP_URL", "HOST", "PORT",
        "NODE_ENV", "DEBUG", "API_URL", "BASE_URL", "DOMAIN", "ENABLE_CORS", "SITE_URL", "REACT_APP_API_KEY",
        "VITE_DB_URL", "CORS_DB_ORIGINS", "ALLOWED_HOSTS", "WEB_APP_URL", "SMTP_PORT", "VERCEL_URL", "BACKEND_URL",
    ],
)  # fmt: skip
def test_what_a_report_is_about_is_never_given(name):
    text = f"x = Number(process.env.{name}); y = process.env.{name};"

    assert given(text) == {}
    assert made_up(asked(text), ()) == {}


def test_what_works_by_itself_is_left():
    assert given("url = os.environ.get('DATABASE_URL', 'sqlite:///shop.db')", path="a.py") == {}
    assert given("url = os.environ.get('CELERY_RESULT_BACKEND', 'django-db')", path="a.py") == {}
    assert made_up(asked("key = os.environ.get('SECRET_KEY', 'dev')", "a.py"), ()) == {}


@pytest.mark.parametrize(
    "name", ["JWT_SECRET", "SECRET_KEY", "API_KEY", "STRIPE_SECRET_KEY", "jwtSecret", "GOOGLE_CLIENT_ID", "SALT"]
)
def test_secrets(name):
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "JWT_EXPIRES_IN",
        "SALT_ROUNDS",
        "JWT_ALGORITHM",
        "TOKEN_URL",
        "KEYBOARD",
        "ACCESS_TOKEN_EXPIRE_MINUTES",
        "KEY_PATH",
    ],
)
def test_no_secrets(name):
    assert not is_secret(name)


def test_every_proof_has_its_own_secrets():
    names = asked("a = process.env.JWT_SECRET; b = process.env.API_KEY; c = process.env.TWILIO_ACCOUNT_SID;")
    one, other = made_up(names, ()), made_up(names, ())

    assert one["JWT_SECRET"] != one["API_KEY"]
    assert one["JWT_SECRET"] != other["JWT_SECRET"]
    assert len(one["JWT_SECRET"]) == 64
    assert one["TWILIO_ACCOUNT_SID"].startswith("AC")
