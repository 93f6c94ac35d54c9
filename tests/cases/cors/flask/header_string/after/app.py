from flask import Flask, jsonify, request

app = Flask(__name__)


@app.after_request
def add_headers(response):
    allowed_origin = "http://localhost:5173" if request.headers.get("Origin") == "http://localhost:5173" else "http://localhost:3000"
    response.headers.add("Vary", "Origin")
    response.headers["Access-Control-Allow-Origin"] = allowed_origin
    return response


@app.get("/api/items")
def items():
    return jsonify([{"id": 1}])


if __name__ == "__main__":
    app.run(port=4000)
