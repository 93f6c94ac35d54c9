from flask import Flask
from flask_cors import CORS

from shop.views import bp


def create_app():
    app = Flask(__name__)
    CORS(app, origins=["http://localhost:5173"])
    app.register_blueprint(bp, url_prefix="/api")
    return app
