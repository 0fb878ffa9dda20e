"""The sign of S in a host, and dopants that leave it open."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.host_signs import sign_of_seebeck
from mi_core.thermoelectrics.neighbours import known_materials


@pytest.fixture
def known(measured):
    return known_materials(measured)


def test_a_new_dopant_in_a_host_of_one_sign_is_doubtful(known):
    signs = sign_of_seebeck("Pb0.97Bi0.03Te", known)
    assert (signs.host, signs.p, signs.n, signs.new_elements) == ("Pb-Te", 2, 0, ("Bi",))
    assert signs.is_doubtful
    assert "p-type only (2 compositions), never with Bi" in signs.sentence


def test_a_known_dopant_is_not(known):
    signs = sign_of_seebeck("Pb0.99Na0.01Te", known)
    assert not signs.is_doubtful
    assert signs.sentence == "Pb-Te was measured as p-type only (2 compositions)."


def test_both_signs_are_said(known, measured):
    first = measured["formula"] == "Pb0.98Na0.02Te"
    other = measured.assign(
        seebeck_uv_per_k=measured["seebeck_uv_per_k"].where(~first, -measured["seebeck_uv_per_k"])
    )
    signs = sign_of_seebeck("Pb0.97Bi0.03Te", known_materials(other))
    assert (signs.p, signs.n) == (1, 1)
    assert not signs.is_doubtful
    assert "both signs of S: 1 p-type, 1 n-type" in signs.sentence


def test_a_composition_whose_sign_changes_counts_by_its_median(known):
    signs = sign_of_seebeck("Bi2Te3", known)
    assert (signs.p, signs.n) == (1, 2)


def test_an_unknown_host_says_nothing(known):
    signs = sign_of_seebeck("SrTiO3", known)
    assert (signs.p, signs.n, signs.new_elements, signs.sentence) == (0, 0, (), "")
    assert not signs.is_doubtful


def test_what_is_no_formula_is_refused(known):
    with pytest.raises(InputError):
        sign_of_seebeck("Pb(Te", known)


def test_real_lead_telluride_has_both_signs(data_dir, monkeypatch):
    from mi_core.datasets.loading import load_dataset

    monkeypatch.setenv("MI_DATA_DIR", str(data_dir))
    signs = sign_of_seebeck("PbTe", known_materials(load_dataset("estm_thermoelectrics").frame))
    assert signs.p > 0
    assert signs.n > 0
