"""What a bundler that stops at its first error would stop at next, and where a missing file may lie."""

from __future__ import annotations

import json

import pytest

RESOLVE = (
    'vite v5.4.2 building for production...\nerror during build:\nCould not resolve "{0}" from "{1}"\nfile: /app/{1}\n'
)
CRA = "Creating an optimized production build...\nFailed to compile.\n\nModule not found: Error: Can't resolve '{0}' in '{1}'\n"
TSC = "{1}(1,20): error TS2307: Cannot find module '{0}' or its corresponding type declarations.\n"
PAGE = "export default function Page() {\n  return null;\n}\n"


def package(name, **more):
    return json.dumps({"name": name, **more}) + "\n"


def test_other_broken_imports_of_the_file_are_mended_with_it(fix):
    text = "import A from './old/Aside';\nimport B from './Banner';\nimport C from './there';\n\nexport default [A, B, C];\n"
    files = {"src/App.jsx": text, "src/new/Aside.jsx": PAGE, "src/parts/Banner.jsx": PAGE, "src/there.js": PAGE}
    got = fix(files, RESOLVE.format("./old/Aside", "src/App.jsx"))
    assert got.files == {"src/App.jsx": text.replace("./old/", "./new/").replace("./Banner", "./parts/Banner")}


def test_a_folder_that_moved_is_followed_in_every_file(fix):
    files = {
        "src/App.jsx": "import List from './home/List';\n\nexport default List;\n",
        "src/Side.jsx": "import Item from './home/Item';\n\nexport default Item;\n",
        "src/Other.jsx": "import Lost from './elsewhere/Lost';\n\nexport default Lost;\n",
        "src/posts/List.jsx": PAGE,
        "src/posts/Item.jsx": PAGE,
        "src/found/Lost.jsx": PAGE,
    }
    got = fix(files, RESOLVE.format("./home/List", "src/App.jsx"))
    assert got.files == {name: files[name].replace("home/", "posts/") for name in ("src/App.jsx", "src/Side.jsx")}


def test_all_that_differ_by_their_case_are_mended_at_once(fix):
    files = {
        "src/about/About.jsx": "import './About.css';\n\nexport default 1;\n",
        "src/skill/Skill.jsx": "import './Skill.css';\n\nexport default 1;\n",
        "src/gone/Gone.jsx": "import './Nowhere.css';\n\nexport default 1;\n",
        "src/about/about.css": "a {}\n",
        "src/skill/skill.css": "a {}\n",
    }
    got = fix(files, RESOLVE.format("./About.css", "src/about/About.jsx"))
    assert sorted(got.files) == ["src/about/About.jsx", "src/skill/Skill.jsx"]
    assert "./skill.css" in got.files["src/skill/Skill.jsx"]


def test_a_compiler_that_names_every_error_is_taken_at_its_word(fix):
    files = {
        "src/a.ts": "import { b } from './B';\nimport { c } from './C';\n\nexport default [b, c];\n",
        "src/b.ts": "export const b = 1;\n",
        "src/c.ts": "export const c = 1;\n",
    }
    got = fix(files, TSC.format("./B", "src/a.ts"))
    assert got.files == {"src/a.ts": files["src/a.ts"].replace("./B", "./b")}


def test_another_package_of_the_repository_is_not_meant(fix):
    files = {
        "package.json": package("all"),
        "shop/package.json": package("shop"),
        "admin/package.json": package("admin"),
        "shop/src/index.js": "import Button from './button/Button';\n\nexport default Button;\n",
        "admin/src/ui/button/Button.jsx": PAGE,
    }
    got = fix(files, RESOLVE.format("./button/Button", "src/index.js"))
    assert got.files == {}
    assert "./button/Button" in got.reason


def test_a_member_that_is_depended_on_is_imported_by_its_name(fix):
    files = {
        "package.json": package("all", workspaces=["apps/*", "packages/*"]),
        "apps/web/package.json": package("web", dependencies={"@all/ui": "*"}),
        "packages/ui/package.json": package("@all/ui", exports={"./lib/*": "./src/lib/*.ts"}),
        "apps/web/src/a.ts": "import { path } from './lib/path';\n\nexport default path;\n",
        "packages/ui/src/lib/path.ts": "export const path = 1;\n",
    }
    got = fix(files, RESOLVE.format("./lib/path", "apps/web/src/a.ts"))
    assert got.files == {"apps/web/src/a.ts": files["apps/web/src/a.ts"].replace("./lib/path", "@all/ui/lib/path")}


def test_an_alias_of_another_package_says_nothing_of_this_one(fix):
    files = {
        "package.json": package("all"),
        "shop/package.json": package("shop"),
        "theme/package.json": package("theme"),
        "shop/jsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}\n',
        "theme/jsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}\n',
        "shop/app/Form.jsx": "import Label from '@/app/shared/Label';\n\nexport default Label;\n",
        "shop/app/Shared/Label.jsx": PAGE,
        "theme/src/a.jsx": "import Label from '@/Label';\n\nexport default Label;\n",
        "theme/src/Label.jsx": PAGE,
    }
    got = fix(files, RESOLVE.format("@/app/shared/Label", "shop/app/Form.jsx"))
    assert got.files == {"shop/app/Form.jsx": files["shop/app/Form.jsx"].replace("shared", "Shared")}


@pytest.mark.parametrize("name", ["query.graphql.ts", "query.graphql.js"])
def test_a_script_may_be_called_like_an_asset(fix, name):
    text = "import { q } from '../query.graphql';\n\nexport default q;\n"
    files = {"src/shop/list.js": text, f"src/graphql/{name}": "export const q = 1;\n"}
    got = fix(files, RESOLVE.format("../query.graphql", "src/shop/list.js"))
    assert got.files == {"src/shop/list.js": text.replace("../query", "../graphql/query")}


def test_the_folder_that_webpack_names_tells_which_file_is_meant(fix):
    text = "import c from './shown/Modal';\n\nexport default c;\n"
    files = {
        "src/auth/Login.js": text,
        "src/auth/Signup.js": text.replace("c;", "[c];"),
        "src/feed/shown/Modal.js": PAGE,
        "src/feed/Feed.js": text,
        "src/auth/modal/Modal.js": PAGE,
    }
    got = fix(files, CRA.format("./shown/Modal", "/build/app/src/auth"))
    assert sorted(got.files) == ["src/auth/Login.js", "src/auth/Signup.js"]
