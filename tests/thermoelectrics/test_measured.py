"""Measured points from tables: headings, units, and a sentence where there is no telling."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.tables.reading import read_table
from mi_core.thermoelectrics.measured import COLUMNS_OF_POINTS, measured_points

NO = np.nan
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


@pytest.mark.parametrize(
    ("heading", "cells", "column", "numbers", "how"),
    [
        ("T", ["300", "27 °C"], 0, [300, 300.15], "which names no unit: taken for K, but for 1 cell in °C."),
        ("S (µV/K)", ["-110", "-0.11 mV/K"], 1, [-110, -110], "read in µV/K, but for 1 cell in mV/K."),
        ("S", ["-110", "-0.11 mV/K"], 1, [-110, -110], "which names no unit: taken for µV/K, but for 1 cell in mV/K."),
        ("rho", ["1e-5", "1 mΩ cm"], 2, [1e5, 1e5], "taken for Ω m, but for 1 cell in mΩ cm."),
        ("sigma (S/cm)", ["100", "3 eV"], 2, [1e4, NO], "read in S/cm; not read: 1 cell in eV."),
        ("kappa", ["1 W/mK", "10 mW/(cm K)"], 3, [1, 1], "read in W/(m K), mW/(cm K)."),
    ],
)  # fmt: skip
def test_each_cell_is_in_its_own_unit_and_the_remark_says_so(heading, cells, column, numbers, how):
    usual = {"T": "300", "S": "-100", "sigma": "1000", "kappa": "1"}
    name = {"rho": "sigma"}.get(heading.split()[0], heading.split()[0])
    others = {key: cell for key, cell in usual.items() if key != name}
    lines = "".join(",".join([cell, *others.values()]) + "\n" for cell in cells)
    frame, remarks = points(",".join([heading, *others]) + f"\n{lines}")
    np.testing.assert_allclose(frame.iloc[:, column], numbers)
    assert any(repr(heading) in remark and remark.endswith(how) for remark in remarks)


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
        ("T,S,sigma,kappa\n300,2 eV,3,4", "unit of 'S' is not known as one of seebeck coefficient: 'eV'"),
        ("T,S,rho (S/m),kappa\n300,2,3,4", "unit of 'rho \\(S/m\\)'.*write one of Ω m"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(InputError, match=sentence):
        points(text)
