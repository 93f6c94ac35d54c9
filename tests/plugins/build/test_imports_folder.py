"""A folder that is imported and has no index."""

from __future__ import annotations

import pytest

NODE = "Error: Cannot find module '../constants'\nRequire stack:\n- /app/mail/send.js\n"
SEND = 'const C = require("../constants");\n\nsend(C.SENDER, C.LIMIT);\n'
FILES = {
    "mail/send.js": SEND,
    "constants/general.js": "module.exports = { SENDER: 'a', LIMIT: 1 };\n",
    "constants/errors.js": "module.exports = { LIMIT: 2 };\n",
}


def test_the_file_that_has_what_is_used_is_imported(fix):
    got = fix(FILES, NODE)
    assert got.files == {"mail/send.js": SEND.replace("../constants", "../constants/general")}


@pytest.mark.parametrize("text", [SEND.replace("C.SENDER, ", ""), SEND + "hand(C);\n", SEND.replace("LIMIT", "OTHER")])
def test_none_is_told_by_its_use(fix, text):
    assert fix({**FILES, "mail/send.js": text}, NODE).files == {}
