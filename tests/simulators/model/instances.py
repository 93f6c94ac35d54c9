"""An object that a schema accepts: what a model with nothing to say answers."""

from __future__ import annotations

from collections.abc import Mapping

WORD = "none"


def filled(schema: Mapping[str, object], wanted: Mapping[str, object] | None = None) -> object:
    """An instance of ``schema``, with the values of ``wanted`` wherever a property of that name stands.

    Lists of objects are filled up: what an item of ``wanted`` leaves out takes the least its schema allows.
    """
    return _fill(schema, schema, dict(wanted or {}))


def _fill(schema: Mapping, root: Mapping, wanted: Mapping) -> object:
    if "$ref" in schema:
        part: object = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            part = part[name]
        return _fill(part, root, wanted)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _fill(schema[several][0], root, wanted)
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {
            name: _given(wanted[name], part, root, wanted) if name in wanted else _fill(part, root, wanted)
            for name, part in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [_fill(schema.get("items", {}), root, wanted) for _ in range(schema.get("minItems", 0))]
    if kind == "string":
        return WORD.ljust(schema.get("minLength", 0), "-")
    return {"integer": schema.get("minimum", 0), "number": schema.get("minimum", 0), "boolean": False}.get(kind)


def _given(value: object, schema: Mapping, root: Mapping, wanted: Mapping) -> object:
    """``value`` for a property of ``schema``, its objects made whole."""
    if isinstance(value, list) and "items" in schema:
        return [_given(item, schema["items"], root, wanted) for item in value]
    if "$ref" in schema:
        part: object = root
        for name in schema["$ref"].removeprefix("#/").split("/"):
            part = part[name]
        return _given(value, part, root, wanted)
    if isinstance(value, Mapping) and schema.get("properties"):
        return _fill(schema, root, value)
    return value
