from flask import Flask, jsonify
from flask_cors import CORS

app = Flask(__name__)
CORS(app, resources={r"/api/*": {"origins": ["http://localhost:3000"]}})


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
