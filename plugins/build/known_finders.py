"""The finders that look at the whole report besides the finding: packages, configuration, Python."""

from __future__ import annotations

from collections.abc import Callable

from autofix.sdk import Problem, Workspace
from plugins.build.cause import Cause, Spot
from plugins.build.environment import find_environment
from plugins.build.generated import find_generated
from plugins.build.migrations import find_migration
from plugins.build.migrations_alembic import find_revision
from plugins.build.packages import find_package
from plugins.build.packages_conflicts import find_conflict, find_version
from plugins.build.packages_lock import find_lock
from plugins.build.packages_types import find_types
from plugins.build.ports import find_port
from plugins.build.python_apps import find_app
from plugins.build.python_apps_named import find_apps_twice
from plugins.build.python_asgi import find_asgi
from plugins.build.python_checks import find_check
from plugins.build.python_exports import find_python_export
from plugins.build.python_lint import find_python_lint
from plugins.build.python_missing import find_python_module
from plugins.build.python_names import find_python_name
from plugins.build.python_refusals import find_refusal
from plugins.build.python_rows import find_requirement
from plugins.build.python_syntax import find_python_syntax
from plugins.build.python_targets import find_target
from plugins.build.python_versions import find_python_conflict, find_python_version
from plugins.build.registry import find_machine, find_registry
from plugins.build.scripts import find_script
from plugins.build.scripts_commands import find_command
from plugins.build.scripts_engine import find_engine
from plugins.build.scripts_openssl import find_openssl
from plugins.build.static import find_static
from plugins.build.types_members import find_member

ReportFinder = Callable[[Workspace, Spot, Problem], Cause | None]

# What is read besides the codes of builds.
CODES = ("module_missing", "port_in_use")
REPORT_FINDERS: dict[str, tuple[ReportFinder, ...]] = {
    "module_missing": (find_target, find_python_module, find_package),
    "port_in_use": (find_port,),
    "build.module_not_found": (find_types, find_python_module, find_package),
    "build.dependency_missing": (find_python_module, find_package),
    "build.dependency_conflict": (find_conflict, find_python_conflict),
    "build.version_missing": (find_version, find_python_version),
    "build.type": (find_types, find_member),
    "build.name_undefined": (find_types, find_python_name),
    "build.export_missing": (find_target, find_python_export),
    "build.lint": (find_python_lint,),
    "build.script_missing": (find_script,),
    "build.command_missing": (find_command,),
    "build.openssl": (find_openssl,),
    "build.engine": (find_engine,),
    "build.env_missing": (find_environment,),
    "build.registry": (find_registry,),
    "build.disk": (find_machine,),
    "build.migration": (find_migration, find_revision),
    "build.static": (find_static,),
    "build.config": (
        find_refusal,
        find_generated,
        find_asgi,
        find_app,
        find_apps_twice,
        find_requirement,
        find_check,
        find_lock,
    ),
    "build.syntax": (find_python_syntax,),
}
