"""Installing what requirements name, and an interpreter that answers to ``python`` whatever the system calls it."""

import pytest

from autofix.adapters.packages import PackageProvider
from autofix.adapters.sandbox import open_sandbox
from autofix.sdk.packages import InstallRequest, PackagesError
from autofix.sdk.sandbox import Job

pytestmark = [pytest.mark.needs_bwrap, pytest.mark.needs_registry]


def provide(folder, text):
    return PackageProvider(open_sandbox(), folder).provide(
        InstallRequest("pip", "", {"requirements.txt": text.encode()}, may_install=True)
    )


def test_a_package_is_imported_by_python_under_its_plain_name(tmp_path):
    installed = provide(tmp_path, "itsdangerous==2.2.0\n")
    script = "import itsdangerous, importlib.metadata as m; print(m.version('itsdangerous'))"

    ran = open_sandbox().run(
        Job(
            argv=("/bin/sh", "-c", f'python -c "{script}" && python3 -c "{script}"'),
            mounts=installed.mounts,
            env={**installed.env, "PATH": "{root}/deps/interpreter/bin:/usr/bin:/bin"},
        )
    )

    assert ran.stdout == b"2.2.0\n2.2.0\n", ran.stderr


def test_packages_of_this_machine_are_not_seen(tmp_path):
    installed = provide(tmp_path, "itsdangerous==2.2.0\n")
    script = "import sys; print([place for place in sys.path if 'site-packages' in place or 'dist-packages' in place])"

    ran = [
        open_sandbox()
        .run(Job(argv=(python, "-c", script), mounts=installed.mounts, env={**installed.env, "PATH": path}))
        .stdout
        for python, path in (
            (open_sandbox().tools["python"], "/usr/bin:/bin"),
            ("python", "{root}/deps/interpreter/bin:/usr/bin:/bin"),
        )
    ]

    assert ran[0] != b"[]\n", "the bare interpreter sees them"
    assert ran[1] == b"[]\n"


def test_a_package_that_would_have_to_be_built_is_refused(tmp_path):
    with pytest.raises(PackagesError, match="pip failed"):
        provide(tmp_path, "autofix-no-such-package-anywhere==1.0\n")


def test_what_is_imported_is_compiled_already(tmp_path):
    installed = provide(tmp_path, "itsdangerous==2.2.0\n")

    ran = open_sandbox().run(
        Job(
            argv=("python", "-v", "-c", "import itsdangerous"),
            mounts=installed.mounts,
            env={**installed.env, "PATH": "{root}/deps/interpreter/bin:/usr/bin:/bin"},
        )
    )

    assert b"itsdangerous/__init__.py\n" in b"\n".join(x for x in ran.stderr.splitlines(True) if b".pyc matches" in x)
