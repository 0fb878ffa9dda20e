"""The derived table of hull energies: what each source gives it, and when it is computed anew."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.datasets.hull import CompetingPhases
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources.perovskite_hull import (
    ORDER,
    computed_hull_energies,
    formula_of,
    ordered_perovskites,
    perovskite_hull_table,
    signed_hull_energies,
)

FORMATION, TARGET = "e_form_ev_per_atom", "e_above_hull_ev_per_atom"
BINARIES = {"CsBr": -1.8, "KBr": -1.9, "PbBr2": -1.0, "SnBr2": -0.9, "SrO": -3.0, "TiO2": -3.2, "Cs": 0.0}


def cif(a: str, b: str, x: tuple[str, str, str]) -> str:
    from pymatgen.core import Lattice, Structure

    coords = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    return Structure(Lattice.cubic(5.0), [a, b, *x], coords).to(fmt="cif")


def write(folder, name: str, frame: pd.DataFrame) -> None:
    columns = find_dataset(name).columns
    empty = {"string": "", "float": 0.0, "boolean": False}
    frame = frame.assign(**{k: empty[c.dtype] for k, c in columns.items() if k not in frame})
    frame[list(columns)].to_parquet(folder / f"{name}.parquet", index=False)


@pytest.fixture
def tables(tmp_path, monkeypatch, home):
    """A world in which OQMD lies 0.5 eV per bromine atom above the Materials Project."""
    oxide = {"id": ["Sr-Ti-O3"], "formula": ["SrTiO3"], "a_site": ["Sr"], "b_site": ["Ti"], FORMATION: -3.5}
    write(tmp_path, "wolverton_perovskite_oxides", pd.DataFrame(oxide | {TARGET: -0.07}))
    bromides = pd.DataFrame(
        [
            (formula_of(a, b, "Br"), cif(a, b, ("Br",) * 3), e)
            for a, b, e in [("Cs", "Pb", -1.4), ("K", "Pb", -1.3), ("Cs", "Sn", -1.3)]
        ],
        columns=["formula", "cif", FORMATION],
    )
    mp = bromides.assign(id=[f"mp-{n}" for n in range(3)], **{TARGET: [0.0, 0.05, 0.02]})
    write(tmp_path, "mp_perovskites", mp)
    earlier = pd.DataFrame({"formula": list(BINARIES), FORMATION: list(BINARIES.values())})
    earlier = pd.concat([earlier, mp[["id", "formula", FORMATION]]]).reset_index(drop=True)
    earlier["id"] = earlier["id"].fillna(pd.Series([f"binary-{n}" for n in range(len(earlier))]))
    write(tmp_path, "mp_compositions", earlier)
    new = pd.DataFrame([{"formula": "KSnBr3", "cif": cif("K", "Sn", ("Br",) * 3), FORMATION: -1.25}])
    oqmd = pd.concat([bromides, new], ignore_index=True)
    oqmd[FORMATION] += 0.6 * 0.5
    write(tmp_path, "oqmd_perovskites", oqmd.assign(id=[f"oqmd-{n}" for n in range(4)]))
    monkeypatch.setenv("MI_DATA_DIR", str(tmp_path))
    return tmp_path


def test_each_compound_has_the_label_of_its_most_trusted_source(tables):
    frame = load_dataset("perovskite_hull_energies").frame.set_index("id")
    assert frame["source"].to_dict() == {
        "Sr-Ti-O3": "wolverton_perovskite_oxides",
        "Cs-Pb-Br3": "mp_perovskites",
        "K-Pb-Br3": "mp_perovskites",
        "Cs-Sn-Br3": "mp_perovskites",
        "K-Sn-Br3": "oqmd_perovskites",
    }
    assert frame.loc["Sr-Ti-O3", TARGET] == -0.07
    assert frame.loc["K-Pb-Br3", TARGET] == 0.05
    # On the hull as published: below CsBr + PbBr2 when left out of it.
    assert frame.loc["Cs-Pb-Br3", TARGET] == pytest.approx(-1.4 - (0.4 * -1.8 + 0.6 * -1.0))
    # Brought to the other database's references, then against KBr + SnBr2.
    expected = -1.25 - (0.4 * -1.9 + 0.6 * -0.9)
    assert frame.loc["K-Sn-Br3", TARGET] == pytest.approx(expected, abs=0.01)
    assert frame.loc["K-Sn-Br3", "label"] == "computed"


def test_every_step_is_counted(tables):
    frames = [load_dataset(name).frame for name in (*ORDER, "mp_compositions")]
    steps = " ".join(perovskite_hull_table(None, frames, None).attrs["steps"])
    assert "mp_perovskites: 3 rows, 0 no perovskite by their geometry" in steps
    assert "from 3 entries of both, 0 of them outliers" in steps
    assert (
        "8 labels of 5 ordered compounds: 1 from wolverton_perovskite_oxides, 3 from mp_perovskites" in steps
    )


def test_it_is_kept_until_a_source_changes(tables):
    first = load_dataset("perovskite_hull_energies")
    assert load_dataset("perovskite_hull_energies").path == first.path
    oxides = pd.read_parquet(tables / "wolverton_perovskite_oxides.parquet").assign(**{TARGET: 0.3})
    oxides.to_parquet(tables / "wolverton_perovskite_oxides.parquet", index=False)
    again = load_dataset("perovskite_hull_energies")
    assert again.path != first.path
    assert 0.3 in again.frame[TARGET].to_numpy()


def test_crystals_of_other_kinds_are_left_out_and_counted():
    salt = cif("Cs", "Pb", ("Br",) * 3).replace("0.5", "0.1")
    rows = [("a", cif("Cs", "Pb", ("Br", "Br", "Cl"))), ("b", salt), ("c", cif("Pb", "Cs", ("I",) * 3))]
    kept, (sentence,) = ordered_perovskites(pd.DataFrame(rows, columns=["id", "cif"]), "table")
    assert kept[["id", "a_site", "b_site", "x_site"]].to_numpy().tolist() == [["c", "Pb", "Cs", "I"]]
    assert (
        sentence == "table: 3 rows, 1 no perovskite by their geometry, 1 with several elements on X, 1 kept."
    )


def test_labels_are_given_only_where_the_hull_is_known():
    phases = CompetingPhases(BINARIES, BINARIES.values())
    rows = pd.DataFrame({"formula": ["CsPbBr3", "CsTiBr3", "KSnBr3"], FORMATION: [-1.3, -1.3, -3.0]})
    kept, (sentence,) = computed_hull_energies(rows, phases)
    assert kept["formula"].tolist() == ["CsPbBr3"]
    assert "1 rows dropped for want of a halide or oxide" in sentence
    assert "1 below -0.4 eV/atom" in sentence
    published = signed_hull_energies(rows.assign(**{TARGET: [0.0, 0.0, 0.2]}), phases)
    assert published == [0.0, 0.0, 0.2]
    assert signed_hull_energies(rows.assign(**{TARGET: 0.0, FORMATION: -1.4}), phases)[0] == pytest.approx(
        -0.08
    )


def test_the_real_table(data_dir):
    data = load_dataset("perovskite_hull_energies")
    counts = data.frame["source"].value_counts()
    assert counts["wolverton_perovskite_oxides"] == 4433
    assert counts["oqmd_perovskites"] > 2000
    assert not data.frame.duplicated(["a_site", "b_site", "x_site"]).any()
    assert data.frame[TARGET].between(-0.6, 4).all()
