"""Servers on a real, throw-away PostgreSQL: their tables are made, written and read."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry, pytest.mark.needs_postgresql]

POOL = """\
const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
"""
QUERY = """\
app.get('/api/items', async (req, res, next) => {
  try {
    const { rows } = await pool.query('SELECT name FROM items');
    res.json(rows);
  } catch (error) { next(error); }
});
"""
LISTEN = """\
pool.query("CREATE TABLE items (name text); INSERT INTO items VALUES ('pen')").then(() => app.listen(process.env.PORT || 4000));
"""
SEQUELIZE = """\
const { DataTypes, Sequelize } = require('sequelize');
const db = new Sequelize('shop', 'keeper', 'secret', { host: 'localhost', dialect: 'postgres', logging: false });
const Item = db.define('item', { name: DataTypes.STRING });
"""
FLASK = """\
import os

from flask import Flask, jsonify
from flask_cors import CORS
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
CORS(app, origins=["http://localhost:3000"])
db = SQLAlchemy(app)


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


@app.route("/api/items")
def items():
    return jsonify([item.name for item in Item.query.all()])


with app.app_context():
    db.create_all()

if __name__ == "__main__":
    app.run(port=4000)
"""


@pytest.mark.needs_npm
def test_a_pool_by_its_address(repaired, express, evidence):
    repair = repaired(express(POOL, QUERY, LISTEN))

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == "started with a throw-away PostgreSQL"


@pytest.mark.needs_npm
def test_a_pool_that_wants_an_encrypted_session(repaired, express):
    """As at a host of databases: without a certificate that could be checked."""
    pool = POOL.replace("DATABASE_URL }", "DATABASE_URL, ssl: { rejectUnauthorized: false } }")

    repair = repaired(express(pool, QUERY, LISTEN))

    assert repair.result is Result.VERIFIED, repair.reason


@pytest.mark.needs_npm
@pytest.mark.parametrize("first", ["", 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"; CREATE EXTENSION "pgcrypto"; '])
def test_identifiers_that_the_database_makes(repaired, express, first):
    """By the extension that TypeORM and Sequelize take for granted."""
    table = first + "CREATE TABLE items (id uuid DEFAULT uuid_generate_v4(), name text)"
    listen = LISTEN.replace("CREATE TABLE items (name text)", table).replace(
        "INTO items VALUES", "INTO items (name) VALUES"
    )

    repair = repaired(express(POOL, QUERY, listen.replace('query("', "query(`").replace('")', "`)")))

    assert repair.result is Result.VERIFIED, repair.reason


@pytest.mark.needs_npm
def test_the_role_and_the_database_that_the_code_names(repaired, express):
    routes = "app.get('/api/items', async (req, res) => res.json(await Item.findAll()));"
    listen = "db.sync().then(() => app.listen(process.env.PORT || 4000));"

    repair = repaired(express(SEQUELIZE, routes, listen))

    assert repair.result is Result.VERIFIED, repair.reason


def test_flask_with_sqlalchemy(repaired, evidence):
    repair = repaired({"app.py": FLASK})

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == "started with a throw-away PostgreSQL"


def test_without_it_nothing_is_verified(repaired):
    repair = repaired({"app.py": FLASK}, servers=None)

    assert repair.result is Result.PLAUSIBLE
    assert "did not start here" in repair.reason
    assert "PostgreSQL" in repair.reason
