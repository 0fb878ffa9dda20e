"""Files are whole or not there."""

import hashlib

import pytest

from mi_core.files import file_names, file_sha256, written_whole


def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("old")
    with written_whole(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert file_sha256(path) == hashlib.sha256(b"new").hexdigest()


def test_what_fails_leaves_nothing(tmp_path):
    def interrupted():
        with written_whole(tmp_path / "table.csv") as partial:
            partial.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_removed_is_not_made_again(tmp_path):
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "gone" / "table.csv") as partial:
        partial.write_text("late")
    assert not (tmp_path / "gone").exists()


def test_no_two_rows_share_a_file():
    assert file_names(["a/b", "a b", "A-B", "", "..", "x" * 90, "x" * 95]) == [
        "a-b", "a-b-2", "A-B-3", "crystal", "crystal-2", "x" * 80, "x" * 80 + "-2",
    ]  # fmt: skip
