"""Repositories of a given size, the same at every run."""

from __future__ import annotations

import json
from pathlib import Path

_MODULE = """\
import { useEffect, useState } from 'react';
import { format } from '../lib/format{n}.js';

export function Panel{n}({{ id, onClose }}) {{
  const [rows, setRows] = useState([]);
  useEffect(() => {{
    fetch(`/api/panels/${{id}}?page={n}`).then((answer) => answer.json()).then(setRows);
  }}, [id]);
  return rows.map((row) => <li key={{row.id}} onClick={{onClose}}>{{format(row)}}</li>);
}}
"""
_ROUTES = """\
const {{ Router }} = require('express');
const router = Router();
router.get('/', (req, res) => res.json([]));
router.get('/:id', (req, res) => res.json({{ id: req.params.id, part: {n} }}));
module.exports = router;
"""


def write_large_repository(folder: Path, *, files: int) -> None:
    """An Express API with many routers and a front end with many components, ``files`` in all."""
    routers = files // 20
    _write(folder / "api/package.json", json.dumps(_manifest(), indent=2))
    mounts = "".join(f"app.use('/api/part{n}', require('./routes/part{n}'));\n" for n in range(routers))
    _write(
        folder / "api/server.js",
        "const cors = require('cors');\nconst express = require('express');\nconst app = express();\n"
        "app.use(cors({ origin: ['http://localhost:3000'] }));\n"
        "app.get('/api/items', (req, res) => res.json([]));\n" + mounts + "app.listen(process.env.PORT || 4000);\n",
    )
    for n in range(routers):
        _write(folder / f"api/routes/part{n}.js", _ROUTES.format(n=n))
    for n in range(files - routers - 2):
        _write(
            folder / f"web/src/panels{n % 40}/Panel{n}.jsx",
            _MODULE.replace("{n}", str(n)).replace("{{", "{").replace("}}", "}"),
        )


def _manifest() -> dict[str, object]:
    return {
        "name": "large",
        "scripts": {"start": "node server.js"},
        "dependencies": {"cors": "^2.8.5", "express": "^4.21.2"},
    }


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
