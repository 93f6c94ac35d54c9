"""Aliases count as the bundler's or compiler's configuration writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

PATH = "import path from 'path'\n"
CASES: dict[str, tuple[str, str, str, str]] = {
    "vite, path.resolve": (
        "vite.config.ts",
        PATH + "export default defineConfig({ resolve: { alias: { '@': path.resolve(__dirname, './src') } } })",
        "@/a",
        "src/a.ts",
    ),
    "vite, fileURLToPath": (
        "vite.config.js",
        "export default { resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } } }",
        "@/a",
        "src/a.ts",
    ),
    "vite, pathname of a URL": (
        "vite.config.js",
        "export default { resolve: { alias: { '@': new URL('./src/', import.meta.url).pathname } } }",
        "@/a",
        "src/a.ts",
    ),
    "vite, from its root": (
        "vite.config.js",
        "export default { resolve: { alias: { '@': '/src' } } }",
        "@/a",
        "src/a.ts",
    ),
    "vite, a list": (
        "vite.config.mts",
        PATH
        + "export default () => ({ resolve: { alias: [{ find: '@', replacement: path.join(process.cwd(), 'src') }] } })",
        "@/a",
        "src/a.ts",
    ),
    "vite, a list with an expression": (
        "vite.config.js",
        PATH
        + r"export default { resolve: { alias: [{ find: /^~\/(.*)$/, replacement: path.resolve('src') + '/$1' }] } }",
        "~/a",
        "src/a.ts",
    ),
    "vite, slash at the end": (
        "vite.config.js",
        "export default { resolve: { alias: { '@/': `${path.resolve(__dirname, 'src')}/` } } }",
        "@/a",
        "src/a.ts",
    ),
    "vite, variables and a function of its own": (
        "vite.config.js",
        "const root = __dirname\nfunction pathResolve(dir) { return resolve(root, '.', dir) }\n"
        "const alias = { '@': pathResolve('src') }\nexport default { resolve: { alias } }",
        "@/a",
        "src/a.ts",
    ),
    "webpack, exact": (
        "webpack.config.js",
        "module.exports = { resolve: { alias: { lib$: path.resolve(__dirname, 'src/a.ts') } } }",
        "lib",
        "src/a.ts",
    ),
    "webpack, below a folder of its own": (
        "build/webpack.base.conf.js",
        "function resolve (dir) { return path.join(__dirname, '..', dir) }\n"
        "module.exports = { resolve: { alias: { '@': resolve('src') } } }",
        "@/a",
        "src/a.ts",
    ),
    "webpack, modules": (
        "webpack.config.js",
        "module.exports = { resolve: { modules: [path.resolve(__dirname, 'src'), 'node_modules'] } }",
        "a",
        "src/a.ts",
    ),
    "next": (
        "next.config.js",
        "module.exports = { webpack(config) { config.resolve.alias['@'] = path.join(__dirname, 'src'); return config } }",
        "@/a",
        "src/a.ts",
    ),
    "craco": (
        "craco.config.js",
        "module.exports = { webpack: { alias: { '@': path.resolve(__dirname, 'src/') } } }",
        "@/a",
        "src/a.ts",
    ),
    "vue, chained": (
        "vue.config.js",
        "module.exports = { chainWebpack: c => { c.resolve.alias.set('#a', path.resolve(__dirname, 'src')) } }",
        "#a/a",
        "src/a.ts",
    ),
    "babel": (
        ".babelrc",
        '{"plugins": [["module-resolver", {"root": ["./src"], "alias": {"~": "./src"}}]] /* own */}',
        "~/a",
        "src/a.ts",
    ),
    "babel, root": (
        "babel.config.js",
        "module.exports = { plugins: [['module-resolver', { root: ['./src'] }]] }",
        "a",
        "src/a.ts",
    ),
    "svelte": ("svelte.config.js", "export default { kit: { alias: { '$own/*': 'src/*' } } }", "$own/a", "src/a.ts"),
    "nuxt": ("nuxt.config.ts", "export default defineNuxtConfig({ alias: { own: './src' } })", "own/a", "src/a.ts"),
}


@pytest.mark.parametrize("case", CASES)
def test_alias(case: str, opened: Opened) -> None:
    name, text, specifier, expected = CASES[case]
    files = {f"web/{name}": text, "web/package.json": "{}", "web/src/a.ts": "", "web/src/main.ts": ""}

    assert opened(files).resolve_import("web/src/main.ts", specifier) == f"web/{expected}"


def test_alias_from_another_file(opened: Opened) -> None:
    files = {
        "vite.config.js": "import { aliases } from './aliases'\nexport default { resolve: { alias: aliases } }",
        "aliases.js": "export const aliases = { '@': path.resolve(__dirname, 'src') }",
        "src/a.js": "",
    }

    assert opened(files).resolve_import("src/main.js", "@/a") == "src/a.js"


def test_alias_ends_at_a_slash(opened: Opened) -> None:
    files = {"vite.config.js": "export default { resolve: { alias: { '@': '/src' } } }", "src/scope/x.js": ""}

    assert opened(files).resolve_import("src/main.js", "@scope/x") is None


@pytest.mark.parametrize(
    ("dependency", "specifier", "target"),
    [
        ("nuxt", "~/composables/a", "composables/a.ts"),
        ("nuxt", "@/composables/a", "app/composables/a.ts"),
        ("@vue/cli-service", "@/a", "src/a.js"),
        ("@sveltejs/kit", "$lib/a", "src/lib/a.ts"),
        ("laravel-vite-plugin", "@/a", "resources/js/a.js"),
    ],
)
def test_alias_that_a_framework_brings(dependency: str, specifier: str, target: str, opened: Opened) -> None:
    files = {"package.json": f'{{"devDependencies": {{"{dependency}": "1"}}}}', target: "", "main.js": ""}

    assert opened(files).resolve_import("main.js", specifier) == target
    assert opened({**files, "package.json": "{}"}).resolve_import("main.js", specifier) is None


def test_node_path_of_a_script(opened: Opened) -> None:
    files = {"package.json": '{"scripts": {"start": "NODE_PATH=src/ react-scripts start"}}', "src/api/a.js": ""}

    assert opened(files).resolve_import("src/index.js", "api/a") == "src/api/a.js"
