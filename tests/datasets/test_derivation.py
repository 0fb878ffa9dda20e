"""Columns computed when a table is read: what each rule gives, what it counts, and what it does to the real tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.card import Derivation
from mi_core.datasets.derivation import derive
from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError

NAN = float("nan")


def derived(columns, rule, **parameters):
    frame, steps = derive(pd.DataFrame(columns), [Derivation(rule, "new", parameters)])
    return frame["new"], steps


def test_logarithms_leave_out_and_count_what_is_not_positive():
    values, (step,) = derived({"x": [100.0, 0.0, -3.0, NAN]}, "log10", source="x")
    assert values.tolist() == pytest.approx([2.0, NAN, NAN, NAN], nan_ok=True)
    assert (step.rule, step.dropped, step.blanked) == ("log10", 0, 2)
    assert step.sentence == "new: 2 values left out, since x is not positive there."


def test_scaling_gives_another_unit_and_says_nothing():
    values, steps = derived({"x": [0.002]}, "scaled", source="x", factor=1000.0)
    assert values.tolist() == pytest.approx([2.0])
    assert steps == []


def test_row_ids_depend_on_the_row_alone():
    frame = pd.DataFrame({"formula": ["PbTe", "PbTe", "SnTe"], "t": [300.0, 400.0, 300.0]})
    ids, _ = derived(frame, "row_id", prefix="estm")
    assert ids.is_unique
    assert ids.str.fullmatch(r"estm-[0-9a-f]{12}").all()
    alone, _ = derived(frame.iloc[[2]], "row_id", prefix="estm")
    assert alone.iloc[0] == ids.iloc[2]


def test_rows_that_agree_in_all_are_numbered():
    ids, _ = derived({"a": [1.0, 2.0, 1.0, 1.0]}, "row_id", prefix="r")
    assert [text[len(ids[0]) :] for text in ids[[0, 2, 3]]] == ["", "-2", "-3"]


def test_rows_may_lack_values_and_still_have_ids():
    ids, _ = derived({"name": ["a", None], "x": [NAN, 1.0]}, "row_id", prefix="r")
    assert ids.is_unique
    assert ids.str.fullmatch(r"r-[0-9a-f]{12}").all()


def test_ids_of_a_table_are_kept_behind_a_prefix_and_repeats_are_numbered():
    assert derived({"num": [7, 3, 7]}, "own_id", source="num", prefix="bbbp-")[0].tolist() == [
        "bbbp-7",
        "bbbp-3",
        "bbbp-7-2",
    ]


def test_papers_lose_the_resolver():
    spelled = [
        "https://doi.org/10.1021/ACSAMI.1c1",
        "http://dx.doi.org/10.1021/acsami.1c1",
        "dx.doi.org/10.1021/acsami.1c1 ",
        "10.1021/acsami.1c1",
    ]
    assert set(derived({"doi": spelled}, "paper", source="doi")[0]) == {"10.1021/acsami.1c1"}


def test_the_formula_is_that_of_the_cifs_heading():
    cifs = [
        "data_x\n_chemical_formula_structural   SrTiO3\n_chemical_formula_sum   'Sr1 Ti1 O3'\n",
        "_chemical_formula_structural   'Na(CoO2)3'\n",
        "no formula",
    ]
    assert derived({"cif": cifs}, "formula", source="cif")[0].tolist() == ["SrTiO3", "Na(CoO2)3", ""]


def test_an_unknown_rule_is_named_with_the_known_ones():
    with pytest.raises(InputError, match="'log2' is not known; choose one of row_id, own_id, log10"):
        derived({"x": [1.0]}, "log2", source="x")


def test_logarithms_of_the_real_transport_table(data_dir):
    data = load_dataset("ricci_transport")
    frame = data.frame
    assert frame["log10_pf_n"].to_numpy() == pytest.approx(np.log10(frame["PF_n"]))
    assert (10 ** frame["log10_sigma_p"]).to_numpy() == pytest.approx(frame["sigma_p"])
    assert [step.blanked for step in data.report.steps[:4]] == [0, 0, 0, 0]


def test_conductivities_of_the_real_transport_table_are_for_1_fs(data_dir):
    """One isotropic band obeys σ = n e² τ/m, and the electrons of metals L = π²/3 (k/e)² = 2.44e-8 W Ω/K²."""
    frame = load_dataset("ricci_transport").frame
    gapped = frame[frame["gap_ev"] > 0]
    tau = gapped["sigma_n"] * gapped["m_n"] * 9.10938e-31 / (1e24 * 1.602177e-19**2)
    assert tau.quantile(0.1) == pytest.approx(1e-15, rel=2e-3)
    metals = frame[frame["gap_ev"] == 0]
    assert (metals["kappa_n"] * 1e-6 / (metals["sigma_n"] * 300)).median() == pytest.approx(2.44e-8, rel=0.01)


def test_units_of_the_real_measured_table(data_dir):
    frame = load_dataset("estm_thermoelectrics").frame
    pf = frame["seebeck_uv_per_k"] ** 2 * 1e-12 * 10 ** frame["log10_sigma_s_per_m"] * 1e3
    assert ((frame["power_factor_mw_per_m_k2"] / pf - 1).abs() > 0.2).sum() == 42
    zt = (
        frame["power_factor_mw_per_m_k2"]
        * 1e-3
        * frame["temperature_k"]
        / 10 ** frame["log10_kappa_w_per_m_k"]
    )
    assert (frame["zt"] / zt).median() == pytest.approx(1.0, abs=1e-3)
    assert frame["paper"].str.startswith("10.").all()
    assert frame["paper"].nunique() == 191


def test_formulas_of_real_crystals_are_those_of_the_labels(data_dir):
    crystals = load_dataset("mp_crystals").frame.set_index("id")
    labels = load_dataset("mp_compositions").frame.set_index("id")
    shared = crystals.join(labels["formula"], rsuffix="_labelled", how="inner")
    assert len(shared) == 41_303
    assert (shared["formula"] == shared["formula_labelled"]).all()
