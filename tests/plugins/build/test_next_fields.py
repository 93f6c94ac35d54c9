"""What a route of Next exports and may not, and one that reads of the request."""

from __future__ import annotations

NEXT = {"next": "15.3.9", "react": "^19.0.0"}
FIELD = (
    'Failed to compile.\n\napp/api/a/route.ts\nType error: Route "app/api/a/route.ts" does not match the required types of '
    'a Next.js Route.\n  "row" is not a valid Route export field.\n'
)
DYNAMIC = (
    "Error: Dynamic server usage: Route /api/a couldn't be rendered statically because it used `headers`. See more info "
    "here: https://nextjs.org/docs/messages/dynamic-server-error\n"
)
ROUTE = "import { db } from './db';\n\nexport const row = db;\n\nexport async function GET() {\n  return row;\n}\n"


def test_what_only_the_route_uses_is_exported_no_longer(fix):
    assert fix({"app/api/a/route.ts": ROUTE}, FIELD, NEXT).files == {
        "app/api/a/route.ts": ROUTE.replace("export const", "const")
    }


def test_what_others_import_is_theirs_to_move(fix):
    got = fix(
        {"app/api/a/route.ts": ROUTE, "lib/b.ts": "import { row } from '../app/api/a/route';\nrow;\n"}, FIELD, NEXT
    )
    assert got.files == {}
    assert "lib/b.ts imports row" in got.reason


def test_a_route_that_reads_of_the_request_is_worked_out_each_time(fix):
    got = fix({"app/api/a/route.ts": ROUTE}, DYNAMIC, NEXT).files["app/api/a/route.ts"]
    assert got.startswith("import { db } from './db';\n\nexport const dynamic = 'force-dynamic';\n\nexport const row")


def test_one_that_says_how_already_is_left_alone(fix):
    assert fix({"app/api/a/route.ts": ROUTE + "export const dynamic = 'error';\n"}, DYNAMIC, NEXT).files == {}
