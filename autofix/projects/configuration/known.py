"""The names that plugins add to: project types, families of problems, platforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PROJECT_TYPES = frozenset({"react-node", "vue-express", "next-fullstack", "python-django"})
PLATFORMS = frozenset(
    {
        "local",
        "docker-compose",
        "github-pages",
        "vercel",
        "netlify",
        "heroku",
        "aws-amplify",
        "aws-eb",
        "digitalocean",
    }
)
FAMILIES = frozenset(
    {
        "cors_error",
        "api_endpoint_error",
        "build_error",
        "port_conflict",
        "dependency_error",
        "api_error",
        "router_error",
        "component_error",
        "middleware_error",
        "route_error",
        "database_connection",
        "ssr_error",
        "api_route_error",
        "build_optimization",
        "migration_error",
        "static_files",
        "database_error",
        "test_failure",
    }
)
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "cors": "cors_error",
        "cors_policy_blocked": "cors_error",
        "api_endpoint": "api_endpoint_error",
        "build_failure": "build_error",
    }
)


@dataclass(frozen=True)
class Known:
    """What a file may name. ``aliases`` maps a family's other names to the family."""

    project_types: frozenset[str] = PROJECT_TYPES
    platforms: frozenset[str] = PLATFORMS
    families: frozenset[str] = FAMILIES
    aliases: Mapping[str, str] = field(default_factory=lambda: ALIASES)

    def family(self, name: str) -> str:
        """The family that ``name``, a family or an alias, stands for."""
        return self.aliases.get(name, name)
