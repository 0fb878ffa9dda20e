"""The table of a reading, its space groups against pymatgen's."""

from __future__ import annotations

import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure
from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

from mi_core.structures.analysis.symmetry import forget, space_group
from mi_core.structures.analysis.wyckoff import describe_symmetry
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material
from mi_core.structures.reading import Source, read_materials
from mi_core.structures.summary import summarise


def test_columns_order_and_blanks():
    rows = [*load_examples(["Si", "CuNi"]), Material("f", formula="MgO"), Material("e", error="Broken.")]
    frame = summarise(rows)
    assert list(frame.columns) == [
        "id", "formula", "space_group", "space_group_number", "n_sites", "volume_a3", "density_g_cm3", "warnings", "error",
    ]  # fmt: skip
    assert list(frame["id"]) == ["Si", "CuNi", "f", "e"]
    assert list(frame["space_group"]) == ["Fd-3m", "Fm-3m", "–", "–"]
    assert frame["space_group_number"].tolist()[0] == 227
    assert frame["n_sites"].isna().tolist() == [False, False, True, True]
    assert list(frame["error"]) == ["", "", "", "Broken."]
    assert summarise([]).empty


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("table", ["oqmd_perovskites", "mp_structures"])
def test_space_groups_of_real_crystals_are_pymatgens(data_dir, table):
    frame = pd.read_parquet(data_dir / f"{table}.parquet", columns=["cif"]).sample(100, random_state=3)
    rows = read_materials([Source(f"{i}.cif", text.encode()) for i, text in enumerate(frame["cif"])])
    for row in rows:
        analyser = SpacegroupAnalyzer(row.structure, symprec=0.01)
        assert space_group(row.structure) == (
            analyser.get_space_group_symbol(),
            analyser.get_space_group_number(),
        )


@pytest.mark.parametrize(
    ("species", "group"),
    [
        (["Sr", "Ti", "O", "O", "O"], "Pm-3m"),
        ([{"Sr": 0.3, "La": 0.7}, "Mn", "O", "O", "O"], "Pm-3m"),
        (["Sr", "Ti", {"O": 0.9, "N": 0.1}, "O", "O"], "P4/mmm"),
        (["Sr", "Ti", {"O": 0.9}, {"O": 0.8}, "O"], "Pmmm"),
        (["Sr", "Ti", {"O": 0.9, "N": 0.1}, {"N": 0.1, "O": 0.9}, "O"], "P4/mmm"),
    ],
)
def test_the_group_of_a_disordered_crystal_is_that_of_the_symmetry_panel(species, group):
    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    structure = Structure(Lattice.cubic(3.905), species, sites)
    (row,) = summarise([Material("a", structure=structure)]).to_dict("records")
    described = describe_symmetry(structure)
    assert row["space_group"] == described.space_group == group
    assert row["space_group_number"] == described.number


def test_the_answer_does_not_depend_on_what_was_asked_before():
    crystals = [load_examples(["SrTiO3"])[0].structure for _ in range(12)]
    for i, crystal in enumerate(crystals):
        crystal.scale_lattice(crystal.volume * (1 + 0.02 * i))
        crystal.translate_sites([1], [0, 0, 0.002 + 0.0001 * i])
    answers = []
    for order in (crystals, crystals[::-1]):
        forget()
        answers.append({id(crystal): space_group(crystal) for crystal in order})
    assert answers[0] == answers[1]
    assert {answer[1] for answer in answers[0].values()} <= {99, 221}


def test_progress_reaches_the_end():
    calls = []
    summarise(load_examples(["Si", "NaCl"]), lambda *call: calls.append(call))
    assert calls[-1] == (2, 2, "NaCl")
