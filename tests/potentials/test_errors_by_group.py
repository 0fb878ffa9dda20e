"""Errors of held-out frames by their groups."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.potentials.errors_by_group import UNNAMED, errors_by_group


@pytest.fixture
def held_out():
    return pd.DataFrame(
        {
            "group": ["a", "a", ""],
            "n_atoms": [1, 3, 8],
            "energy": [0.0, 0.0, 1.0],
            "predicted": [0.003, -0.004, 1.0],
            "lower": [-0.001, -0.005, 0.9],
            "upper": [0.005, -0.001, 1.1],
            "force_rmse": [0.1, 0.3, 0.0],
            "in_domain": [True, False, True],
        }
    )


def test_errors_are_in_mev_per_atom_and_forces_count_by_component(held_out):
    row = errors_by_group(held_out).set_index("group").loc["a"]
    assert row["mae_mev"] == pytest.approx(3.5)
    assert row["rmse_mev"] == pytest.approx((12.5) ** 0.5)
    assert row["force_rmse"] == pytest.approx(((0.01 * 1 + 0.09 * 3) / 4) ** 0.5)
    assert row["coverage"] == pytest.approx(0.5)
    assert row["outside"] == pytest.approx(0.5)


def test_frames_without_a_group_and_all_together_have_rows(held_out):
    table = errors_by_group(held_out)
    assert table["group"].tolist() == ["a", UNNAMED, "all"]
    assert table["frames"].tolist() == [2, 1, 3]
    assert errors_by_group(held_out.iloc[:2])["group"].tolist() == ["a"]
