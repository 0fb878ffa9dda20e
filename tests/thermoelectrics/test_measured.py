"""Measured points from tables: headings, units, and a sentence where there is no telling."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.tables.reading import read_table
from mi_core.thermoelectrics.measured import COLUMNS_OF_POINTS, measured_points

POINT = [300.15, -110.0, 27_778.0, 0.63]


def points(text: str):
    return measured_points(read_table("mine.csv", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "T (K),S (µV/K),sigma (S/m),kappa (W/(m K))\n300.15,-110,27778,0.63",
        "T (°C);S (uV/K);rho (mΩ cm);kappa (W/mK)\n27;-110;3,6;0,63",
        "Temperature [K],Seebeck coefficient [mV/K],Electrical conductivity [S cm-1],κ [mW/(cm K)]\n300.15,-0.11,277.78,6.3",
        "T (K)\tthermopower (V/K)\tresistivity (Ω m)\tthermal conductivity (W m-1 K-1)\n300.15\t-1.1e-4\t3.6e-5\t0.63",
        "label,kappa (W/m/K),T (K),rho (µΩ·cm),alpha (µV K-1)\na,0.63,300.15,3600,-110",
    ],
)
def test_the_same_point_in_other_units(text):
    frame, remarks = points(text)
    assert tuple(frame) == COLUMNS_OF_POINTS
    np.testing.assert_allclose(frame.iloc[0], POINT, rtol=1e-4)
    assert len(remarks) == 4


def test_a_column_without_a_unit_is_taken_for_the_usual_one_and_said():
    frame, remarks = points("T,S,sigma,kappa\n300,-110,27766,0.63\n400,-138,,0.57")
    np.testing.assert_allclose(frame.iloc[0], [300, -110, 27766, 0.63])
    assert np.isnan(frame.loc[1, "conductivity_s_per_m"])
    assert frame.loc[1, "thermal_conductivity_w_per_mk"] == 0.57
    assert "names no unit: taken for S/m" in remarks[2]


def test_the_thermal_conductivity_may_be_unknown():
    frame, remarks = points("T,S,sigma\n300,-110,27766")
    assert frame["thermal_conductivity_w_per_mk"].isna().all()
    assert len(remarks) == 3


def test_no_resistivity_is_no_conductivity():
    frame, _ = points("T,S,rho (Ω m),kappa\n300,-110,0,0.63\n300,-110,-1,0.63")
    assert frame["conductivity_s_per_m"].isna().all()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "T,S\n300,2",
            "has no column for Electrical conductivity; its columns are T, S",
        ),
        (
            "T (K),S (eV),sigma,kappa\n300,2,3,4",
            "unit of 'S \\(eV\\)' is not known as one of seebeck coefficient: 'eV'",
        ),
        ("T,S,rho (S/m),kappa\n300,2,3,4", "unit of 'rho \\(S/m\\)'.*write one of Ω m"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(InputError, match=sentence):
        points(text)
