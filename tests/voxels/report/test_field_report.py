"""The report of a density file says what it holds, adds up to and averages to, and treats the users' text as text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from density_files import TRICLINIC, gaussians
from report_page import Page

from mi_core.densities.field import ScalarField
from mi_core.densities.total import total_of
from mi_core.report import Picture
from mi_core.voxels.numbers import field_numbers
from mi_core.voxels.report.field import FieldRead, field_report

ATTACK = "<script>alert(1)</script>"
AVERAGES = pd.DataFrame({"Height (Å)": [0.0, 0.25], "Mean over the plane (e/Å³)": [-0.125, 0.5]})


def field(kind="valence", values=None, remarks=()) -> ScalarField:
    return ScalarField(
        kind, f"some {kind} {ATTACK}", TRICLINIC, gaussians() if values is None else values, remarks
    )


def read(of: ScalarField, hartree=None) -> FieldRead:
    ends = tuple(float(find(of.values)) for find in (np.min, np.max))
    return FieldRead(f"CHGCAR {ATTACK}", of, total_of(of), ends, hartree)


def report(of: FieldRead) -> str:
    pictures = [Picture("Plane", go.Figure(), ATTACK), Picture("Line", go.Figure())]
    return field_report(of, pictures, AVERAGES, made_on=date(2026, 1, 2))


def test_it_says_what_the_field_is_and_amounts_to():
    seen = read(field(remarks=("Augmentation was left out.",)), hartree=-123.4)
    html = report(seen)
    page = Page(html)
    for number in field_numbers(seen.field, seen.total, seen.ends, seen.hartree):
        assert number.words in page.text
    assert "8 electrons" in page.text
    assert "Hartree energy −61.7 eV/atom" in page.text  # two atoms
    assert "Checked: it adds up" in page.text
    assert "Augmentation was left out." in page.text
    for words in (
        "4.1000, 4.6000, 5.2000",
        "85.00, 98.00, 107.00",
        f"{TRICLINIC.volume:,.3f}",
        "14 × 16 × 18",
    ):
        assert words in page.cells
    assert [cell for cell in page.cells if cell in {"0.25", "−0.125", "0.5"}] == ["−0.125", "0.25", "0.5"]
    assert "python -m mi_core voxels INPUT... --output folder" in page.text


def test_it_opens_offline_and_users_text_stays_text():
    html = report(read(field(remarks=(ATTACK,))))
    page = Page(html)
    assert page.loaded() == []
    assert html.count("plotly.js v") == 1
    assert f"CHGCAR {ATTACK}" in page.text
    assert html.count("alert(1)</script>") == 0


def test_electrons_that_no_atoms_have_are_a_warning():
    text = Page(report(read(field(values=0.9 * gaussians())))).text
    assert "It does not add up to what its atoms let expect." in text
    assert "Checked" not in text


@pytest.mark.parametrize("kind", ["potential", "elf"])
def test_what_is_no_density_has_no_electrons_and_no_voxels(kind):
    text = Page(report(read(field(kind, gaussians() / gaussians().max())))).text
    assert "mean 0." in text
    for words in ("electrons ·", "mi_core voxels", "Checked", "Hartree"):
        assert words not in text
