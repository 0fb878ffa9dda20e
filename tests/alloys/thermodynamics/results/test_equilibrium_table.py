"""The table of an equilibrium: gaps summed, failures visible, the text of temperatures."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium, tabulate
from mi_core.alloys.thermodynamics.results.equilibrium_table import equilibrium_table
from mi_core.alloys.thermodynamics.results.temperatures import parse_temperatures
from mi_core.alloys.thermodynamics.solver.point import Point
from mi_core.errors import InputError


def test_a_miscibility_gap_is_one_row_whose_content_is_that_of_the_alloy():
    found = equilibrium([{"Zn": 50.0}], [600.0, 650.0])
    table = equilibrium_table(found)
    gap, single = (table[table["temperature_k"] == t] for t in (600.0, 650.0))
    assert list(table)[:6] == ["temperature_k", "phase", "fraction", "sets", "title", "gibbs_j_per_mol"]
    assert gap[["phase", "sets"]].to_numpy().tolist() == [["FCC_A1", 2]]
    assert single[["phase", "sets"]].to_numpy().tolist() == [["FCC_A1", 1]]
    # 50 wt% Zn: (50 / 65.38) / (50 / 65.38 + 50 / 26.9815)
    assert gap["x_Zn"].iloc[0] == pytest.approx(0.29212, abs=1e-4)
    assert gap["fraction"].iloc[0] == pytest.approx(1.0)


def test_fractions_and_contents_balance():
    table = equilibrium_table(equilibrium([{"Mg": 1.0, "Si": 0.6, "Cu": 0.3}], [450.0]))
    assert len(table) == 4
    assert table["fraction"].sum() == pytest.approx(1.0)
    content = (table["fraction"] * table["x_Mg"]).sum()
    # 1 wt% Mg: (1 / 24.305) / (1 / 24.305 + 0.6 / 28.0855 + 0.3 / 63.546 + 98.1 / 26.98154)
    assert content == pytest.approx(0.0111108, abs=1e-6)


def test_a_point_that_failed_is_one_row_without_phase():
    found = tabulate([[Point()]], np.array([700.0]), [("Al", "Mg")])
    row = equilibrium_table(found).iloc[0]
    assert row["temperature_k"] == 700.0
    assert row["phase"] == ""
    assert np.isnan(row["fraction"])
    assert np.isnan(row["gibbs_j_per_mol"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("400:900:50", list(range(400, 901, 50))),
        ("450, 700,450", [450, 700]),
        ("700,400:500:40", [400, 440, 480, 700]),
        ("400:401:0.1", [400 + n / 10 for n in range(11)]),
        ("500:500:1", [500]),
    ],
)
def test_temperatures_of_a_text(text, expected):
    assert parse_temperatures(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty text"),
        ("warm", "got 'warm'"),
        ("400:900", "start:stop:step"),
        ("400:900:0", "above 0 K"),
        ("900:400:50", "goes upwards"),
        ("nan", "got 'nan'"),
        ("300:1000:0.001", "At most 2,000"),
        ("300:inf:1", "got 'inf'"),
        (",".join(str(300 + n / 10) for n in range(2001)), "has 2,001"),
    ],
)
def test_temperatures_that_are_none(text, words):
    with pytest.raises(InputError) as caught:
        parse_temperatures(text)
    assert words in str(caught.value)
