"""What a hook of React depends on: functions made anew, states that a hook sets, and lists that would run without end."""

from __future__ import annotations

import pytest

FORM = (
    "Treating warnings as errors because process.env.CI = true.\n\nFailed to compile.\n\n"
    "[eslint] \nsrc/App.jsx\n  Line {line}:{column}:  {message}  react-hooks/exhaustive-deps\n\n"
)
MISSING = "React Hook useEffect has a missing dependency: '{}'. Either include it or remove the dependency array"
REMADE = (
    "The 'load' function makes the dependencies of useEffect Hook (at line 7) change on every render. Move it inside the "
    "useEffect callback. Alternatively, wrap the definition of 'load' in its own useCallback() Hook"
)
RIGHT = {
    "a function of this hook alone moves into it": (
        MISSING.format("load"),
        "function A({ id }) {\n  const [list, setList] = useState([]);\n\n  const load = async () => {\n"
        "    setList(await get(id));\n  };\n\n  useEffect(() => {\n    load();\n  }, ~[]);\n  return list;\n}\n",
        "function A({ id }) {\n  const [list, setList] = useState([]);\n\n  useEffect(() => {\n"
        "    const load = async () => {\n      setList(await get(id));\n    };\n\n    load();\n  }, [id]);\n"
        "  return list;\n}\n",
    ),
    "a function that others call too is kept": (
        MISSING.format("load"),
        "import { useEffect } from 'react';\nfunction A({ id }) {\n  const load = () => get(id);\n  useEffect(() => {\n"
        "    load();\n  }, ~[]);\n  return load;\n}\n",
        "import { useEffect, useCallback } from 'react';\nfunction A({ id }) {\n"
        "  const load = useCallback(() => get(id), [id]);\n  useEffect(() => {\n    load();\n  }, [load]);\n"
        "  return load;\n}\n",
    ),
    "a function in the list is kept": (
        REMADE,
        "import { useEffect } from 'react';\nfunction A({ user }) {\n  ~const load = () => get(user.id);\n"
        "  useEffect(() => {\n    load();\n  }, [load]);\n}\n",
        "import { useEffect, useCallback } from 'react';\nfunction A({ user }) {\n"
        "  const load = useCallback(() => get(user.id), [user.id]);\n  useEffect(() => {\n    load();\n  }, [load]);\n}\n",
    ),
    "a state that is only counted on is handed over": (
        MISSING.format("n")
        + ". You can also do a functional update 'setN(n => ...)' if you only need 'n' in the 'setN' call",
        "function A() {\n  const [n, setN] = useState(0);\n  useEffect(() => {\n    every(() => setN(n + 1));\n  }, ~[]);\n}\n",
        "function A() {\n  const [n, setN] = useState(0);\n  useEffect(() => {\n    every(() => setN((n) => n + 1));\n"
        "  }, []);\n}\n",
    ),
}
LEFT = {
    "the hook sets the state that it reads": (
        MISSING.format("list"),
        "function A() {\n  const [list, setList] = useState([]);\n  useEffect(() => {\n    setList([...list, 1]);\n"
        "    f(list);\n  }, ~[]);\n}\n",
    ),
    "the function sets the state that it reads": (
        MISSING.format("load"),
        "function A() {\n  const [list, setList] = useState([]);\n  const load = () => setList([...list, 1]);\n"
        "  useEffect(() => {\n    load();\n  }, ~[]);\n}\n",
    ),
    "the function stands below": (
        MISSING.format("load"),
        "function A({ id }) {\n  useEffect(() => {\n    load();\n  }, ~[]);\n  const load = () => get(id);\n"
        "  return load;\n}\n",
    ),
    "what is missing is a list made anew": (
        MISSING.format("items"),
        "function A({ all }) {\n  const items = all.filter(Boolean);\n  useEffect(() => {\n    f(items);\n  }, ~[]);\n}\n",
    ),
}


def report(message: str, marked: str) -> str:
    before = marked.partition("~")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return FORM.format(line=line, column=column, message=message)


@pytest.mark.parametrize("name", RIGHT)
def test_the_list_becomes_whole(fix, name):
    message, marked, after = RIGHT[name]
    got = fix({"src/App.jsx": marked.replace("~", "", 1)}, report(message, marked), {"react": "18.2.0"})
    assert got.files == {"src/App.jsx": after}


@pytest.mark.parametrize("name", LEFT)
def test_a_hook_that_would_run_without_end_is_left_alone(fix, name):
    message, marked = LEFT[name]
    got = fix({"src/App.jsx": marked.replace("~", "", 1)}, report(message, marked), {"react": "18.2.0"})
    assert got.files == {}
