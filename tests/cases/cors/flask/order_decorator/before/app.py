from flask import Flask, jsonify
from flask_cors import cross_origin

app = Flask(__name__)


@cross_origin()
@app.route("/api/items")
def items():
    return jsonify([])


if __name__ == "__main__":
    app.run(port=4000)
