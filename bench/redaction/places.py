"""Where secrets are found: files, logs, headers, addresses, documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_Write = Callable[[str, str], str]


@dataclass(frozen=True)
class Place:
    """``write`` puts a value under a variable's name into the text of a file called ``file``.

    ``is_named`` says that the name stands beside it; ``lines`` that a value of several lines can stand there.
    """

    name: str
    file: str
    write: _Write
    is_named: bool = True
    lines: bool = False


def _small(variable: str) -> str:
    return variable.lower()


def _camel(variable: str) -> str:
    head, *rest = variable.lower().split("_")
    return head + "".join(word.title() for word in rest)


PLACES: tuple[Place, ...] = (
    Place("env", ".env", lambda n, v: f"NODE_ENV=production\nPORT=3000\n{n}={v}\nLOG_LEVEL=info\n"),
    Place("quoted env", ".env", lambda n, v: f'PORT=3000\nexport {n}="{v}"\nDEBUG=0\n', lines=True),
    Place("yaml", "config.yml", lambda n, v: f"server:\n  port: 3000\n  {_small(n)}: {v}\n  workers: 4\n"),
    Place(
        "compose",
        "compose.yml",
        lambda n, v: f"services:\n  web:\n    environment:\n      - PORT=80\n      - {n}={v}\n",
    ),
    Place(
        "kubernetes",
        "deploy.yml",
        lambda n, v: f'        env:\n        - name: {n}\n          value: "{v}"\n        - name: PORT\n',
    ),
    Place("json", "config.json", lambda n, v: f'{{\n  "port": 3000,\n  "{_camel(n)}": "{v}",\n  "debug": false\n}}\n'),
    Place("ini", "setup.ini", lambda n, v: f"[service]\nport = 3000\n{_small(n)} = {v}\n"),
    Place("toml", "app.toml", lambda n, v: f'[service]\nport = 3000\n{_small(n)} = "{v}"\n'),
    Place("python", "settings.py", lambda n, v: f'import os\n\nPORT = 3000\n{n} = "{v}"\nDEBUG = False\n'),
    Place("python default", "settings.py", lambda n, v: f'import os\n\n{n} = os.environ.get("{n}", "{v}")\n'),
    Place(
        "javascript",
        "config.js",
        lambda n, v: f"const port = 3000;\nconst {_camel(n)} = '{v}';\nmodule.exports = {{ port }};\n",
    ),
    Place(
        "typescript",
        "config.ts",
        lambda n, v: f"export const config = {{\n  port: 3000,\n  {_camel(n)}: '{v}',\n}} as const;\n",
    ),
    Place(
        "minified",
        "app.min.js",
        lambda n, v: f'!function(e){{var t={{port:3e3,{_camel(n)}:"{v}",n:1}};e.exports=t}}(module);' * 3,
    ),
    Place("Dockerfile", "Dockerfile", lambda n, v: f"FROM node:20\nENV {n}={v}\nCMD node app.js\n"),
    Place(
        "xml",
        "app.xml",
        lambda n, v: f"<settings>\n  <port>3000</port>\n  <{_camel(n)}>{v}</{_camel(n)}>\n</settings>\n",
    ),
    Place("log line", "app.log", lambda n, v: f"2026-03-01T10:00:00Z INFO boot port=3000 {_small(n)}={v} workers=4\n"),
    Place("comment", "app.js", lambda n, v: f"// before the move: {_small(n)} = {v}\napp.listen(3000);\n"),
    Place("command", "README.md", lambda n, v: f"Start it with\n\n    {n}={v} npm start\n\nand open the page.\n"),
    Place("option", "run.sh", lambda n, v: f"exec ./server --port 3000 --{_small(n).replace('_', '-')} {v}\n"),
    Place("diff", "change.diff", lambda n, v: f"@@ -1,2 +1,2 @@\n PORT=3000\n-{n}={v}\n+{n}=${{{n}}}\n"),
    Place("address", "client.py", lambda n, v: f'fetch("https://api.shop.dev/v1/items?page=2&{_small(n)}={v}")\n'),
    Place(
        "bearer",
        "request.log",
        lambda n, v: f"GET /v1/items HTTP/1.1\nHost: api.shop.dev\nAuthorization: Bearer {v}\nAccept: */*\n",
    ),
    Place("key header", "request.log", lambda n, v: f"POST /v1/items HTTP/1.1\nX-Api-Key: {v}\nContent-Length: 12\n"),
    Place("cookie", "request.log", lambda n, v: f"GET / HTTP/1.1\nCookie: theme=dark; session_id={v}; lang=en\n"),
    Place(
        "stack trace",
        "error.log",
        lambda n, v: f"Error: Invalid credential provided: {v}\n    at check (/srv/app/auth.js:10:5)\n",
        False,
    ),
    Place("sentence", "README.md", lambda n, v: f"For the demonstration we used `{v}` last year.\n", False, True),
    Place("argument", "client.js", lambda n, v: f'const client = connect("{v}", {{ timeout: 10 }});\n', False),
    Place("file", "id_key", lambda n, v: f"{v}\n", False, True),
)
