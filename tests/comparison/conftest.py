"""A small table whose numbers follow from its elements, and the problem made of it."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from mi_core.comparison.tables import problem_from_table

A_SITES = ("Na", "K", "Rb", "Cs", "Ca", "Sr", "Ba", "La", "Y", "Pb", "Bi")
B_SITES = ("Ti", "Zr", "Hf", "Sn", "Nb", "Ta", "Mn", "Fe", "Co", "Al", "Ga")


@pytest.fixture(scope="session")
def table() -> pd.DataFrame:
    """121 oxides with a made-up target, smooth in electronegativity and radius."""
    from mi_core.descriptors.elements import filled_element_table

    elements = filled_element_table()
    noise = np.random.default_rng(0).normal(scale=0.02, size=len(A_SITES) * len(B_SITES))
    rows = [
        {
            "a_site": a,
            "b_site": b,
            "value": 2 * elements["electronegativity"][a] - elements["atomic_radius"][b] + shift,
        }
        for (a, b), shift in zip(itertools.product(A_SITES, B_SITES), noise, strict=True)
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def problem(table):
    return problem_from_table(table, "value", "eV", name="oxides.csv")
