from flask import Blueprint

public = Blueprint("public", __name__)


@public.get("/public")
def page():
    return "hello"
