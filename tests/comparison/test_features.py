"""Regressors that read crystals in a way of their own say before they start which rows they cannot take."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.comparison.features import why_not
from mi_core.comparison.run import models_for
from mi_core.comparison.tables import make_problem
from mi_core.errors import InputError
from mi_core.inputs.crystals import DESCRIPTORS, described_crystals
from mi_core.regressors.registry import find_regressor
from mi_core.structures.material import Material
from mi_core.targets import Target


def problem_with(symbols):
    structures = [Structure(Lattice.cubic(3 + n / 50), [s], [[0, 0, 0]]) for n, s in enumerate(symbols)]
    materials = [
        Material(id=f"m{n}", structure=structure, formula=structure.composition.reduced_formula)
        for n, structure in enumerate(structures)
    ]
    target = Target("y", "y", "y", "")
    y = np.arange(float(len(materials)))
    return make_problem("mine", target, materials, y, origin={}, rows_in=len(y), steps=[])


def test_rows_that_a_descriptor_cannot_take_are_counted_with_the_first_reason():
    problem = problem_with(["Fe"] * 40 + ["Lr", "Lr"])
    reason = why_not(problem, find_regressor("shells-ridge"))
    assert reason.startswith("cannot describe 2 rows (There is no X-ray form factor of Lr")
    assert why_not(problem, find_regressor("soap-kernel-ridge")) == ""
    assert why_not(problem, find_regressor("voxel-network")) == ""
    with pytest.raises(InputError, match=r"'shells-ridge' cannot describe 2 rows .*; leave this model out\."):
        models_for(problem, ["soap-kernel-ridge", "shells-ridge"])


def test_one_large_cell_leaves_the_others_to_their_learners():
    problem = problem_with(["Fe"] * 40)
    large = Structure(Lattice.cubic(30), ["Fe"] * 1001, np.random.default_rng(0).random((1001, 3)))
    problem.materials[7] = Material(id="large", structure=large, formula="Fe")
    reason = why_not(problem, find_regressor("soap-kernel-ridge"))
    assert reason.startswith(
        "cannot describe 1 row (Fe has 1,001 atoms in its cell, and SOAP takes at most 1,000"
    )
    assert why_not(problem, find_regressor("cgcnn")) == ""


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_every_descriptor_is_made_by_its_name(name):
    made = described_crystals(name)
    assert f"{type(made).__module__}:{type(made).__name__}" == DESCRIPTORS[name].factory


def test_choices_of_element_properties_leave_the_crystal_graph():
    for choice in ("selected", ("electronegativity",), ["group"]):
        assert type(described_crystals(choice)).__name__ == "CrystalGraphs"
