"""All that a plugin may import of AutoFix."""

from autofix.sdk.candidate import Action, Candidate, Change, Dependency, Edit, Risk
from autofix.sdk.diagnosis import Diagnosis, Location, Verdict
from autofix.sdk.fixer import Fixer
from autofix.sdk.hookspecs import Plugin, hookimpl
from autofix.sdk.problem import Finding, Problem
from autofix.sdk.project_type import ProjectType
from autofix.sdk.proof import (
    CommandProbe,
    CommandRun,
    ContractProbe,
    Judgement,
    Observation,
    Probe,
    Request,
    Response,
    Seen,
)
from autofix.sdk.workspace import (
    Application,
    Call,
    Definition,
    Exports,
    Import,
    Node,
    Package,
    Route,
    RouteTable,
    UrlPiece,
    Workspace,
    WorkspaceError,
)

__all__ = [
    "Action",
    "Application",
    "Call",
    "Candidate",
    "Change",
    "CommandProbe",
    "CommandRun",
    "ContractProbe",
    "Definition",
    "Dependency",
    "Diagnosis",
    "Edit",
    "Exports",
    "Finding",
    "Fixer",
    "Import",
    "Judgement",
    "Location",
    "Node",
    "Observation",
    "Package",
    "Plugin",
    "Probe",
    "Problem",
    "ProjectType",
    "Request",
    "Response",
    "Risk",
    "Route",
    "RouteTable",
    "Seen",
    "UrlPiece",
    "Verdict",
    "Workspace",
    "WorkspaceError",
    "hookimpl",
]
