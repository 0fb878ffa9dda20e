"""All tasks of molecules in one table: what is joined, averaged, blanked and refused, and that no molecule leaks."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources.molecules.tasks import REASONS, molecular_tasks_table, reading
from mi_core.datasets.splits import folds, make_split, planned_split
from mi_core.targets import TARGETS

CARD = find_dataset("molecular_tasks")
HOURS = 4 * 3600  # seconds: of 95,000 molecules each takes milliseconds, on a loaded machine many
NAN = float("nan")
ETHANOL, PHENOL, L_ALANINE, D_ALANINE = "CCO", "Oc1ccccc1", "C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"


def joined(**tables):
    """The table that is joined from tables of few rows, here (SMILES, value) of the first target; the others are NaN."""
    frames = []
    for key, rows in tables.items():
        columns = find_dataset(f"molecules_{key}").targets.values()
        frame = pd.DataFrame([row for row, _ in rows], columns=["smiles"])
        frames.append(frame.assign(**dict.fromkeys(columns, NAN)))
        frames[-1][next(iter(columns))] = [float(value) for _, value in rows]
    origin = SimpleNamespace(tables=[f"molecules_{key}" for key in tables])
    table = molecular_tasks_table(origin, frames, None)
    return table.set_index("smiles"), table.attrs["steps"]


def test_the_card_has_48_tasks_each_of_one_table():
    assert len(CARD.targets) == 48
    sources = [key for name in CARD.origin.tables for key in find_dataset(name).targets]
    assert sorted(sources) == sorted(CARD.targets)
    assert all(key == column for key, column in CARD.targets.items())
    assert sum(TARGETS[key].probability for key in CARD.targets) == 42


def test_tables_meet_at_a_molecule_however_it_is_written():
    table, _ = joined(esol=[("OCC", -1.0)], freesolv=[("CCO", -5.0)], bbbp=[("[CH3][CH2][OH].Cl", 1)])
    assert table.index.tolist() == [ETHANOL]
    row = table.loc[ETHANOL]
    assert row[["esol_log_s", "freesolv_kcal_per_mol", "bbbp"]].tolist() == [-1.0, -5.0, 1.0]
    assert row["id"].startswith("mol-")
    assert row["formula"] == "C2H6O"


def test_equal_numbers_count_once_and_different_ones_are_averaged():
    table, (said,) = joined(esol=[("CCO", 1.0), ("OCC", 1.0), ("C(C)O", 2.0), (PHENOL, 3.0), (PHENOL, 3.0)])
    assert table["esol_log_s"].to_dict() == {ETHANOL: 1.5, PHENOL: 3.0}
    assert said == (
        "molecules_esol: 5 rows, 0 refused, 3 repeat a molecule, 2 molecules kept. "
        "Averaged: 1 molecules, whose values differ by up to 1 log10(mol/L)."
    )


def test_contradicting_classes_are_blanked_and_counted():
    table, (said,) = joined(bbbp=[("CCO", 1), ("OCC", 0), (PHENOL, 1), (PHENOL, 1)])
    assert table["bbbp"].to_dict() == {PHENOL: 1.0}
    assert said.endswith("1 molecules kept. Blanked, as in both classes: 1 values.")


def test_what_was_measured_of_a_salt_is_not_taken_for_the_molecule_in_it():
    rows = [("C1CCNCC1", -7.0), ("C1CCNCC1.Cl", 245.0), ("O.C1CCNCC1", 30.0)]
    table, (said,) = joined(bradley=rows)
    assert table["melting_point_c"].tolist() == [-7.0]
    assert said.startswith("molecules_bradley: 3 rows, 2 refused (salts, hydrates and adducts 2), 0 repeat")
    table, _ = joined(hiv=[(text, 1) for text, _ in rows[1:]])  # in cells and in the body the molecule acts
    assert table["hiv"].tolist() == [1.0]


def test_refusals_are_counted_by_their_reason():
    rows = ["[Na+].[Cl-]", "C=CCN.ClCC1CO1", "not a molecule", "C*", "CC(C)(C)(C)C", "C" * 300, "CCO"]
    _, (said,) = joined(hiv=[(text, 0) for text in rows])
    assert said.startswith("molecules_hiv: 7 rows, 6 refused (")
    words = (
        "inorganic and organometallic 1",
        "mixtures 1",
        "no SMILES 1",
        "open ends 1",
        "impossible bonds 1",
    )
    assert all(word in said for word in words)
    assert "too large 1" in said
    assert reading("[CH-]1C=CC=C1.[CH-]1C=CC=C1.[Fe+2]").refused == "ions without a neutral form"
    assert {reading(text).refused for text in rows[:-1]} < set(REASONS.values())


def test_stereoisomers_are_two_rows_of_one_flat_molecule_and_chains_are_scaffolds_of_their_own():
    table, _ = joined(esol=[(L_ALANINE, 1.0), (D_ALANINE, 2.0), (ETHANOL, 3.0), (PHENOL, 4.0)])
    assert len(table) == 4
    assert table.loc[L_ALANINE, "flat"] == table.loc[D_ALANINE, "flat"]
    assert table["scaffold"].nunique() == 3
    assert table.loc[PHENOL, "scaffold"] == "c1ccccc1"
    assert table.loc[ETHANOL, "scaffold"] == ETHANOL
    assert table["id"].is_unique


def assert_no_leak(frame, column, train, held):
    """No flat molecule, and no group of the column, is on both sides, whatever task a model learns from or is tested on."""
    for name in {"flat", column}:
        assert not set(frame[name].iloc[train]) & set(frame[name].iloc[held])
    for task in CARD.targets:
        known = frame[task].notna().to_numpy()
        assert not set(frame["flat"].iloc[train]) & set(frame["flat"].iloc[held][known[held]])


@pytest.mark.parametrize("column", ["flat", "scaffold"])
def test_no_flat_molecule_of_made_up_tables_is_on_both_sides(column):
    alcohols = [("C" * n + "[C@H](O)Cl", float(n)) for n in range(1, 15)]
    mirrored = [(text.replace("@", "@@"), value) for text, value in alcohols]
    rings = [("C" * n + "c1ccccc1", float(n)) for n in range(1, 6)]
    table, _ = joined(esol=alcohols + rings, freesolv=mirrored + rings, hiv=[(t, 1) for t, _ in alcohols])
    frame = table.reset_index()
    frame = frame.assign(**{task: NAN for task in CARD.targets if task not in frame})
    assert len(frame) == 14 + 14 + 5
    for seed in range(5):
        split = make_split(frame, "column", seed, validation=0.3, column=column)
        assert_no_leak(frame, column, split.train, split.validation)
    for train, test in folds(frame, 3, "column", column=column):
        assert_no_leak(frame, column, train, test)


def test_the_table_is_computed_once_and_kept(home, tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("MI_DATA_DIR", str(own))
    for name in CARD.origin.tables:
        card = find_dataset(name)
        columns = {
            column: [0.0, 1.0, NAN] if card.columns[column].dtype == "float" else ["a", "b", "c"]
            for column in card.stored
        }
        table = pd.DataFrame(columns | {"smiles": [ETHANOL, PHENOL, None]})
        table.to_parquet(own / f"{name}.parquet", index=False)
    data = load_dataset("molecular_tasks")
    assert list(data.frame.columns) == list(CARD.columns)
    assert data.frame["smiles"].tolist() == [ETHANOL, PHENOL]
    assert (data.frame[list(CARD.targets)].to_numpy() == [[0.0], [1.0]]).all()
    assert data.path.parent == home / "datasets"
    changed = data.path.stat().st_mtime_ns
    assert load_dataset("molecular_tasks").path.stat().st_mtime_ns == changed


@pytest.fixture(scope="module")
def real(data_dir):
    """The table joined from the real ones, with the sentences about each."""
    tables = [load_dataset(name).frame for name in CARD.origin.tables]
    return molecular_tasks_table(CARD.origin, tables, None)


@pytest.mark.timeout(HOURS)
def test_the_real_table_matches_its_card(real):
    assert set(real.columns) == set(CARD.columns)
    assert len(real) == pytest.approx(0.9 * CARD.published_rows, rel=0.02)
    assert real["id"].is_unique
    assert real["smiles"].is_unique
    assert (real[["smiles", "flat", "scaffold", "formula"]] != "").all(axis=None)
    values = real[list(CARD.targets)]
    assert values.notna().any(axis=1).all()
    classes = values[[key for key in CARD.targets if TARGETS[key].probability]].to_numpy()
    assert set(np.unique(classes[np.isfinite(classes)])) == {0.0, 1.0}


@pytest.mark.timeout(HOURS)
def test_what_became_of_the_real_rows_stands_on_their_cards(real):
    for name, sentence in zip(CARD.origin.tables, real.attrs["steps"], strict=True):
        said = sentence.removeprefix(f"{name}: ")
        assert f"Of the rows in hand: {said}" in find_dataset(name).traps


@pytest.mark.timeout(HOURS)
def test_leaks_between_the_real_tables_are_as_their_cards_say(real):
    flat = {}
    for name in CARD.origin.tables:
        known = real[list(find_dataset(name).targets)].notna().any(axis=1)
        flat[name] = set(real["flat"][known])
    for name, own in flat.items():
        others = set().union(*(found for other, found in flat.items() if other != name))
        shared = len(own & others)
        share = 100 * shared / len(own)
        said = (
            f"of {len(own):,} molecules in hand, without stereochemistry, {shared:,} ({share:.0f} %) stand in"
        )
        assert any(said in trap for trap in find_dataset(name).traps)


@pytest.mark.timeout(HOURS)
@pytest.mark.parametrize("number", [0, 1], ids=["flat", "scaffold"])
def test_no_flat_molecule_of_the_real_tables_is_on_both_sides(real, number):
    plan = CARD.splits[number]
    split = planned_split(real, plan)
    assert len(split.validation) / len(real) == pytest.approx(1 / 9, abs=0.01)
    assert_no_leak(real, plan.column, split.train, split.validation)
    held = real.iloc[split.validation][list(CARD.targets)]
    assert (held.notna().sum() > 10).all()
