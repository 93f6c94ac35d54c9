from flask import Flask, jsonify
from flask_cors import CORS

app = Flask(__name__)
app.config.from_object("config.Config")
CORS(app, origins=app.config["CLIENTS"])


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
