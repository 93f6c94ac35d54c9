"""Imports and exports inside components stand where they stand in the file."""

from __future__ import annotations

from collections.abc import Callable

from autofix.engine.workspace.snapshot import Snapshot

Opened = Callable[[dict[str, str]], Snapshot]

VUE = """<template>
  <p>é 😀 {{ import }} <!-- <script>import no from './no'</script> --></p>
</template>
<!-- <script>import never from './never'</script> -->
<script lang="ts">
export const named: number = 1
</script>

<script setup lang="ts" generic="T extends Record<string, number>">
import type { Item } from './item'
import { ref as r } from '@/store'
</script>
<style>a { color: red }</style>
"""


def test_imports_of_a_vue_component(opened: Opened) -> None:
    found = opened({"App.vue": VUE}).imports("App.vue")

    assert [(one.specifier, one.line, one.is_type) for one in found] == [("./item", 10, True), ("@/store", 11, False)]
    assert VUE[found[1].start : found[1].end] == "import { ref as r } from '@/store'"
    assert VUE[found[1].specifier_start : found[1].specifier_end] == "@/store"


def test_exports_of_a_vue_component(opened: Opened) -> None:
    found = opened({"App.vue": VUE}).exports("App.vue")

    assert (found.names, found.is_complete) == ({"default", "named"}, True)


def test_vue_component_of_windows_lines(opened: Opened) -> None:
    source = VUE.replace("\n", "\r\n")
    found = opened({"App.vue": source}).imports("App.vue")

    assert source[found[1].start : found[1].end] == "import { ref as r } from '@/store'"


def test_definition_inside_a_vue_component(opened: Opened) -> None:
    files = {
        "App.vue": "<script setup>\nimport { url } from './api'\n</script>\n",
        "api.js": "export const url = '/x'\n",
    }
    found = opened(files).definition("App.vue", "url")

    assert found is not None
    assert (found.file, found.node.text()) == ("api.js", "'/x'")


def test_svelte_properties_are_no_exports(opened: Opened) -> None:
    snapshot = opened({"A.svelte": "<script>\nimport b from './b.js'\nexport let size = 1\n</script>\n<p>{size}</p>\n"})

    assert snapshot.exports("A.svelte").names == {"default"}
    assert [one.specifier for one in snapshot.imports("A.svelte")] == ["./b.js"]


def test_astro_front_matter(opened: Opened) -> None:
    source = "---\nimport Layout from '../layouts/Layout.astro'\nconst a: string = ''\n---\n<Layout>import x from 'y'</Layout>\n"
    (found,) = opened({"src/pages/index.astro": source, "src/layouts/Layout.astro": ""}).imports(
        "src/pages/index.astro"
    )

    assert source[found.specifier_start : found.specifier_end] == "../layouts/Layout.astro"
