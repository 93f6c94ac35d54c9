from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
