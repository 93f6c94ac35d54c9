"""Arguments of the ``autofix`` command.

What a subcommand needs is imported when it is asked for, so that ``--help`` stays quick.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from autofix import __version__

OFFERED, FAILED, WRONG_USE, NONE = 0, 1, 2, 3
EXITS = "exit status: 0 a fix is offered, 3 none (with the reason), 2 wrong use, 1 AutoFix itself failed"


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="autofix", description="Turns a web project's error into a verified fix.", epilog=EXITS
    )
    parser.add_argument("--version", action="version", version=f"autofix {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    fix = commands.add_parser("fix", help="diagnose an error, propose a change and prove it", epilog=EXITS)
    fix.set_defaults(module="autofix.cli.fix")
    fix.add_argument("path", nargs="?", default=".", metavar="PATH", help="folder of the project (default: this one)")
    fix.add_argument(
        "--error", required=True, metavar="FILE|-", help="the error as it was printed; - for standard input"
    )
    fix.add_argument("--family", help="the problem's family, if you know it (cors_error)")
    fix.add_argument(
        "--commit", metavar="REV", help="work on this commit of the repository, not on the folder as it stands"
    )
    fix.add_argument("--apply", action="store_true", help="write the offered change into the folder")
    fix.add_argument("--json", action="store_true", help="print one JSON object")
    fix.add_argument("--no-exec", action="store_true", help="run nothing of the project; plausible at most")
    fix.add_argument("--no-model", action="store_true", help="recipes only, no language model")
    fix.add_argument(
        "--explain", action="store_true", help="show what a model was asked and what it answered, secrets taken out"
    )
    fix.add_argument(
        "--install",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="fetch the project's dependencies where they are missing (default: yes)",
    )
    fix.add_argument(
        "--show-unproven", action="store_true", help="show the diff of a candidate that could not be proven"
    )

    diagnose = commands.add_parser(
        "diagnose",
        help="name family, cause and place of an error",
        epilog="exit status: 0 the cause lies in the code, 3 it does not or is unknown, 2 wrong use, 1 AutoFix failed",
    )
    diagnose.set_defaults(module="autofix.cli.diagnose")
    diagnose.add_argument("error", metavar="FILE|-", help="the error as it was printed; - for standard input")
    diagnose.add_argument("--path", default=".", help="folder of the project (default: this one)")
    diagnose.add_argument("--family", help="the problem's family, if you know it")
    diagnose.add_argument("--json", action="store_true", help="print one JSON object")

    plugins = commands.add_parser(
        "plugins",
        help="list the plugins, built in and installed",
        epilog="exit status: 0 all could be loaded, 1 one could not, 2 wrong use",
    )
    plugins.set_defaults(module="autofix.cli.plugins")
    plugins.add_argument("--json", action="store_true", help="print one JSON object")

    personas = commands.add_parser("personas", help="look at how models are spoken to")
    actions = personas.add_subparsers(dest="action", metavar="ACTION", required=True)
    render = actions.add_parser(
        "render",
        help="show what a model hears of a persona; none is asked",
        epilog="exit status: 0 it is shown, 1 the service does not answer or says no, 2 wrong use or no persona",
    )
    render.set_defaults(module="autofix.cli.personas")
    render.add_argument(
        "persona",
        metavar="FILE|-|ID|NAME",
        help="a YAML or JSON file, - for standard input, or of the service: an id, or with --project a name",
    )
    render.add_argument("--project", metavar="ID", help="the project whose persona of this name is wanted")
    render.add_argument("--version", type=int, metavar="N", help="as it was in this version (default: the newest)")
    render.add_argument("--data", metavar="DIR", help="folder of the service that runs here (AUTOFIX_DATA)")
    render.add_argument("--json", action="store_true", help="print one JSON object")

    up = commands.add_parser(
        "up",
        help="run the whole service on this machine",
        epilog="exit status: 0 it was stopped, 1 it could not start, 2 wrong use or it runs already",
    )
    up.set_defaults(module="autofix.cli.up")
    up.add_argument("--data", metavar="DIR", help="folder for everything it keeps (AUTOFIX_DATA)")
    up.add_argument("--port", type=int, metavar="N", help="port of the web server, 0 for any (AUTOFIX_PORT)")
    up.add_argument("--bind", metavar="ADDRESS", help="address of the web server (AUTOFIX_BIND)")
    up.add_argument("--quiet", action="store_true", help="log to the file alone")

    tenant = commands.add_parser(
        "tenant",
        help="make a tenant with an owner, on the service that runs here",
        epilog="exit status: 0 it was made, 1 the service does not answer, 2 wrong use",
    )
    tenant.set_defaults(module="autofix.cli.tenant")
    tenant.add_argument("name", help="what the tenant is called")
    tenant.add_argument("--email", required=True, help="the owner's email, which is the login")
    tenant.add_argument("--plan", default="free", choices=("free", "pro", "enterprise"), help="default: free")
    tenant.add_argument("--data", metavar="DIR", help="folder of the service that runs here (AUTOFIX_DATA)")
    tenant.add_argument("--json", action="store_true", help="print one JSON object")

    doctor = commands.add_parser(
        "doctor",
        help="tell what is here, what is missing and how to get it",
        epilog="exit status: 0 nothing essential is missing, 1 something is, 2 wrong use",
    )
    doctor.set_defaults(module="autofix.cli.doctor")
    doctor.add_argument("--data", metavar="DIR", help="folder of the service (AUTOFIX_DATA)")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; answers the exit status."""
    options = build_parser().parse_args(argv)
    try:
        module = importlib.import_module(options.module)
        status: int = module.run(options)
    except KeyboardInterrupt:
        print("autofix: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is left to say, not even at exit.
        sys.stderr.close()
        return FAILED
    except Exception as error:
        # The last resort: a person gets a sentence, not a traceback.
        if os.environ.get("AUTOFIX_DEBUG") == "1":
            raise
        print(
            f"autofix: AutoFix itself failed: {type(error).__name__}: {error}. AUTOFIX_DEBUG=1 shows where.",
            file=sys.stderr,
        )
        return FAILED
    return status


if __name__ == "__main__":
    raise SystemExit(main())
