"""The hull of competing phases, on examples worked out by hand and against pymatgen."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.datasets.hull import CompetingPhases
from mi_core.errors import InputError

PHASES = {"SrO": -3.0, "TiO2": -3.2, "Ti2O3": -3.1, "SrTiO3": -3.5, "Sr2TiO4": -3.4, "Sr": 0.01, "TiO": -2.5}


@pytest.fixture
def phases():
    return CompetingPhases(PHASES, PHASES.values())


def test_binary_by_hand(phases):
    # Without Ti2O3, TiO (1/2 O) and TiO2 (2/3 O) mix to 3/5 O: 0.4 of the atoms in TiO, 0.6 in TiO2.
    assert phases.hull_energy("Ti2O3") == pytest.approx(0.4 * -2.5 + 0.6 * -3.2)
    assert phases.energy_above_hull("Ti2O3", -3.1) == pytest.approx(-3.1 + 2.92)
    # SrO has the elements alone to decompose into.
    assert phases.hull_energy("SrO") == pytest.approx(0.0, abs=1e-9)


def test_ternary_by_hand():
    phases = CompetingPhases(["SrO", "TiO2"], [-3.0, -3.2])
    assert phases.hull_energy("SrTiO3") == pytest.approx(0.4 * -3.0 + 0.6 * -3.2)
    assert phases.energy_above_hull("TiSrO3", -3.0) == pytest.approx(0.12)


def test_phases_above_the_elements_never_compete():
    phases = CompetingPhases(["FeAu", "Fe3Au"], [0.5, 0.2])
    assert phases.hull_energy("FeAu2") == pytest.approx(0.0, abs=1e-9)


def test_the_lowest_polymorph_counts_and_elements_are_zero():
    phases = CompetingPhases(
        ["SrO", "OSr", "Sr2O2", "Sr", "O2", "SrO"], [-2.0, -3.0, -2.5, -0.4, 0.1, np.nan]
    )
    assert phases.lowest_energy("SrO") == -3.0
    assert phases.lowest_energy("Sr") == 0.0
    assert np.isnan(phases.lowest_energy("SrO2"))
    assert phases.hull_energy("SrO2") == pytest.approx(2 / 3 * -3.0)
    assert len(phases) == 3


def test_a_polymorph_competes_unless_it_is_the_compound_itself(phases):
    hull = phases.hull_energy("SrTiO3")
    assert phases.energy_above_hull("SrTiO3", -3.3) == pytest.approx(0.2)
    assert phases.energy_above_hull("SrTiO3", -3.47, own_within=0.05) == pytest.approx(-3.47 - hull)
    assert phases.energy_above_hull("SrTiO3", -3.5) == pytest.approx(-3.5 - hull)
    assert hull > -3.5


def test_unknown_elements_formulas_and_elements_are_refused(phases):
    with pytest.raises(
        InputError, match=r"No competing phase of BaTiO3 holds Ba, so its hull is unknown; .* 3 elements"
    ):
        phases.hull_energy("BaTiO3")
    with pytest.raises(InputError, match="'Xy3' is no chemical formula"):
        phases.hull_energy("Xy3")
    with pytest.raises(InputError, match="is an element"):
        phases.hull_energy("Ti")
    with pytest.raises(InputError, match="is no chemical formula"):
        CompetingPhases(["??"], [1.0])


def test_a_missing_oxide_is_noticed():
    phases = CompetingPhases(["SrO", "SrTi", "Ti"], [-3.0, -0.1, 0.0])
    assert phases.missing_binaries("SrTiO3", frozenset({"O"})) == [("O", "Ti")]
    assert phases.missing_binaries("SrTi2", frozenset({"O"})) == []


def test_random_systems_agree_with_pymatgen():
    from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram
    from pymatgen.core import Composition

    rng = np.random.default_rng(0)
    for _ in range(12):
        amounts = rng.integers(0, 4, (14, 4))
        formulas = [
            "".join(f"{s}{n}" for s, n in zip(("Li", "Fe", "P", "O"), row, strict=True) if n)
            for row in amounts
        ]
        formulas = [f for f in formulas if f] + ["Li", "Fe", "P", "O", "LiFe", "FeP", "PO"]
        phases = CompetingPhases(formulas, rng.uniform(-2, 0.5, len(formulas)))
        for target in ("LiFePO4", "FePO3", "Li2FeO3"):
            entries = [
                PDEntry(Composition(k), e * Composition(k).num_atoms)
                for k, e in phases.system(target).items()
            ]
            trial = PDEntry(Composition(target), -0.3 * Composition(target).num_atoms)
            _, above = PhaseDiagram(entries).get_decomp_and_e_above_hull(trial, allow_negative=True)
            assert phases.energy_above_hull(target, -0.3, own_within=np.inf) == pytest.approx(above, abs=1e-9)


def test_the_real_table_reproduces_its_own_hull(data_dir):
    from mi_core.datasets.loading import load_dataset

    table = load_dataset("mp_compositions").frame
    phases = CompetingPhases(table["formula"], table["e_form_ev_per_atom"])
    rows = table[table["formula"].isin(["SrTiO3", "CsPbI3", "Mn3AlC", "KMgF3", "LaAlO3", "BaZrO3"])]
    above = [
        phases.energy_above_hull(f, e)
        for f, e in zip(rows["formula"], rows["e_form_ev_per_atom"], strict=True)
    ]
    error = np.maximum(above, 0) - rows["e_above_hull_ev_per_atom"]
    assert len(rows) >= 10
    assert np.median(np.abs(error)) < 1e-3
    assert np.abs(error).mean() < 0.02
