"""Composition statistics against Magpie's definitions, computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.composition import AtomicFractions, CompositionStatistics
from mi_core.errors import InputError
from mi_core.structures.material import Material


@pytest.fixture
def row():
    transformer = CompositionStatistics().fit([])
    names = transformer.get_feature_names_out()

    def compute(formula):
        return dict(zip(names, transformer.transform([formula])[0], strict=True))

    return compute


def test_haematite(row):
    values = row("Fe2O3")
    assert values["mean_atomic_number"] == pytest.approx(0.4 * 26 + 0.6 * 8)
    assert values["deviation_atomic_number"] == pytest.approx(0.4 * 10.8 + 0.6 * 7.2)
    assert (values["min_row"], values["max_row"], values["range_row"]) == (2, 4, 2)
    assert values["mode_atomic_number"] == 8
    assert values["n_elements"] == 2
    assert values["norm_2"] == pytest.approx(np.hypot(0.4, 0.6))
    electrons = np.array([2, 0.6 * 4, 0.4 * 6, 0])
    shares = [values[f"valence_share_{shell}"] for shell in "spdf"]
    assert shares == pytest.approx(electrons / electrons.sum())
    character = 1 - np.exp(-((3.44 - 1.83) ** 2) / 4)
    assert values["ionic_character_max"] == pytest.approx(character)
    assert values["ionic_character_mean"] == pytest.approx(2 * 0.4 * 0.6 * character)


def test_mode_of_equal_amounts_is_the_smaller_value(row):
    assert row("NaCl")["mode_atomic_number"] == 11


def test_one_element(row):
    values = row("Si")
    assert values["deviation_electronegativity"] == values["range_row"] == values["ionic_character_mean"] == 0


def test_scale_and_order_of_the_formula_do_not_matter():
    rows = CompositionStatistics().fit_transform(["SrTiO3", "O6Ti2Sr2", "Sr0.2Ti0.2O0.6", "D2O", "H2O"])
    assert np.allclose(rows[0], rows[1:3], atol=1e-5)
    assert np.allclose(rows[3], rows[4])


def test_materials_formulas_and_batches_agree(monkeypatch):
    formulas = ["SrTiO3", "Si", "Bi2Te3", "LiCoO2", "CsPbI3"]
    whole = CompositionStatistics().fit_transform(formulas)
    materials = [Material(f, formula=f) for f in formulas]
    monkeypatch.setattr("mi_core.descriptors.composition.ROWS_AT_ONCE", 2)
    np.testing.assert_allclose(CompositionStatistics().fit_transform(materials), whole, rtol=1e-9, atol=1e-12)
    assert np.isfinite(whole).all()


def test_no_rows():
    assert CompositionStatistics().fit_transform([]).shape == (0, 162)


@pytest.mark.parametrize("formula", ["", "Xx2O3", "not a formula", "Og"])
def test_bad_formulas(formula):
    with pytest.raises(InputError):
        CompositionStatistics().fit_transform([formula])


def test_bad_property():
    with pytest.raises(InputError, match="charm"):
        CompositionStatistics(properties=["charm"]).fit([])


def test_fractions_of_elements_stand_by_atomic_number():
    found = AtomicFractions().transform(["Pb0.98Na0.02Te", Material(id="a", formula="NaCl")])
    assert found.shape == (2, 103)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-6)
    names = list(AtomicFractions().get_feature_names_out())
    sodium = found[:, names.index("fraction_11")]
    np.testing.assert_allclose(sodium, [0.01, 0.5], rtol=1e-5)


def test_fractions_above_a_floor_are_logarithms():
    found = AtomicFractions(floor=1e-3).transform(["Pb0.98Na0.02Te"])[0]
    np.testing.assert_allclose(found[[10, 0]], [np.log10(0.011), -3], rtol=1e-5)


def test_fractions_beyond_the_table_are_one_sentence():
    with pytest.raises(InputError, match="beyond Z = 103"):
        AtomicFractions().transform(["NaCl", "Rf"])
