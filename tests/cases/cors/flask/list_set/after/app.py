from flask import Flask, jsonify
from flask_cors import CORS

ORIGINS = {"http://localhost:3000", "http://localhost:5173"}

app = Flask(__name__)
CORS(app, origins=ORIGINS)


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
