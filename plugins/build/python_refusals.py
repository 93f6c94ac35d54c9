"""What a library refuses when the application starts, where there is one usual answer."""

from __future__ import annotations

from collections.abc import Callable

from autofix.sdk import Location, Problem, Workspace
from plugins.build.cause import Cause, Remedy, Spot, recommend
from plugins.build.python_bounds import bounded
from plugins.build.python_database import dialect_renamed
from plugins.build.python_depends import depends_added
from plugins.build.python_flask_context import in_context, once_before
from plugins.build.python_folder import folder_made
from plugins.build.python_pydantic import renamed_options

CODE = "library_refuses"
Recipe = Callable[[Workspace, Spot, Problem], Remedy | None]
# What is refused (as far as a colon, if it has one), the recipe, and what a person does where it does not fit.
_ANSWERS: tuple[tuple[str, Recipe, str], ...] = (
    ("sqlalchemy.dialects", dialect_renamed, "Name the database as SQLAlchemy does: postgresql://, not postgres://."),
    ("Working outside of application context", in_context, "Do it inside of 'with app.app_context():'."),
    ("before_first_request", once_before, "Flask 2.3 took it away: do it inside of 'with app.app_context():'."),
    ("regex", renamed_options, "pydantic 2 calls it pattern."),
    ("root_validator", renamed_options, "pydantic 2 wants skip_on_failure=True, or a model_validator."),
    ("proxies", bounded, "httpx 0.28 took the argument away: ask for httpx<0.28, or for a newer client."),
    ("app", bounded, "httpx 0.28 took the argument away: ask for httpx<0.28, or for a newer Starlette."),
    ("numpy", bounded, "A library was built for NumPy 1: ask for numpy<2, or for a newer library."),
)


def find_refusal(workspace: Workspace, spot: Spot, problem: Problem) -> Cause | None:
    """The usual answer to a library's refusal; None where the message is another."""
    if spot.finding.tool != "python" or not spot.value:
        return None
    said = spot.finding.message.split("\n")[0][:200]
    recipe, advice = _answer(spot)
    remedy = recipe(workspace, spot, problem) if recipe else None
    if remedy is not None:
        place = spot.place or Location(remedy.changes[0].file, 1)
        return Cause(CODE, said, place, (remedy,))
    return recommend(CODE, said, advice, spot.place) if advice else None


def _answer(spot: Spot) -> tuple[Recipe | None, str]:
    said = spot.finding.message
    if "' does not exist" in said and "Directory '" in said:
        return folder_made, f"Make the folder {spot.value} before the application starts, or correct its path."
    if "Invalid args for response field" in said:
        return depends_added, "A parameter of the route that is no part of the request needs Depends(...)."
    what = spot.value.partition(":")[0]
    found = next(((recipe, advice) for known, recipe, advice in _ANSWERS if known == what), None)
    return found or (None, "")
