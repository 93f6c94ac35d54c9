"""All that a plugin may import of AutoFix."""

from autofix.sdk.candidate import Action, Candidate, Change, Dependency, Edit, Risk
from autofix.sdk.diagnosis import Diagnosis, Location, Verdict
from autofix.sdk.hookspecs import Plugin, hookimpl
from autofix.sdk.problem import Finding, Problem
from autofix.sdk.proof import Judgement, Observation, Probe, Request, Response, Seen
from autofix.sdk.workspace import (
    Application,
    Definition,
    Node,
    Route,
    RouteTable,
    Workspace,
    WorkspaceError,
)

__all__ = [
    "Action",
    "Application",
    "Candidate",
    "Change",
    "Definition",
    "Dependency",
    "Diagnosis",
    "Edit",
    "Finding",
    "Judgement",
    "Location",
    "Node",
    "Observation",
    "Plugin",
    "Probe",
    "Problem",
    "Request",
    "Response",
    "Risk",
    "Route",
    "RouteTable",
    "Seen",
    "Verdict",
    "Workspace",
    "WorkspaceError",
    "hookimpl",
]
