"""What the CORS packages of the JavaScript frameworks call their options, and what they do by default."""

from __future__ import annotations

from dataclasses import dataclass

ALL_METHODS = ("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE")
SAFE_METHODS = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class Dialect:
    """The words of one framework; ``framework`` begins the names of its recipes."""

    framework: str
    methods: str = "methods"
    headers: str = "allowedHeaders"
    credentials: str = "credentials"
    default_methods: tuple[str, ...] = ALL_METHODS


EXPRESS = Dialect("express")
FASTIFY = Dialect("fastify")
KOA = Dialect("koa", methods="allowMethods", headers="allowHeaders")
NEST = Dialect("nest")
SOCKET_IO = Dialect("express_socket")
