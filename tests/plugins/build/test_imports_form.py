"""A file found elsewhere that exports what is imported in another form."""

from __future__ import annotations

RESOLVE = 'error during build:\nCould not resolve "{0}" from "{1}"\nfile: /app/{1}\n'
CONTEXT = "export const Theme = 1;\n\nconst ThemeProvider = () => null;\n\nexport default ThemeProvider;\n"


def test_a_name_is_imported_by_its_name_where_the_default_is_another(fix):
    text = "import a from './a';\nimport Theme from './Theme/Theme';\n\nexport default [a, Theme];\n"
    files = {"src/App.js": text, "src/a.js": "export default 1;\n", "src/contexts/theme.js": CONTEXT}
    got = fix(files, RESOLVE.format("./Theme/Theme", "src/App.js"))
    assert "import { Theme } from './contexts/theme';\n" in got.files["src/App.js"]
    assert "./Theme/Theme" not in got.files["src/App.js"]


def test_a_default_of_that_name_stays_one(fix):
    text = "import Theme from './Theme/Theme';\n\nexport default Theme;\n"
    files = {"src/App.js": text, "src/contexts/theme.js": "export const Theme = 1;\n\nexport default Theme;\n"}
    got = fix(files, RESOLVE.format("./Theme/Theme", "src/App.js"))
    assert got.files == {"src/App.js": text.replace("./Theme/Theme", "./contexts/theme")}


def test_the_default_of_a_file_called_so_is_imported_as_one(fix):
    text = "import { allPosts } from './data/AllPosts';\n\nexport default allPosts;\n"
    files = {"src/App.js": text, "src/data/allPosts.js": "const allPosts = [];\n\nexport default allPosts;\n"}
    got = fix(files, RESOLVE.format("./data/AllPosts", "src/App.js"))
    assert got.files == {"src/App.js": "import allPosts from './data/allPosts';\n\nexport default allPosts;\n"}


def test_what_the_file_has_by_its_name_alone_is_imported_so(fix):
    text = "import useStore from './store/userStore';\n\nexport default () => useStore();\n"
    store = "export const useStore = () => 1;\n"
    got = fix(
        {"src/parts/Bar.js": text, "src/store/userStore.js": store},
        RESOLVE.format("./store/userStore", "src/parts/Bar.js"),
    )
    assert got.files == {"src/parts/Bar.js": text.replace("useStore from './store", "{ useStore } from '../store")}


def test_a_file_that_has_neither_is_not_meant(fix):
    text = "import useStore from './store/userStore';\n\nexport default () => useStore();\n"
    store = "export const reset = () => 1;\n"
    got = fix(
        {"src/parts/Bar.js": text, "src/store/userStore.js": store},
        RESOLVE.format("./store/userStore", "src/parts/Bar.js"),
    )
    assert got.files == {}
