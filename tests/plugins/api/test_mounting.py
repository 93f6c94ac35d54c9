"""A router in a folder of its own is mounted beside its siblings, imported the way they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROUTES = """import { Router } from 'express'

const router = Router()
router.get('/', (req, res) => res.json([]))
router.get('/:id', (req, res) => res.json({}))

export default router
"""
MOVED = (
    ("backend/tsconfig.json", "", '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }\n'),
    ("backend/src/modules/notes/routes/notesRoutes.js", "", ROUTES),
    ("backend/src/modules/companies/routes/companyRoutes.js", "", ROUTES),
    (
        "backend/src/server.js",
        "import notesRouter from './routes/notes.js'\n",
        "import notesRoutes from './modules/notes/routes/notesRoutes.js'\n",
    ),
    ("backend/src/server.js", "app.use('/api/notes', notesRouter)\n", "app.use('/api/notes', notesRoutes);\n"),
)
REPORT = "GET http://localhost:5173/api/companies 404 (Not Found)"


def test_the_import_and_the_mount_follow_the_sibling(ask: Callable[..., Any]) -> None:
    outcome = ask("vite", MOVED, REPORT)
    assert outcome.strategy == "recipe:mount_router", outcome.diagnosis
    server = outcome.files["backend/src/server.js"]
    assert "import companyRoutes from './modules/companies/routes/companyRoutes.js'\n" in server
    assert "app.use('/api/tags', tagsRouter)\napp.use('/api/companies', companyRoutes)\n" in server
    assert outcome.refused == ""


def test_a_router_that_exports_nothing_is_left_to_a_person(ask: Callable[..., Any]) -> None:
    path = "backend/src/modules/companies/routes/companyRoutes.js"
    bare = ROUTES.replace("export default router\n", "")
    outcome = ask("vite", (*(b for b in MOVED if b[0] != path), (path, "", bare)), REPORT)
    assert outcome.strategy == ""
    assert "Mount" in outcome.diagnosis.reason
