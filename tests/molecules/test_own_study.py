"""A folder without a study that can be read is one sentence that says what is wrong."""

from __future__ import annotations

import json

import pytest

from mi_core.errors import InputError
from mi_core.molecules.own_study import COLUMNS, read_study
from mi_core.molecules.transfer.result import PREDICTIONS, RESULT

VERDICT = {
    "kind": "helps", "sentence": "It helps.", "measure": "rmse", "with_transfer": 1, "without": 2, "p_value": None,
    "chose_transfer": 5, "splits": 5,
}  # fmt: skip
CURVE = {
    "points": [], "measure": "rmse", "factor": None, "exponent": None, "more": [1, 2, None], "sentence": "No.",
}  # fmt: skip
STUDY = {
    "target": "log_s", "classes": [], "rows": 3, "molecules": 2, "remarks": [], "supports": [], "affinities": [],
    "methods": [], "verdict": VERDICT, "splits": [], "learning_curve": CURVE, "model": {"title": "Ridge"}, "refused": [],
    "duplicates": [], "leaks": {"same": {}, "suspected": {}, "sentences": [], "checked": True},
    "versions": {}, "seconds": 1.0,
}  # fmt: skip


def write(folder, study=STUDY, columns=COLUMNS):
    (folder / RESULT).write_text(json.dumps(study))
    (folder / PREDICTIONS).write_text(",".join(columns) + "\n")


def test_a_study_is_read_as_it_was_written(tmp_path):
    write(tmp_path)
    assert read_study(tmp_path).found == STUDY


@pytest.mark.parametrize(
    ("study", "words"),
    [
        (
            {key: value for key, value in STUDY.items() if key != "verdict"},
            r"\(result\.json: missing keys: verdict\)",
        ),
        (STUDY | {"verdict": {"kind": "helps"}}, r"missing keys: verdict\.sentence"),
        (STUDY | {"molecules": "many"}, "molecules should be a valid integer"),
        ([], "result.json"),
    ],
)
def test_a_study_of_another_format_says_what_it_lacks(tmp_path, study, words):
    write(tmp_path, study)
    with pytest.raises(InputError, match=words) as refused:
        read_study(tmp_path)
    assert str(refused.value).startswith(
        f"{tmp_path.name} has no study of a task of one's own that can be read"
    )
    assert str(refused.value).endswith("; run it again.")


def test_files_that_are_missing_or_cut_are_said(tmp_path):
    with pytest.raises(InputError, match="has no study"):
        read_study(tmp_path)
    write(tmp_path, columns=COLUMNS[:-1])
    with pytest.raises(InputError, match=r"predictions\.csv: missing columns: error"):
        read_study(tmp_path)
    write(tmp_path)
    (tmp_path / RESULT).write_text('{"target"')
    with pytest.raises(InputError, match="has no study"):
        read_study(tmp_path)
