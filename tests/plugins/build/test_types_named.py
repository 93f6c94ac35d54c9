"""Types that are imported as their package's default."""

from __future__ import annotations

NEXT = (
    "Failed to compile.\n\n./pages/_app.tsx:3:38\nType error: '{0}' refers to a value, but is being used as a type here. "
    "Did you mean 'typeof {0}'?\n"
)
APP = "import {0} from 'next/app';\n\nexport default function Shop({{ Component, pageProps }}: {0}) {{\n  return <Component {{...pageProps}} />;\n}}\n"


def test_a_type_is_imported_by_its_name(fix):
    text = APP.format("AppProps")
    got = fix({"pages/_app.tsx": text}, NEXT.format("AppProps"), {"next": "14.2.5", "react": "^18"})
    assert got.files == {"pages/_app.tsx": text.replace("import AppProps", "import { AppProps }")}


def test_what_is_no_type_of_the_package_is_left_alone(fix):
    got = fix({"pages/_app.tsx": APP.format("App")}, NEXT.format("App"), {"next": "14.2.5", "react": "^18"})
    assert got.files == {}
