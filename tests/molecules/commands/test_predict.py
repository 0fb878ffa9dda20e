"""`molecules predict` with the model that ships: known molecules, bad ones among them, all formats."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.__main__ import main
from mi_core.molecules.prediction.predict import COLUMNS
from mi_core.molecules.tasks import TASKS

GOOD = {"ethanol": "CCO", "naphthalene": "c1ccc2ccccc2c1", "caffeine": "Cn1cnc2c1c(=O)n(C)c(=O)n2C"}
BAD = {
    "open ring": "c1ccc",
    "mixture": "CCCCO.c1ccncc1",
    "polymer": "*CC*",
    "reaction": "CCO>>CC=O",
    "metal": "[Fe]",
    "word": "water",
    "large": "C" * 500,
}


def predicted(tmp_path, table: pd.DataFrame, *further: str, name="out.csv") -> pd.DataFrame:
    table.to_csv(tmp_path / "in.csv", index=False)
    output = tmp_path / name
    assert main(["molecules", "predict", str(tmp_path / "in.csv"), *further, "--output", str(output)]) == 0
    return (
        pd.read_csv(output, keep_default_na=False, na_values=[""])
        if name.endswith("csv")
        else pd.read_parquet(output)
    )


def test_all_tasks_of_known_molecules_come_near_what_was_measured(tmp_path):
    found = predicted(tmp_path, pd.DataFrame({"id": GOOD.keys(), "smiles": GOOD.values()}))
    assert list(found.columns) == list(COLUMNS)
    assert found["target"].tolist() == [*TASKS] * 3
    values = found.pivot_table(index="id", columns="target", values="value")
    # CRC Handbook: naphthalene melts at 80 °C, caffeine at 235 °C; log10 S of naphthalene is -3.6, of caffeine -0.9.
    assert values.loc["naphthalene", "melting_point_c"] == pytest.approx(80, abs=40)
    assert values.loc["caffeine", "melting_point_c"] == pytest.approx(235, abs=60)
    assert values.loc["naphthalene", "esol_log_s"] == pytest.approx(-3.6, abs=0.7)
    assert values.loc["ethanol", "freesolv_kcal_per_mol"] == pytest.approx(-5.0, abs=1)
    assert values.loc["caffeine", "bbbp"] > 0.8, "it wakes"
    assert (found["lower"] <= found["value"] + 1e-9).all()
    assert (found["value"] <= found["upper"] + 1e-9).all()
    classes = found[found["unit"].isna()]
    assert (classes[["value", "lower", "upper"]].to_numpy() >= 0).all()
    assert (classes[["value", "lower", "upper"]].to_numpy() <= 1).all()


def test_bad_rows_say_why_and_lose_no_other(tmp_path):
    names = [*list(BAD)[:4], "ethanol", *list(BAD)[4:], "empty"]
    smiles = [{**GOOD, **BAD, "empty": ""}[name] for name in names]
    found = predicted(tmp_path, pd.DataFrame({"id": names, "smiles": smiles}), "--task", "esol_log_s")
    assert found["id"].tolist() == names
    errors = found.set_index("id")["error"].fillna("")
    assert errors["ethanol"] == ""
    assert (errors.drop("ethanol").str.len() > 20).all()
    assert found.set_index("id").loc["ethanol", "in_domain"]
    assert found["value"].notna().sum() == 1


def test_the_order_of_rows_and_the_other_rows_change_nothing(tmp_path):
    table = pd.DataFrame({"id": GOOD.keys(), "smiles": GOOD.values()})
    alone = predicted(tmp_path, table.iloc[[1]], "--task", "esol_log_s", "--task", "hiv", name="a.parquet")
    together = predicted(tmp_path, table[::-1], "--task", "hiv", "--task", "esol_log_s", name="b.parquet")
    same = together[together["id"] == "naphthalene"].reset_index(drop=True)
    np.testing.assert_allclose(same["value"], alone["value"], rtol=1e-4)
    np.testing.assert_allclose(same["lower"], alone["lower"], rtol=1e-4)


def test_no_molecule_at_all_is_one_sentence(tmp_path, capsys):
    (tmp_path / "in.smi").write_text("c1cc\n")
    assert (
        main(["molecules", "predict", str(tmp_path / "in.smi"), "--output", str(tmp_path / "out.csv")]) == 2
    )
    assert "No prediction could be made: " in capsys.readouterr().err


def test_an_unknown_task_is_one_sentence_before_anything_is_read(tmp_path, capsys):
    output = str(tmp_path / "out.csv")
    assert main(["molecules", "predict", "missing.csv", "--task", "esol", "--output", output]) == 2
    assert "no task named 'esol'" in capsys.readouterr().err
