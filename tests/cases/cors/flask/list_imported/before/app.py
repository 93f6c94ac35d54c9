from flask import Flask, jsonify
from flask_cors import CORS

from config import ALLOWED_ORIGINS

app = Flask(__name__)
CORS(app, origins=ALLOWED_ORIGINS)


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
