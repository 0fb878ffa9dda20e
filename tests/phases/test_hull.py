"""Distances to the hull against pymatgen's phase diagram, and phases that a table lacks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pymatgen.analysis.phase_diagram import PDEntry, PhaseDiagram
from pymatgen.core import Composition

from mi_core.datasets.composition import composition_key
from mi_core.errors import InputError
from mi_core.phases.hull import Hull, shipped_hull
from mi_core.phases.making import competing_phases_of
from mi_core.phases.shipped import competing_phases

#: Formation energies, eV/atom, of a made-up system; Li2O3 lies above the hull.
PHASES = {
    "Li": 0.0,
    "O2": 0.0,
    "Fe": 0.0,
    "Li2O": -2.0,
    "Fe2O3": -1.7,
    "FeO": -1.4,
    "LiFeO2": -2.1,
    "Li2O2": -1.6,
}


def diagram(phases: dict[str, float]) -> PhaseDiagram:
    entries = [PDEntry(Composition(f), e * Composition(f).num_atoms) for f, e in phases.items()]
    return PhaseDiagram(entries)


def table_of(phases: dict[str, float], *, without: str = "") -> pd.DataFrame:
    """The table that the product would make of the labels of a database, one phase of which is held back."""
    known = diagram(phases)
    labels = pd.DataFrame(
        {
            "id": [f"mp-{n}" for n in range(len(phases))],
            "formula": list(phases),
            "e_form_ev_per_atom": list(phases.values()),
            "e_above_hull_ev_per_atom": [
                known.get_e_above_hull(PDEntry(Composition(f), e * Composition(f).num_atoms))
                for f, e in phases.items()
            ],
        }
    )
    return competing_phases_of(labels[labels["formula"] != without])


@pytest.mark.parametrize(
    ("formula", "energy"),
    [("LiFeO2", -1.9), ("Li5FeO4", -1.8), ("Fe3O4", -1.7), ("LiFe", 0.1), ("Li2O", -2.0)],
)
def test_distances_are_those_of_pymatgen(formula, energy):
    entry = PDEntry(Composition(formula), energy * Composition(formula).num_atoms)
    known = diagram(PHASES)
    found = Hull(table_of(PHASES)).distance(formula, energy)
    decomposition, expected = known.get_decomp_and_e_above_hull(entry, allow_negative=True)
    assert found.above == pytest.approx(max(expected, 0), abs=1e-6)
    shares = {share.formula: share.share for share in found.decomposition}
    assert shares == pytest.approx(
        {e.composition.reduced_formula: x for e, x in decomposition.items()}, abs=1e-6
    )


def test_the_distance_to_all_others_is_signed():
    found = Hull(table_of(PHASES)).distance("LiFeO2", -2.1)
    assert found.above == pytest.approx(0, abs=1e-6)
    others = diagram({f: e for f, e in PHASES.items() if f != "LiFeO2"})
    energy, amount = -2.1 * 4, Composition("LiFeO2")
    expected = others.get_decomp_and_e_above_hull(PDEntry(amount, energy), allow_negative=True)[1]
    assert found.against_others == pytest.approx(expected, abs=1e-6)
    assert found.against_others < -0.1


@pytest.mark.parametrize("energy", [-2.02, -1.5])  # near the hull, and far above
def test_a_phase_that_the_table_lacks_is_felt_through_what_decomposes_into_it(energy):
    phases = PHASES | {"Li5FeO4": energy}
    assert diagram(phases).get_e_above_hull(PDEntry(Composition("Li5FeO4"), 10 * energy)) > 0
    held_back = Hull(table_of(phases, without="LiFeO2"))
    found = held_back.distance("Li5FeO4", -1.9)
    known = diagram(phases).get_e_above_hull(PDEntry(Composition("Li5FeO4"), -19.0))
    assert found.above == pytest.approx(known, abs=1e-5)
    assert [share.id for share in found.decomposition] == [""]


def test_an_element_is_measured_against_itself():
    found = Hull(table_of(PHASES)).distance("Fe", 0.08)
    assert (found.above, found.hull_energy, found.known) == (pytest.approx(0.08), 0.0, "mp-2")


def test_an_element_without_phases_has_its_sentence():
    with pytest.raises(InputError, match="No competing phase of Cs2O holds Cs"):
        Hull(table_of(PHASES)).energy("Cs2O")


def test_an_energy_that_is_no_number_is_refused():
    with pytest.raises(InputError, match="finite"):
        Hull(table_of(PHASES)).distance("FeO", float("nan"))


def test_what_ships_knows_the_ground_states():
    hull = shipped_hull()
    assert hull.distance("BaTiO3", -3.5).known == "mp-5020"
    assert hull.energy("NaCl") == pytest.approx(-2.1, abs=0.05)
    assert {share.formula for share in hull.distance("KCl2", -1.0).decomposition} == {"KCl", "Cl2"}


def test_what_ships_is_what_the_table_makes(data_dir):
    from mi_core.datasets.loading import load_dataset

    made = competing_phases_of(load_dataset("mp_compositions").frame)
    pd.testing.assert_frame_equal(made, competing_phases(), check_dtype=False)


def test_keys_are_composition_keys():
    keys = competing_phases()["composition"]
    assert keys.is_unique
    sample = keys.iloc[:: len(keys) // 200]
    assert [composition_key(key) for key in sample] == sample.tolist()
    assert np.isfinite(competing_phases()["e_form_ev_per_atom"]).all()


@pytest.mark.parametrize("formula", ["Ti5Fe11O24", "Mg6VBi", "MnSn"])
def test_a_tie_names_the_phases_and_not_a_compound_that_decomposes_into_them(formula):
    assert all(share.id for share in shipped_hull().distance(formula, -0.1).decomposition)
