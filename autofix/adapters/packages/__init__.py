"""Dependencies from the operator's registries, installed apart from the repository's code."""

from autofix.adapters.packages.provider import PackageProvider

__all__ = ["PackageProvider"]
