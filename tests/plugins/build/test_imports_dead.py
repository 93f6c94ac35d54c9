"""A barrel that passes on what is not there."""

from __future__ import annotations

import pytest

TSC = "src/lib/index.ts({0},15): error TS2307: Cannot find module '{1}' or its corresponding type declarations.\n"
FILES = {
    "src/lib/index.ts": "export * from './cache';\nexport * from './mongo';\n",
    "src/lib/cache.ts": "export const cache = 1;\n",
    "src/a.ts": "import { cache } from './lib';\n\nexport default cache;\n",
}


def test_what_nobody_asks_for_goes(fix):
    got = fix(FILES, TSC.format(2, "./mongo"))
    assert got.files == {"src/lib/index.ts": "export * from './cache';\n"}


def test_a_name_that_nobody_imports_goes(fix):
    text = "export * from './cache';\nexport { default as Mongo } from './mongo';\n"
    got = fix({**FILES, "src/lib/index.ts": text}, TSC.format(2, "./mongo"))
    assert got.files == {"src/lib/index.ts": "export * from './cache';\n"}


@pytest.mark.parametrize(
    "using",
    [
        "import { cache, connect } from './lib';\n\nexport default [cache, connect];\n",
        "import * as lib from './lib';\n\nexport default lib;\n",
        "export * from './lib';\n",
    ],
)
def test_what_may_be_needed_stays(fix, using):
    assert fix({**FILES, "src/a.ts": using}, TSC.format(2, "./mongo")).files == {}


def test_what_its_own_folder_needs_stays(fix):
    using = "import { connect } from '.';\n\nexport default connect;\n"
    assert fix({**FILES, "src/lib/cache.ts": using}, TSC.format(2, "./mongo")).files == {}
