from flask import Blueprint, Flask, jsonify
from flask_cors import CORS

from public import public

app = Flask(__name__)
CORS(app, resources={r"/api/*": {"origins": ["http://localhost:5173"]}})
CORS(public)
app.register_blueprint(public)


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
