"""``python -m tests.simulators.model [--port N] [--obey] [--lacks NAME ...]``: the endpoint for use by hand.

It prints what to export for AutoFix, and each question and answer as they come.
"""

from __future__ import annotations

import argparse
import threading

from tests.simulators.model import Asked, ModelSimulator, Says, filled, obey


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulators.model", description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--obey", action="store_true", help="obey whatever instruction an attacker planted")
    parser.add_argument("--lacks", nargs="*", default=(), help="parameters to decline, such as json_schema")
    given = parser.parse_args()

    def told(asked: Asked) -> Says:
        says = obey(asked) if given.obey else Says(filled(asked.schema))
        print(f"--- {asked.purpose}\n{asked.text}\n=== {says.content}", flush=True)
        return says

    with ModelSimulator(told, port=given.port, lacks=given.lacks) as model:
        lines = ("BASE_URL=" + model.base_url, "API_KEY=" + model.key, "MODEL=" + model.models[0])
        print("".join(f"export OPENAI_{line}\n" for line in lines), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
