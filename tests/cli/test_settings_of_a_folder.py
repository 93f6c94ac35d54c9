"""Which values of ``.env`` files count as the project's secrets: those of the folder's own files."""

from autofix.cli.asking import settings_of

VALUE = "plain-words-for-a-test"


def test_files_of_the_folder_and_two_levels_below_it(tmp_path):
    for folder in ("", "api", "apps/web", "apps/web/src"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        name = f"TOKEN_{folder.count('/') + bool(folder)}"
        (tmp_path / folder / ".env.local").write_text(f"{name}={VALUE}\nPORT=4000\n")

    assert settings_of(tmp_path) == dict.fromkeys(("TOKEN_0", "TOKEN_1", "TOKEN_2"), VALUE)


def test_a_link_leads_nowhere(tmp_path):
    elsewhere, project = tmp_path / "elsewhere", tmp_path / "project"
    (elsewhere / "api").mkdir(parents=True)
    project.mkdir()
    (elsewhere / ".env").write_text(f"OTHER_TOKEN={VALUE}\n")
    (elsewhere / "api/.env").write_text(f"DEEPER_TOKEN={VALUE}\n")
    (project / "linked").symlink_to(elsewhere)
    (project / ".env").symlink_to(elsewhere / ".env")

    assert settings_of(elsewhere) == {"OTHER_TOKEN": VALUE, "DEEPER_TOKEN": VALUE}
    assert settings_of(project) == {}
