import os

from flask import Flask, jsonify
from flask_cors import CORS

app = Flask(__name__, static_folder=None)
CORS(app, origins=["http://localhost:3000", "https://stockroom.example"])

ITEMS = [
    {"id": 1, "name": "Bolt M8", "count": 240},
    {"id": 2, "name": "Washer", "count": 1200},
]


@app.get("/health")
def health():
    return jsonify(status="ok")


@app.get("/api/items")
def list_items():
    return jsonify(ITEMS)


@app.get("/api/items/<int:item_id>")
def get_item(item_id):
    for item in ITEMS:
        if item["id"] == item_id:
            return jsonify(item)
    return jsonify(error="no such item"), 404


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "4000")))
