from pathlib import Path

import pandas as pd
import pytest

from mi_core.commands.output import check_output, check_output_folder, write_output, write_output_text
from mi_core.errors import InputError

FRAME = pd.DataFrame({"formula": ["NaCl"], "gap_ev": [5.0]})


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".json", ".CSV"])
def test_a_frame_is_written_in_the_format_of_the_suffix(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    check_output(path)
    write_output(FRAME, path)
    read = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".json": pd.read_json}[suffix.lower()]
    assert read(path).to_dict() == FRAME.to_dict()


@pytest.mark.parametrize(
    ("name", "words"),
    [("out.txt", "end in .csv or .parquet"), ("nowhere/out.csv", "does not exist"), ("folder.csv", "names a folder")],
)  # fmt: skip
def test_what_cannot_be_written_is_said_before_the_work(tmp_path, name, words):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match=words):
        check_output(tmp_path / name, (".csv", ".parquet"))


def test_a_folder_may_have_to_be_made_but_not_inside_a_file(tmp_path):
    check_output_folder(tmp_path / "to" / "be" / "made")
    (tmp_path / "file").touch()
    for name in ("file", "file/folder"):
        with pytest.raises(InputError, match="file' is a file"):
            check_output_folder(tmp_path / name)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".json"])
def test_a_full_disk_is_one_sentence(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    path.symlink_to("/dev/full")
    with pytest.raises(InputError, match="No space left"):
        write_output(FRAME, path)
    with pytest.raises(InputError, match="No space left"):
        write_output_text("{}", path)
