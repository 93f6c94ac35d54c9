"""An OpenAI-compatible endpoint over real HTTP on loopback: scripted, faulty, or obeying whoever writes to it.

    with ModelSimulator() as model:
        model.then({"family": "cors_error"}, rate_limited(2), Says(text="no JSON"))   # in this order
        model.on("edits", {"edits": []})                                              # by the schema's name
        model.script = obey                                                           # whatever else is asked
        ... model.base_url, model.key ...
        assert model.asked[0].body["temperature"] == 0.7

What a script may be: a reply (``Says``, ``Declines``, ``Breaks``), the object to answer with, or a function of the
request (``Asked``) that returns one of these. Source of the formats: OpenAI's API reference, chat completions and
models, with the streaming events; what other servers do otherwise is behind ``lacks``.
"""

from tests.simulators.model.attacker import obey
from tests.simulators.model.instances import filled
from tests.simulators.model.replies import (
    Asked,
    Breaks,
    Declines,
    Says,
    error_page,
    forbidden,
    overloaded,
    rate_limited,
    too_long,
    unknown_model,
    unknown_parameter,
)
from tests.simulators.model.server import ModelSimulator

__all__ = [
    "Asked",
    "Breaks",
    "Declines",
    "ModelSimulator",
    "Says",
    "error_page",
    "filled",
    "forbidden",
    "obey",
    "overloaded",
    "rate_limited",
    "too_long",
    "unknown_model",
    "unknown_parameter",
]
