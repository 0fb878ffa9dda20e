"""The coefficients one by one, in families, and by shell."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.voxels.reflections import (
    MODULUS,
    STRENGTH,
    G,
    coefficient_table,
    envelopes,
    families,
    shell_means,
)

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
TABLE = coefficient_table(SALT)


def test_the_table_begins_with_the_mean_and_goes_by_length():
    first = TABLE.iloc[0]
    assert first[["h", "k", "l"]].tolist() == [0, 0, 0]
    assert first[MODULUS] * SALT.volume == pytest.approx(112)
    assert TABLE[G].round(6).is_monotonic_increasing
    assert TABLE[G].max() <= 6.4 + 1e-6
    moduli = np.hypot(TABLE["re_e_per_a3"], TABLE["im_e_per_a3"])
    assert moduli.tolist() == pytest.approx(TABLE[MODULUS].tolist())
    index = {tuple(row) for row in TABLE[["h", "k", "l"]].to_numpy().tolist()}
    assert len(index) == len(TABLE)


def test_families_of_rock_salt_are_those_of_a_face_centred_lattice():
    found = families(TABLE, SALT.volume)
    assert found["hkl"].tolist()[:4] == ["1 1 1", "2 0 0", "2 2 0", "3 1 1"]
    assert found["multiplicity"].tolist()[:4] == [8, 6, 12, 24]
    parity = [{int(index) % 2 for index in hkl.replace("−", "-").split()} for hkl in found["hkl"]]
    assert all(len(odd_or_even) == 1 for odd_or_even in parity)
    f = [form_factor(symbol, found[G].to_numpy()[:1])[0] for symbol in ("Na", "Cl")]
    assert found[MODULUS][0] == pytest.approx(4 * abs(f[0] - f[1]) / SALT.volume)
    assert found[STRENGTH][0] == pytest.approx(SALT.volume * found[MODULUS][0] ** 2)


def test_shells_hold_all_vectors_and_their_strength():
    shells = shell_means(TABLE, SALT.volume)
    assert shells["vectors"].sum() == 2 * (len(TABLE) - 1)
    whole = (shells["vectors"] * shells[STRENGTH].fillna(0)).sum()
    assert whole == pytest.approx(2 * SALT.volume * (TABLE[MODULUS][1:] ** 2).sum())
    assert shells[STRENGTH].isna().any()


def test_no_reflection_is_stronger_than_all_atoms_in_phase():
    found, allowed = families(TABLE, SALT.volume), envelopes(SALT)
    assert (found[STRENGTH] <= np.interp(found[G], allowed[G], allowed["in_phase"]) * 1.001).all()
    assert allowed["in_phase"][0] == pytest.approx(112**2 / SALT.volume)
    assert allowed["random_phases"][0] == pytest.approx((4 * 11**2 + 4 * 17**2) / SALT.volume)
