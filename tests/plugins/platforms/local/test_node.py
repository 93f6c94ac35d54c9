"""A server of another language than ours."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.needs_node

SERVER = """\
const http = require('http');
const user = process.env.NAMED ? require('os').userInfo().username : 'served';
http.createServer((_, answer) => answer.end(user)).listen(process.env.PORT, 'localhost');
"""


def test_a_node_server_runs(start_keeper, platform, target, run_release, get, any_isolation):
    start_keeper("--isolation", any_isolation)
    run_release("one", program=SERVER, command="exec node server.py")
    assert get(platform.address(target)) == "served"


@pytest.mark.needs_bwrap
def test_its_user_has_a_name_where_it_has_a_file_system_of_its_own(start_keeper, platform, target, run_release, get):
    start_keeper("--isolation", "bubblewrap")
    run_release("one", program=SERVER, command="exec node server.py", env={"NAMED": "yes"})
    assert get(platform.address(target)) == "server"
