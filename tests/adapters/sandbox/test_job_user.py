from __future__ import annotations

from autofix.adapters.sandbox.job_user import choose_job_user, lent_folder


def test_the_whole_range_gives_an_id_no_one_else_uses():
    chosen = {choose_job_user("0 0 4294967295\n") for _ in range(50)}
    assert len(chosen) == 50
    assert all(one is not None and 0x70000000 <= one < 0x7F000000 for one in chosen)


def test_a_containers_short_range_is_kept_to():
    chosen = choose_job_user("         0     100000      65536\n")
    assert chosen is not None and 32768 <= chosen < 65536


def test_the_only_user_of_a_rootless_container_stays_itself():
    assert choose_job_user("0 1000 1\n") is None


def test_a_lent_folder_comes_back_and_can_be_shown_to_others(tmp_path, as_root):
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    with lent_folder(out, 54321):
        assert out.stat().st_uid == 54321
        (out / "made").mkdir()
    assert out.stat().st_uid == 0
    assert out.stat().st_mode & 0o777 == 0o755
