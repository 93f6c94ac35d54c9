from flask import Flask, jsonify
from flask_cors import cross_origin

app = Flask(__name__)


@app.route("/api/items")
@cross_origin(origins=["http://localhost:5173"])
def items():
    return jsonify([])


if __name__ == "__main__":
    app.run(port=4000)
