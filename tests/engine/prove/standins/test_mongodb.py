"""A server that will not listen before its MongoDB answers is proven with a stand-in that is always empty."""

import pytest

from autofix.engine.trials import Result

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_npm, pytest.mark.needs_registry]

HEAD = """\
const mongoose = require('mongoose');
const Item = mongoose.model('Item', new mongoose.Schema({ name: { type: String, unique: true } }));
"""
ROUTES = """\
app.get('/api/items', async (req, res) => res.json(await Item.find().sort('name')));
app.get('/api/items/count', async (req, res) => res.json({ count: await Item.countDocuments() }));
app.post('/api/items', async (req, res) => res.status(201).json({ name: (await Item.create({ name: 'pen' })).name }));
app.put('/api/items/:id', async (req, res) => {
  const done = await Item.updateOne({ name: 'a' }, { name: 'b' }, { upsert: true });
  res.json({ matched: done.matchedCount, upserted: done.upsertedCount });
});
app.delete('/api/items/:id', async (req, res) => res.json(await Item.deleteOne({ _id: '0'.repeat(24) })));
"""
CONNECTS = "mongoose.connect(%s).then(() => app.listen(process.env.PORT || 4000));"


def test_an_address_from_the_environment(repaired, express, evidence):
    repair = repaired(express(HEAD, ROUTES, CONNECTS % "process.env.MONGO_URI"))

    assert repair.result is Result.VERIFIED, repair.reason
    assert evidence(repair) == "started with a stand-in for MongoDB that is always empty"


def test_an_address_in_the_code(repaired, express):
    repair = repaired(express(HEAD, ROUTES, CONNECTS % "'mongodb://localhost:27017/shop'"))

    assert repair.result is Result.VERIFIED, repair.reason


PYMONGO = """\
import os

from flask import Flask, jsonify
from flask_cors import CORS
from pymongo import MongoClient

app = Flask(__name__)
CORS(app, origins=["http://localhost:3000"])
client = MongoClient(os.environ["MONGO_URI"])
items_of = client.get_default_database().items
items_of.create_index("name", unique=True)


@app.route("/api/items")
def items():
    known = list(items_of.aggregate([{"$match": {}}])) + items_of.distinct("name")
    return jsonify(found=known, count=items_of.count_documents({}), first=items_of.find_one({"name": "a"}))


@app.route("/api/items", methods=["POST"])
def add():
    items_of.insert_one({"name": "a"})
    done = items_of.update_one({"name": "b"}, {"$set": {"n": 1}}, upsert=True)
    return jsonify(known=done.matched_count, gone=items_of.delete_many({}).deleted_count)


if __name__ == "__main__":
    app.run(port=4000)
"""


def test_a_python_driver(repaired, evidence):
    repair = repaired({"app.py": PYMONGO})

    assert repair.result is Result.VERIFIED, repair.reason
    assert "MongoDB" in evidence(repair)


def test_without_it_the_server_does_not_start(repaired, express, monkeypatch):
    monkeypatch.setattr("autofix.engine.prove.observe.START_SECONDS", 4.0)
    monkeypatch.setattr("autofix.engine.prove.standins.drivers._DRIVERS", {})

    repair = repaired(express(HEAD, ROUTES, CONNECTS % "'mongodb://localhost:27017/shop'"))

    assert repair.result is Result.PLAUSIBLE
    assert "did not start here" in repair.reason
