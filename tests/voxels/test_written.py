"""Explanations as files: read back, they are what they were."""

from __future__ import annotations

import io

import numpy as np
import pytest
from exact_network import EXACT, PEROVSKITE, exact_reading

from mi_core.voxels.explained import explain
from mi_core.voxels.written import cube_bytes, explanation_table, npz_bytes


@pytest.fixture(scope="module")
def found():
    return explain(exact_reading(PEROVSKITE), EXACT, orientations=2)


def test_the_table_has_a_row_for_each_pair_of_vectors(found):
    table = explanation_table(found, PEROVSKITE)
    assert len(table) == len(found.gradient)
    assert table["g_per_angstrom"].is_monotonic_increasing
    first = table.iloc[0]
    assert sorted(map(abs, first[["h", "k", "l"]])) == [0, 0, 1]
    assert first["re_derivative"] == pytest.approx(first["re_hartree_ev"], rel=1e-5)


def test_the_grid_holds_derivative_and_key(found):
    with np.load(io.BytesIO(npz_bytes(found, PEROVSKITE, 0.3))) as file:
        assert str(file["unit"]) == "eV/e"
        np.testing.assert_allclose(file["cell"], PEROVSKITE.lattice.matrix)
        size = np.abs(file["hartree"]).max()
        np.testing.assert_allclose(file["derivative"], file["hartree"], atol=1e-4 * size)
        assert file["derivative"].mean() == pytest.approx(0, abs=1e-9 * size)


def test_the_cube_file_says_what_it_is(found, tmp_path):
    from pymatgen.io.common import VolumetricData

    path = tmp_path / "it.cube"
    path.write_bytes(cube_bytes(found, PEROVSKITE, 0.3, "derivative of something"))
    assert "derivative of something, eV" in path.read_text().splitlines()[1]
    read = VolumetricData.from_cube(path)
    assert [site.specie.symbol for site in read.structure] == ["Sr", "Ti", "O", "O", "O"]
    assert read.data["total"].max() > 10
