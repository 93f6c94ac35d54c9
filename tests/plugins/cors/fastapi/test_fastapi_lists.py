"""FastAPI: an origin that the list does not name, wherever the list is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ORIGIN = "http://localhost:5173"
OTHER = "http://localhost:3000"
LISTS = {
    "a list": (f'    allow_origins=["{OTHER}"],\n', "", f'["{OTHER}", "{ORIGIN}"]'),
    "a list of lines": (
        f'    allow_origins=[\n        "{OTHER}",\n    ],\n',
        "",
        f'"{OTHER}",\n        "{ORIGIN}",\n    ]',
    ),
    "a name": ("    allow_origins=origins,\n", f"origins = ['{OTHER}']\n", f"origins = ['{OTHER}', '{ORIGIN}']"),
    "a name that is appended to": (
        "    allow_origins=origins,\n",
        f'origins = ["{OTHER}"]\nif os.getenv("WEB"):\n    origins.append(os.getenv("WEB"))\n',
        f'origins = ["{OTHER}", "{ORIGIN}"]',
    ),
    "a variable with a default": (
        f'    allow_origins=os.getenv("ORIGINS", "{OTHER}").split(","),\n',
        "",
        f'"{OTHER},{ORIGIN}"',
    ),
    "a variable beside literals": (
        f'    allow_origins=["{OTHER}", os.getenv("WEB", "http://a.test")],\n',
        "",
        f', "{ORIGIN}"]',
    ),
    "a comprehension": (
        "    allow_origins=[o.strip() for o in ORIGINS.split(',')],\n",
        f'ORIGINS = os.environ.get("ORIGINS", "{OTHER}")\n',
        f'"{OTHER},{ORIGIN}"',
    ),
    "options in a dictionary": (
        "    **OPTIONS,\n",
        f'OPTIONS = {{"allow_origins": ["{OTHER}"], "allow_credentials": False}}\n',
        f'"allow_origins": ["{OTHER}", "{ORIGIN}"]',
    ),
    "a default that is filled with constants": (
        '    allow_origins=[o.strip() for o in ORIGINS.split(",")],\n',
        'WEB_PORT = 3000\nORIGINS = os.environ.get("ORIGINS", f"http://localhost:{WEB_PORT},http://127.0.0.1:{WEB_PORT}")\n',
        'f"http://localhost:{WEB_PORT},http://127.0.0.1:{WEB_PORT},' + ORIGIN + '"',
    ),
    "what a function returns": (
        "    allow_origins=origins(),\n",
        f'def origins():\n    given = os.getenv("ORIGINS", "{OTHER}")\n    return given.split(",")\n',
        f'os.getenv("ORIGINS", "{OTHER},{ORIGIN}")',
    ),
    "a default of JSON": (
        "    allow_origins=json.loads(os.getenv('ORIGINS', '[\"http://localhost:3000\"]')),\n",
        "import json\n",
        f"""'["{OTHER}","{ORIGIN}"]'""",
    ),
    "an empty list": ("    allow_origins=[],\n", "", f'allow_origins=["{ORIGIN}"]'),
    "a trailing slash": (f'    allow_origins=["{ORIGIN}/"],\n', "", f'allow_origins=["{ORIGIN}"]'),
    "no scheme": ('    allow_origins=["localhost:5173"],\n', "", f'allow_origins=["{ORIGIN}"]'),
    "a pattern alone": (
        '    allow_origin_regex=r"https://.*\\.shop\\.test",\n',
        "",
        f'    allow_origins=["{ORIGIN}"],\n',
    ),
    "decouple": (
        "    allow_origins=ORIGINS,\n",
        f'from decouple import Csv, config\nORIGINS = config("ORIGINS", default="{OTHER}", cast=Csv())\n',
        f'default="{OTHER},{ORIGIN}"',
    ),
}


@pytest.mark.parametrize(("arguments", "before", "expected"), LISTS.values(), ids=LISTS)
def test_origin_is_added(
    arguments: str,
    before: str,
    expected: str,
    settle: Callable[..., Any],
    application: Callable[..., str],
) -> None:
    changed = settle({"main.py": application(arguments, before)})
    assert changed.cause == "origin_not_listed"
    assert expected in changed.text("main.py")
    compile(changed.text("main.py"), "main.py", "exec")


HEAD = "from pydantic_settings import BaseSettings\n\n"
SETTINGS = {
    "a list": (
        f'class Settings(BaseSettings):\n    cors_origins: list[str] = ["{OTHER}"]\n\nsettings = Settings()\n',
        "settings.cors_origins",
        f'["{OTHER}", "{ORIGIN}"]',
    ),
    "a field with a default": (
        f'class Settings(BaseSettings):\n    cors_origins: list[str] = Field(default=["{OTHER}"], env="ORIGINS")\n\n'
        "settings = Settings()\n",
        "settings.cors_origins",
        f'Field(default=["{OTHER}", "{ORIGIN}"], env="ORIGINS")',
    ),
    "a text that is split": (
        f'class Settings(BaseSettings):\n    cors_origins: str = "{OTHER}"\n\nsettings = Settings()\n',
        'settings.cors_origins.split(",")',
        f'"{OTHER},{ORIGIN}"',
    ),
    "a property": (
        f'class Settings(BaseSettings):\n    origins_text: str = "{OTHER}"\n\n    @property\n    def cors_origins(self):\n'
        '        return [o.strip() for o in self.origins_text.split(",")]\n\nsettings = Settings()\n',
        "settings.cors_origins",
        f'"{OTHER},{ORIGIN}"',
    ),
    "a function that makes it": (
        f'class Settings(BaseSettings):\n    cors_origins: list[str] = ["{OTHER}"]\n\n'
        "def get_settings() -> Settings:\n    return Settings()\n\nsettings = get_settings()\n",
        "settings.cors_origins",
        f'["{OTHER}", "{ORIGIN}"]',
    ),
    "a plain class": (
        f'class Settings:\n    cors_origins = ["{OTHER}"]\n\nsettings = Settings()\n',
        "settings.cors_origins",
        f'["{OTHER}", "{ORIGIN}"]',
    ),
}


@pytest.mark.parametrize(("written", "used", "expected"), SETTINGS.values(), ids=SETTINGS)
def test_origin_is_added_to_the_settings_object(
    written: str, used: str, expected: str, settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    main = application(f"    allow_origins={used},\n", "from app.config import settings\n")
    changed = settle({"app/__init__.py": "", "app/main.py": main, "app/config.py": HEAD + written})
    assert list(changed.answer.written) == ["app/config.py"]
    assert expected in changed.text("app/config.py")


ENV_FILES = {
    "JSON": (f'CORS_ORIGINS=["{OTHER}"]\n', f'CORS_ORIGINS=["{OTHER}","{ORIGIN}"]\n'),
    "JSON with blanks": (
        f'CORS_ORIGINS=["{OTHER}", "http://a.test"]\n',
        f'CORS_ORIGINS=["{OTHER}", "http://a.test", "{ORIGIN}"]\n',
    ),
    "commas": (f'CORS_ORIGINS="{OTHER},http://a.test"\n', f'CORS_ORIGINS="{OTHER},http://a.test,{ORIGIN}"\n'),
}


@pytest.mark.parametrize(("before", "after"), ENV_FILES.values(), ids=ENV_FILES)
def test_origin_is_added_to_a_committed_env_file(
    before: str, after: str, settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    config = (
        "from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n"
        '    CORS_ORIGINS: list[str] = []\n\n    class Config:\n        env_file = ".env"\n\nsettings = Settings()\n'
    )
    main = application("    allow_origins=settings.CORS_ORIGINS,\n", "from config import settings\n")
    changed = settle({"main.py": main, "config.py": config, ".env": before})
    assert changed.text(".env") == after


def test_middleware_in_the_constructor(settle: Callable[..., Any]) -> None:
    main = (
        "from fastapi import FastAPI\nfrom fastapi.middleware import Middleware\n"
        "from fastapi.middleware.cors import CORSMiddleware\n\n"
        f'app = FastAPI(middleware=[Middleware(CORSMiddleware, allow_origins=["{OTHER}"])])\n\n'
        '@app.get("/items")\ndef items():\n    return []\n'
    )
    changed = settle({"main.py": main})
    assert changed.options() == [{"allow_origins": [OTHER, ORIGIN]}]


def test_function_in_another_module_sets_it_up(settle: Callable[..., Any]) -> None:
    files = {
        "app/__init__.py": "",
        "app/main.py": (
            "from fastapi import FastAPI\nfrom app.cors import setup\n\ndef create_app():\n    app = FastAPI()\n"
            '    setup(app)\n\n    @app.get("/items")\n    def items():\n        return []\n\n    return app\n\n'
            "app = create_app()\n"
        ),
        "app/cors.py": (
            "from fastapi.middleware.cors import CORSMiddleware\n\ndef setup(app):\n"
            f'    app.add_middleware(CORSMiddleware, allow_origins=["{OTHER}"])\n'
        ),
    }
    changed = settle(files)
    assert changed.options("app/cors.py") == [{"allow_origins": [OTHER, ORIGIN]}]


def test_wrapped_application(settle: Callable[..., Any]) -> None:
    main = (
        "from fastapi import FastAPI\nfrom starlette.middleware.cors import CORSMiddleware\n\n"
        'api = FastAPI()\n\n@api.get("/items")\ndef items():\n    return []\n\n'
        f'app = CORSMiddleware(app=api, allow_origins=["{OTHER}"])\n'
    )
    changed = settle({"main.py": main})
    assert changed.options()[0]["allow_origins"] == [OTHER, ORIGIN]


ADDRESSES = (
    "from pydantic import AnyHttpUrl\nfrom pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n"
    '    ORIGINS: list[AnyHttpUrl] = ["http://localhost:5173"]\n\n\nsettings = Settings()\n'
)


def test_addresses_that_end_in_a_slash_as_text_are_trimmed(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    main = application("    allow_origins=[str(o) for o in settings.ORIGINS],\n", "from config import settings\n")
    changed = settle({"main.py": main, "config.py": ADDRESSES})
    assert 'allow_origins=[str(o).rstrip("/") for o in settings.ORIGINS]' in changed.text("main.py")


def test_addresses_of_the_first_pydantic_are_text_as_it_was_written(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    main = application("    allow_origins=[str(o) for o in settings.ORIGINS],\n", "from config import settings\n")
    files = {"main.py": main, "config.py": ADDRESSES, "requirements.txt": "fastapi==0.95.0\npydantic==1.10.2\n"}
    assert not settle(files).is_offered


def test_computed_list_of_a_settings_class_leads_to_the_committed_file(
    settle: Callable[..., Any], application: Callable[..., str]
) -> None:
    config = (
        "from typing import Annotated, Any\n\nfrom pydantic import AnyUrl, BeforeValidator, computed_field\n"
        "from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\nclass Settings(BaseSettings):\n"
        '    model_config = SettingsConfigDict(env_file="../.env", extra="ignore")\n'
        '    FRONTEND_HOST: str = "http://localhost:3000"\n'
        "    BACKEND_CORS_ORIGINS: Annotated[list[AnyUrl] | str, BeforeValidator(parse_cors)] = []\n\n"
        "    @computed_field\n    @property\n    def all_cors_origins(self) -> list[str]:\n"
        '        return [str(origin).rstrip("/") for origin in self.BACKEND_CORS_ORIGINS] + [\n'
        "            self.FRONTEND_HOST\n        ]\n\n\nsettings = Settings()\n"
    )
    main = application("    allow_origins=settings.all_cors_origins,\n", "from app.core.config import settings\n")
    files = {
        "backend/app/__init__.py": "",
        "backend/app/core/__init__.py": "",
        "backend/app/core/config.py": config,
        "backend/app/main.py": main,
        "backend/requirements.txt": "fastapi\npydantic-settings\n",
        ".env": f'DOMAIN=localhost\nBACKEND_CORS_ORIGINS="http://localhost,{OTHER}"\n',
    }
    changed = settle(files)
    assert list(changed.answer.written) == [".env"]
    assert f'"http://localhost,{OTHER},{ORIGIN}"' in changed.text(".env")


def test_variable_that_a_compose_file_sets(settle: Callable[..., Any], application: Callable[..., str]) -> None:
    compose = f"services:\n  api:\n    build: .\n    environment:\n      - ORIGINS={OTHER}\n"
    main = application('    allow_origins=os.getenv("ORIGINS", "").split(","),\n')
    changed = settle({"main.py": main, "docker-compose.yml": compose})
    assert list(changed.answer.written) == ["docker-compose.yml"]
    assert f"- ORIGINS={OTHER},{ORIGIN}\n" in changed.text("docker-compose.yml")
