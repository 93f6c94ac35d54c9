from flask import Flask, jsonify

app = Flask(__name__)


@app.after_request
def add_headers(response):
    response.headers["Access-Control-Allow-Origin"] = "http://localhost:5173/"
    return response


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
