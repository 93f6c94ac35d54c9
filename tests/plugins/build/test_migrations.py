"""Migrations of Django and revisions of alembic that do not form one line."""

from __future__ import annotations

import pytest

from autofix.sdk import Verdict

CONFLICT = (
    "CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: "
    "(0002_{one}, 0002_{other} in blog).\nTo fix them run 'python manage.py makemigrations --merge'\n"
)
HEADS = (
    "ERROR [alembic.util.messaging] Multiple head revisions are present for given argument 'head'; please specify a "
    "specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads\n"
)


def migration(after: str, *operations: str) -> str:
    rows = "".join(f"        {one},\n" for one in operations)
    dependency = f"('blog', '{after}')" if after else ""
    return (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n\n"
        f"    dependencies = [\n        {dependency}\n    ]\n\n    operations = [\n{rows}    ]\n"
    )


def field(model: str, name: str) -> str:
    return f"migrations.AddField(\n            model_name='{model}',\n            name='{name}',\n            field=models.TextField(),\n        )"


def blog(one: str, other: str) -> dict[str, str]:
    return {
        "manage.py": "",
        "blog/__init__.py": "",
        "blog/migrations/__init__.py": "",
        "blog/migrations/0001_initial.py": migration(""),
        "blog/migrations/0002_a.py": migration("0001_initial", one),
        "blog/migrations/0002_b.py": migration("0001_initial", other),
    }


def test_two_lines_that_touch_different_fields_are_merged(fix):
    done = fix(blog(field("post", "title"), field("post", "slug")), CONFLICT.format(one="a", other="b"))
    assert done.files == {
        "blog/migrations/0003_merge_0002_a_0002_b.py": (
            "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n\n"
            "    dependencies = [\n        ('blog', '0002_a'),\n        ('blog', '0002_b'),\n    ]\n\n    operations = []\n"
        )
    }


ALTERED = (
    "migrations.AlterField(\n            model_name='post', name='title', field=models.TextField({how}),\n        )"
)


def test_two_lines_that_alter_a_field_alike_are_merged(fix):
    again = ALTERED.format(how="default='a'").replace("'", '"').replace("\n            ", "\n            \n    ")
    done = fix(blog(ALTERED.format(how="default='a'"), again), CONFLICT.format(one="a", other="b"))
    assert list(done.files) == ["blog/migrations/0003_merge_0002_a_0002_b.py"]


ORDERED = {
    "another state": (ALTERED.format(how="default='a'"), ALTERED.format(how="default='b'")),
    "the same field": (field("post", "title"), field("post", "title")),
    "code of their own": (field("post", "title"), "migrations.RunPython(forwards)"),
}


@pytest.mark.parametrize("case", ORDERED)
def test_two_lines_whose_order_matters_are_left_alone(fix, case):
    done = fix(blog(*ORDERED[case]), CONFLICT.format(one="a", other="b"))
    assert not done.files
    assert "--merge" in done.reason


def test_lines_that_are_merged_already_are_left_alone(fix):
    files = blog(field("post", "title"), field("post", "slug"))
    files["blog/migrations/0003_merge.py"] = migration("0002_a").replace(
        "('blog', '0002_a')", "('blog', '0002_a'), ('blog', '0002_b')"
    )
    assert fix(files, CONFLICT.format(one="a", other="b")).verdict is Verdict.NOT_CODE


NODE = (
    "django.db.migrations.exceptions.NodeNotFoundError: Migration blog.0003_tags dependencies reference nonexistent "
    "parent node ('blog', '0002_auto_2023')\n"
)


def test_a_parent_that_was_renamed(fix):
    files = {
        "blog/migrations/__init__.py": "",
        "blog/migrations/0001_initial.py": migration(""),
        "blog/migrations/0002_post_slug.py": migration("0001_initial"),
        "blog/migrations/0003_tags.py": migration("0002_auto_2023"),
    }
    done = fix(files, NODE)
    assert done.files == {"blog/migrations/0003_tags.py": migration("0002_post_slug")}


def test_a_parent_that_nothing_took_the_place_of_is_left_alone(fix):
    files = {
        "blog/migrations/0001_initial.py": migration(""),
        "blog/migrations/0003_tags.py": migration("0002_auto_2023"),
    }
    done = fix(files, NODE)
    assert not done.files
    assert "0002_auto_2023" in done.reason


PERSONS = {
    "history": (
        "django.db.migrations.exceptions.InconsistentMigrationHistory: Migration admin.0001_initial is applied before "
        "its dependency users.0001_initial on database 'default'.\n",
        Verdict.NOT_CODE,
        "database",
    ),
    "no migration": (
        "Your models in app(s): 'blog' have changes that are not yet reflected in a migration, and so won't be applied.\n",
        Verdict.ACTION_RECOMMENDED,
        "makemigrations",
    ),
    "not migrated": (
        'Traceback (most recent call last):\n  File "/srv/blog/views.py", line 3, in index\n    Post.objects.count()\n'
        "django.db.utils.OperationalError: no such table: blog_post\n",
        Verdict.NOT_CODE,
        "migrate",
    ),
    "other branch": ("FAILED: Can't locate revision identified by 'abc123'\n", Verdict.NOT_CODE, "another branch"),
}


@pytest.mark.parametrize("case", PERSONS)
def test_what_a_person_has_to_do_is_said(fix, case):
    report, verdict, said = PERSONS[case]
    done = fix({"manage.py": ""}, report)
    assert not done.files
    assert (done.verdict, said in done.reason) == (verdict, True), done.reason


def revision(name: str, after: str, operation: str) -> str:
    return (
        f'"""x"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = "{name}"\ndown_revision = {after}\n\n\n'
        f"def upgrade():\n    {operation}\n\n\ndef downgrade():\n    pass\n"
    )


def history(one: str, other: str) -> dict[str, str]:
    return {
        "alembic.ini": "[alembic]\n",
        "migrations/versions/a1_first.py": revision("a1", "None", "pass"),
        "migrations/versions/b2_one.py": revision("b2", '"a1"', one),
        "migrations/versions/c3_two.py": revision("c3", '"a1"', other),
    }


COLUMN = 'op.add_column("users", sa.Column("{name}", sa.String()))'


def test_two_heads_are_merged(fix):
    done = fix(history(COLUMN.format(name="age"), COLUMN.format(name="city")), HEADS)
    ((path, text),) = done.files.items()
    assert path.startswith("migrations/versions/")
    assert 'down_revision = ("b2", "c3")' in text


def test_two_heads_that_change_the_same_column_are_left_alone(fix):
    assert not fix(history(COLUMN.format(name="age"), COLUMN.format(name="age")), HEADS).files


def test_one_head_is_left_alone(fix):
    files = history("pass", "pass")
    files["migrations/versions/d4_merge.py"] = revision("d4", '("b2", "c3")', "pass")
    assert fix(files, HEADS).verdict is Verdict.NOT_CODE


LOST = """/usr/lib/python3.11/site-packages/alembic/script/revision.py:242: UserWarning: Revision {name} referenced from \
{name} -> c07d5e8812af (head), posts is not present
KeyError: '{name}'
"""


def chain(after: str) -> dict[str, str]:
    return {
        "alembic.ini": "[alembic]\n",
        "migrations/versions/8f3ac41b9d02_a.py": revision("8f3ac41b9d02", "None", "pass"),
        "migrations/versions/c07d5e8812af_b.py": revision("c07d5e8812af", f'"{after}"', "pass"),
    }


def test_a_parent_with_one_character_wrong(fix):
    done = fix(chain("8f3ac41b9d03"), LOST.format(name="8f3ac41b9d03"))
    assert 'down_revision = "8f3ac41b9d02"' in done.files["migrations/versions/c07d5e8812af_b.py"]


def test_a_parent_that_is_named_by_its_file(fix):
    files = chain("8f3ac41b9d02_a")
    done = fix(files, LOST.format(name="8f3ac41b9d02_a"))
    assert 'down_revision = "8f3ac41b9d02"' in done.files["migrations/versions/c07d5e8812af_b.py"]


def test_a_parent_that_is_another_revision_is_left_alone(fix):
    done = fix(chain("5d1e77ab03c9"), LOST.format(name="5d1e77ab03c9"))
    assert (done.files, "5d1e77ab03c9" in done.reason) == ({}, True)
