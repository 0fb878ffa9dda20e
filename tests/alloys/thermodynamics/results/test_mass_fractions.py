"""Mass fractions of phases against arithmetic by hand, and the switch of an equilibrium."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium, with_mass_fractions


def test_by_hand():
    # 0.9 Al atoms (26.982) beside 0.1 of Mg2Si, (2 · 24.305 + 28.085) / 3 = 25.565 per atom
    rows = pd.DataFrame(
        {
            "alloy": 0, "temperature_k": 450.0, "phase": ["FCC_A1", "MG2SI"], "fraction": [0.9, 0.1],
            "x_Al": [1.0, 0.0], "x_Mg": [0.0, 2 / 3], "x_Si": [np.nan, 1 / 3],
        }
    )  # fmt: skip
    mass = with_mass_fractions(rows)["mass_fraction"].tolist()
    assert mass == pytest.approx([0.9 * 26.982 / 26.8403, 0.1 * 25.565 / 26.8403], rel=1e-5)


def test_they_sum_to_one_and_weigh_what_the_elements_weigh():
    found = equilibrium([{"Cu": 5.0}], [500.0, 840.0])
    phases = sorted(set(found.phases["phase"]))
    by_mass = found.fractions(phases, by_mass=True)[0]
    assert by_mass.sum(axis=1) == pytest.approx([1.0, 1.0])
    rows = with_mass_fractions(found.phases)
    copper = rows["x_Cu"] * 63.546 / (rows["x_Cu"] * 63.546 + rows["x_Al"] * 26.982)
    assert (copper * rows["mass_fraction"]).groupby(rows["temperature_k"]).sum().to_numpy() == pytest.approx(
        0.05
    )


def test_a_point_without_equilibrium_stays_unknown():
    rows = pd.DataFrame(
        {"alloy": 0, "temperature_k": [450.0], "phase": [""], "fraction": [np.nan], "x_Al": [np.nan]}
    )
    assert with_mass_fractions(rows)["mass_fraction"].isna().all()
