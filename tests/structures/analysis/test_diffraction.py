import numpy as np
import pytest
from pymatgen.analysis.diffraction.xrd import WAVELENGTHS as PYMATGEN_WAVELENGTHS

from mi_core.errors import InputError
from mi_core.structures.analysis.diffraction import (
    WAVELENGTHS,
    diffraction_cell,
    pattern_seconds,
    powder_pattern,
)


def test_rock_salt_has_its_textbook_peaks(nacl):
    peaks = powder_pattern(nacl).set_index("hkl")
    assert peaks["intensity"].idxmax() == "200"
    assert peaks.loc["200", "d_spacing_angstrom"] == pytest.approx(5.64 / 2)
    bragg = 2 * np.degrees(np.arcsin(WAVELENGTHS["CuKa"] / 5.64))
    assert peaks.loc["200", "two_theta_deg"] == pytest.approx(bragg, abs=1e-3)
    assert peaks.loc["200", "multiplicity"] == 6


def test_diamond_extinguishes_mixed_indices_and_200(silicon):
    indices = set(powder_pattern(silicon)["hkl"])
    assert {"111", "220", "311", "400"} <= indices
    assert not {"100", "110", "200", "222"} & indices


def test_the_pattern_does_not_depend_on_the_cell(nacl):
    primitive = nacl.get_primitive_structure()
    one, other = powder_pattern(nacl), powder_pattern(diffraction_cell(primitive))
    assert one["hkl"].tolist() == other["hkl"].tolist()
    assert one["two_theta_deg"].to_numpy() == pytest.approx(other["two_theta_deg"].to_numpy(), abs=1e-3)


def test_hexagonal_indices_are_three_with_bars():
    from pymatgen.core import Lattice, Structure

    zinc = Structure(
        Lattice.hexagonal(2.665, 4.947), ["Zn", "Zn"], [[1 / 3, 2 / 3, 0.25], [2 / 3, 1 / 3, 0.75]]
    )
    assert all(len(h.replace("\u0305", "")) == 3 for h in powder_pattern(zinc)["hkl"])


def test_wavelengths_are_pymatgens():
    assert {name: PYMATGEN_WAVELENGTHS[name] for name in WAVELENGTHS} == WAVELENGTHS


@pytest.mark.parametrize(
    ("options", "named"), [({"wavelength": "WKa"}, "CuKa"), ({"two_theta_max": 200}, "170")]
)
def test_impossible_settings_are_told(nacl, options, named):
    with pytest.raises(InputError, match=named):
        powder_pattern(nacl, **options)


def test_large_cells_are_known_to_be_slow(nacl):
    assert pattern_seconds(nacl) < 0.5
    assert pattern_seconds(nacl * (6, 6, 6)) > 5
