"""A type that its package gives out by name, imported as the package's default."""

from __future__ import annotations

import re

from plugins.build.cause import Remedy, Spot
from plugins.build.imports_change import change_imports
from plugins.build.imports_clause import Swap, read_clauses
from plugins.build.names_source import Source

_AS_TYPE = re.compile(r"'(?P<name>\w{1,80})' refers to a value, but is being used as a type here")
_NAMED = {
    "next": "NextPage NextApiRequest NextApiResponse Metadata GetServerSideProps GetStaticProps NextConfig",
    "next/app": "AppProps AppContext AppInitialProps",
    "next/document": "DocumentContext DocumentProps",
    "express": "Request Response NextFunction Application Express RequestHandler",
    "react": "FC ReactNode ReactElement CSSProperties ChangeEvent FormEvent MouseEvent",
}


def imported_by_name(source: Source, spot: Spot) -> Remedy | None:
    """Import the type by its name; None where it is not known to be one of the package's."""
    match = _AS_TYPE.search(spot.finding.message)
    name = match["name"] if match else ""
    for clause in read_clauses(source):
        is_it = any((one.local, one.imported) == (name, "default") for one in clause.names)
        if is_it and name in _NAMED.get(clause.specifier, "").split():
            change = change_imports(source, f"{clause.specifier} gives {name} by its name.", Swap(name, name, name))
            return Remedy("build_import_type", f"import {name} by its name", (change,)) if change else None
    return None
