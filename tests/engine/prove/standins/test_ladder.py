"""Which stand-ins an application gets, by its files: the fewest first."""

import json
from dataclasses import dataclass, field

import pytest

from autofix.engine.prove.standins.ladder import ladder
from autofix.sdk.sandbox import Mount
from autofix.sdk.servers import ServerMissing, ServerPrograms

POOL = "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\n"
EXPRESS = "const app = require('express')();\n%s\napp.get('/a', (q, s) => s.send('a'));\napp.listen(process.env.PORT || %d);\n"


@dataclass
class Here:
    """A sandbox, as far as a ladder looks at it."""

    shares_network: bool = False


@dataclass
class Known:
    """The servers of a machine that has all but ``lacks``."""

    lacks: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def programs(self, name):
        self.asked.append(name)
        if name in self.lacks:
            raise ServerMissing("not installed")
        return ServerPrograms(f"/{name}", (Mount("/x", f"deps/{name}"),))


@pytest.fixture
def steps(workspace):
    def make(head, packages, port=4000, sandbox=None, servers=None, **files):
        manifest = {"scripts": {"start": "node server.js"}, "dependencies": dict.fromkeys(["express", *packages], "*")}
        named = {"server.js": EXPRESS % (head, port), "package.json": json.dumps(manifest)}
        named |= {name.replace("_dot_", "."): text for name, text in files.items()}
        made = workspace({name: text.encode() for name, text in named.items()})
        return ladder(made, made.applications()[0], sandbox or Here(), servers or Known(), None)

    return make


def kinds(step):
    return [store.kind for store in step.stores]


def test_nothing_for_who_needs_nothing(steps):
    (only,) = steps("", ["pg", "redis"])

    assert not only.is_used


def test_a_store_comes_first_and_secrets_after_it(steps):
    first, second = steps(POOL + "const key = process.env.API_KEY;", ["pg"])

    assert kinds(first) == kinds(second) == ["postgresql"]
    assert set(first.values) == {"DATABASE_URL"}
    assert set(second.values) == {"DATABASE_URL", "API_KEY"}
    assert second.made_up == ("API_KEY",)


def test_where_a_file_would_do_it_is_tried_before_a_server(steps):
    head = POOL + "const other = () => new (require('better-sqlite3'))('sqlite.db');"

    first, second = steps(head, ["pg"])

    assert (kinds(first), dict(first.values)) == ([], {})
    assert kinds(second) == ["postgresql"]


def test_the_port_of_the_application_is_its_own(steps):
    steps_of = steps("const redis = new (require('ioredis'))();", ["ioredis"], port=6379)

    assert [kinds(step) for step in steps_of] == [[]]


def test_roles_and_databases_that_the_code_spells_out(steps):
    head = "const url = 'postgres://keeper:pw@localhost:5432/shop';\nrequire('pg').Pool({ user: 'clerk', database: 'till' });"

    settings = steps(head, ["pg"])[0].stores[0].settings

    assert settings["roles"] == ["job", "keeper", "clerk"]
    assert settings["databases"] == ["app", "job", "shop", "till"]


def test_an_address_in_a_committed_file_is_replaced_and_a_secret_is_not(steps):
    head = "require('mongoose').connect(process.env.MONGO_URI);\nconst s = process.env.JWT_SECRET;"

    (only,) = steps(head, ["mongoose"], _dot_env="MONGO_URI=mongodb+srv://u:p@cluster.example/x\nJWT_SECRET=known\n")

    assert dict(only.values) == {"MONGO_URI": "mongodb://127.0.0.1:27017/app"}


def test_no_stores_where_the_network_is_shared(steps):
    servers = Known()

    (only,) = steps(POOL, ["pg"], sandbox=Here(shares_network=True), servers=servers)

    assert kinds(only) == []
    assert servers.asked == []
    assert "DATABASE_URL" in only.values


def test_what_is_not_installed_is_told(steps):
    (only,) = steps(POOL, ["pg"], servers=Known(lacks=("postgresql",)))

    assert only.shortage("") == "it asks for PostgreSQL (not installed), for which there is no stand-in"


def test_there_is_none_for_mysql(steps):
    (only,) = steps("require('mysql2').createPool({ host: process.env.DB_HOST });", ["mysql2"])

    assert not only.is_used
    assert only.shortage("") == "it asks for MySQL, for which there is no stand-in"


def test_a_host_that_the_code_names_is_told(steps):
    (only,) = steps("require('mongoose').connect('mongodb+srv://me:pw@cluster0.example.net/shop');", ["mongoose"])

    assert only.shortage("") == "it asks for MongoDB at cluster0.example.net, for which there is no stand-in"
