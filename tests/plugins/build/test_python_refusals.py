"""What libraries refuse when the application starts: the usual answer, and where there is none."""

from __future__ import annotations

import pytest

TRACE = (
    'Traceback (most recent call last):\n{library}  File "/srv/shop/{file}", line {line}, in <module>\n    x\n{error}\n'
)


def said(error: str, line: int = 1, file: str = "app.py", library: str = "") -> str:
    return TRACE.format(file=file, line=line, error=error, library=library)


NO_FOLDER = "RuntimeError: Directory 'media' does not exist"
MOUNT = "from fastapi import FastAPI\n\napp = FastAPI()\napp.mount('/media', StaticFiles(directory='media'))\n"


def test_a_folder_that_git_does_not_keep(fix):
    answer = fix({"app.py": MOUNT}, said(NO_FOLDER, 4))
    after = MOUNT.replace("from fastapi", "import os\nfrom fastapi", 1)
    assert answer.files == {"app.py": after.replace("app.mount", "os.makedirs('media', exist_ok=True)\napp.mount")}


def test_a_folder_that_is_elsewhere(fix):
    answer = fix({"app.py": MOUNT, "src/media/a.png": ""}, said(NO_FOLDER, 4))
    assert (answer.files, "media" in answer.reason) == ({}, True)


NO_FIELD = (
    "fastapi.exceptions.FastAPIError: Invalid args for response field! Hint: check that "
    "<class 'sqlalchemy.orm.session.Session'> is a valid Pydantic field type. If you are using a return type"
)
ROUTES = "@app.get('/a')\ndef a(db: Session = Depends(get_db)):\n    pass\n\n\n@app.get('/b')\nasync def b(\n"


def test_a_session_without_depends(fix):
    before = f"{ROUTES}    db: Session,\n    form: Form,\n    user: User = Depends(current),\n):\n    pass\n"
    after = f"{ROUTES}    form: Form,\n    db: Session = Depends(get_db),\n    user: User = Depends(current),\n):\n    pass\n"
    assert fix({"app.py": before}, said(NO_FIELD, 6)).files == {"app.py": after}


def test_a_session_that_nothing_shows_how_to_get(fix):
    before = "@app.get('/b')\ndef b(db: Session):\n    pass\n"
    answer = fix({"app.py": before}, said(NO_FIELD, 1))
    assert (answer.files, "Depends" in answer.reason) == ({}, True)


NO_DIALECT = "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "DATABASE_URL = os.environ['DATABASE_URL']\n",
            "DATABASE_URL = os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://', 1)\n",
        ),
        (
            'class Config:\n    SQLALCHEMY_DATABASE_URI = os.getenv("DB")\n',
            'class Config:\n    SQLALCHEMY_DATABASE_URI = os.getenv("DB", "").replace("postgres://", "postgresql://", 1)\n',
        ),
        ("engine = create_engine('postgres://db/shop')\n", "engine = create_engine('postgresql://db/shop')\n"),
    ],
)
def test_the_scheme_of_a_database(fix, before, after):
    assert fix({"app.py": "", "config.py": before}, said(NO_DIALECT)).files == {"config.py": after}


def test_the_scheme_is_replaced_already(fix):
    before = (
        "DATABASE_URL = os.environ['DATABASE_URL']\nDATABASE_URL = DATABASE_URL.replace('postgres:', 'postgresql:')\n"
    )
    assert fix({"app.py": "", "config.py": before}, said(NO_DIALECT)).files == {}


OUTSIDE = "RuntimeError: Working outside of application context."


def test_what_needs_the_context_of_the_application(fix):
    before = "app = Flask(__name__)\ndb = SQLAlchemy(app)\n\ndb.create_all()\n"
    after = before.replace("db.create_all()", "with app.app_context():\n    db.create_all()")
    assert fix({"app.py": before}, said(OUTSIDE, 4)).files == {"app.py": after}


def test_the_context_of_an_application_that_is_made_elsewhere(fix):
    answer = fix({"app.py": "from shop import db\n\ndb.create_all()\n"}, said(OUTSIDE, 3))
    assert (answer.files, "app_context" in answer.reason) == ({}, True)


FIRST = "AttributeError: 'Flask' object has no attribute 'before_first_request'. Did you mean: '_got_first_request'?"
TABLES = "app = Flask(__name__)\n\n\n@app.before_first_request\ndef tables():\n    db.create_all()\n"


@pytest.mark.parametrize("rest", ["", "\n\nif __name__ == '__main__':\n    app.run()\n"])
def test_what_flask_took_away(fix, rest):
    answer = fix({"app.py": TABLES + rest}, said(FIRST, 4))
    called = "with app.app_context():\n    tables()\n"
    bare = TABLES.replace("@app.before_first_request\n", "")
    after = f"{bare}\n\n{called}" if not rest else f"{bare}\n\n{called}\n\n{rest.lstrip()}"
    assert answer.files == {"app.py": after}


def test_options_of_pydantic(fix):
    error = "pydantic.errors.PydanticUserError: `regex` is removed. use `pattern` instead"
    before = "class A(BaseModel):\n    code: str = Field(..., regex='^a$')\n    kind = other(regex='b')\n"
    after = before.replace("Field(..., regex", "Field(..., pattern")
    assert fix({"app.py": before}, said(error, 2)).files == {"app.py": after}


def test_a_validator_of_the_whole(fix):
    error = (
        "pydantic.errors.PydanticUserError: If you use `@root_validator` with pre=False (the default) you MUST "
        "specify `skip_on_failure=True`."
    )
    before = "class A(BaseModel):\n    @root_validator\n    def all(cls, values):\n        return values\n"
    after = before.replace("@root_validator", "@root_validator(skip_on_failure=True)")
    assert fix({"app.py": before}, said(error, 2)).files == {"app.py": after}


PROXIES = "TypeError: Client.__init__() got an unexpected keyword argument 'proxies'"
OPENAI = '  File "/usr/lib/python3.12/site-packages/openai/_base_client.py", line 843, in __init__\n    x\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("flask\nopenai==1.40.0\n", "flask\nhttpx<0.28\nopenai==1.40.0\n"),
        ("flask==3.0.0\nhttpx==0.28.1\nopenai==1.40.0\n", "flask==3.0.0\nhttpx==0.27.2\nopenai==1.40.0\n"),
    ],
)
def test_a_client_that_a_newer_library_breaks(fix, before, after):
    answer = fix({"app.py": "", "requirements.txt": before}, said(PROXIES, library=OPENAI))
    assert answer.files == {"requirements.txt": after}


def test_an_argument_that_our_own_code_gives(fix):
    answer = fix({"app.py": "x\n", "requirements.txt": "flask\nhttpx\n"}, said(PROXIES))
    assert answer.files == {}


SETTINGS = {
    "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    "shop/settings.py": "INSTALLED_APPS = [\n    'django.contrib.auth',\n    'stock',\n    'stock.apps.StockConfig',\n]\n",
    "stock/apps.py": "class StockConfig(AppConfig):\n    name = 'stock'\n",
}


def test_an_app_that_stands_twice(fix):
    error = "django.core.exceptions.ImproperlyConfigured: Application labels aren't unique, duplicates: stock"
    after = SETTINGS["shop/settings.py"].replace("    'stock',\n", "")
    assert fix(SETTINGS, said(error, file="manage.py")).files == {"shop/settings.py": after}


def test_an_app_by_another_name_than_its_folder(fix):
    error = (
        "django.core.exceptions.ImproperlyConfigured: Cannot import 'stock'. "
        "Check that 'apps.stock.apps.StockConfig.name' is correct."
    )
    files = {"manage.py": "", "apps/stock/apps.py": SETTINGS["stock/apps.py"]}
    after = SETTINGS["stock/apps.py"].replace("'stock'", "'apps.stock'")
    assert fix(files, said(error, file="manage.py")).files == {"apps/stock/apps.py": after}
