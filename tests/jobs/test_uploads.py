import pytest

from mi_core.errors import InputError
from mi_core.jobs.home import home_folder, new_workspace
from mi_core.jobs.uploads import keep_upload


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))


def test_a_file_is_kept_once_and_another_of_its_name_beside_it():
    workspace = new_workspace()
    first, again = (keep_upload(workspace, "own.csv", b"formula\nNaCl\n") for _ in range(2))
    other = keep_upload(workspace, "own.csv", b"formula\nKCl\n")
    assert first == again != other
    assert (first.read_bytes(), other.read_bytes()) == (b"formula\nNaCl\n", b"formula\nKCl\n")
    assert {path.name for path in home_folder().rglob("*") if path.is_file()} == {"own.csv"}


@pytest.mark.parametrize("name", ["../own.csv", "/tmp/own.csv", "..", ""])
def test_no_name_leads_out_of_the_workspace(name):
    with pytest.raises(InputError, match="not the name of a file"):
        keep_upload(new_workspace(), name, b"formula\n")


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(InputError, match=r"own\.csv cannot be kept .*No space left"):
        keep_upload(new_workspace(), "own.csv", b"formula\n")
    assert not [path for path in home_folder().rglob("*") if path.is_file()]
