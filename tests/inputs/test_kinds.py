"""Kinds of input are objects: one that the product never heard of is read, learned from, predicted for and named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from toy_kind import SPECTRUM

from mi_core.comparison.adopt import adopt
from mi_core.comparison.features import why_not
from mi_core.comparison.protocol import Protocol
from mi_core.comparison.run import compare, models_for
from mi_core.comparison.tables import make_problem
from mi_core.errors import InputError
from mi_core.inputs import CRYSTAL, FORMULA, KINDS, SITES, find_kind, kinds_in
from mi_core.prediction.basis import basis_sentences
from mi_core.prediction.predict import predict
from mi_core.pretrained import pipelines
from mi_core.pretrained.catalogue import Catalogue
from mi_core.regressors.registry import REGRESSORS, RegressorEntry
from mi_core.structures.rows import formula_row, sites_row
from mi_core.targets import Target

WEIGHTS = np.array([1.0, -2.0, 0.5, 0.0, 3.0])
TOY = RegressorEntry(
    "toy", "Toy", "A line through spectra.", "mi_core.regressors.ridge:RidgeRegressor", seed_parameter="", kind=SPECTRUM
)  # fmt: skip


@pytest.fixture
def toy(monkeypatch):
    """The toy kind and its regressor, as if they were listed."""
    monkeypatch.setitem(KINDS, "spectrum", SPECTRUM)
    monkeypatch.setitem(REGRESSORS, "toy", TOY)
    monkeypatch.setattr(pipelines, "TRUSTED_PREFIXES", (*pipelines.TRUSTED_PREFIXES, "toy_kind."))


@pytest.fixture(scope="module")
def spectra():
    """A table of 80 spectra."""
    rng = np.random.default_rng(0)
    rows = [f"{a}{b}" for a in ("Li", "Na", "K", "Rb") for b in ("F", "Cl", "Br", "I")] * 5
    spectrum = list(rng.normal(size=(80, 5)))
    return pd.DataFrame({"id": [f"s{n}" for n in range(80)], "formula": rows, "spectrum": spectrum})


@pytest.fixture
def problem(spectra):
    y = np.stack(spectra["spectrum"]) @ WEIGHTS
    width = Target("width_mev", "Width", "Γ", "meV")
    materials = SPECTRUM.materials(spectra)
    return make_problem("spectra", width, materials, y, origin={}, rows_in=80, steps=[])


def test_a_toy_kind_is_compared_on_learned_and_predicted(toy, problem, spectra, tmp_path):
    assert SPECTRUM in kinds_in(spectra)
    assert problem.kind is FORMULA, "regressors on numbers read what can be described by numbers"
    assert "toy" not in models_for(problem)
    shown = compare(problem, ["toy", "ridge"], Protocol(holdout=0.25, learning_curve=False)).summary
    assert shown["model"].iloc[0] == "toy"
    card = adopt(problem, "toy", tmp_path, name="my-toy").card
    assert card.takes == "spectrum"
    assert find_kind(card.takes).title == "a spectrum of five channels"
    rows = SPECTRUM.materials(spectra.head(20))
    frame = predict([*rows, formula_row("f", "t", "NaCl")], ["width_mev"], catalogue=Catalogue((tmp_path,)))
    expected = np.stack(spectra["spectrum"].head(20)) @ WEIGHTS
    np.testing.assert_allclose(frame["value"].iloc[:20], expected, atol=0.3)
    assert frame["error"].iloc[20] == "f has no spectrum, and this model needs one; give five numbers."
    assert basis_sentences(frame, {"my-toy": card})[0].startswith("§ from the spectrum")


def test_rows_without_it_are_said_to_lack_it(toy, spectra):
    formulas = FORMULA.materials(spectra)
    other = make_problem(
        "f", Target("y", "y", "y", ""), formulas, np.arange(80.0), origin={}, rows_in=80, steps=[]
    )
    assert why_not(other, TOY) == "needs a spectrum in every row, and f has rows without"


def test_a_table_is_read_as_what_says_most():
    assert kinds_in(["id", "formula", "cif"])[0] is CRYSTAL
    assert kinds_in(["id", "formula", "a_site", "b_site"])[0] is SITES
    assert kinds_in(["id", "formula"]) == [FORMULA]


def test_each_kind_says_in_a_sentence_what_it_lacks():
    formula, sites = formula_row("f", "t", "SrTiO3"), sites_row("s", "t", "Sr", "Ti", "O")
    assert CRYSTAL.why_not(sites).startswith("SrTiO3 has no crystal structure")
    assert "bare formula" in SITES.why_not(formula)
    assert SITES.why_not(sites) is FORMULA.why_not(sites) is FORMULA.why_not(formula) is None
    with pytest.raises(InputError, match="choose one of structure, sites, molecule, formula"):
        find_kind("voxels")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_choice_of_features_describes(kind):
    row = sites_row("s", "t", "Sr", "Ti", "O")
    for features in kind.features:
        assert kind.describe(features).fit([row]).transform([row]).shape[0] == 1
