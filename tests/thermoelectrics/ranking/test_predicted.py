"""What the ranking says of its candidates is what the model itself says, row for row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.thermoelectrics.ranking.candidates import GAP, candidates
from mi_core.thermoelectrics.ranking.predicted import (
    CARRIERS,
    domain_key,
    find_model,
    half_width_key,
    predicted,
    target_keys,
)


@pytest.fixture
def compounds(with_tiny_transport) -> pd.DataFrame:
    table = load_dataset("mp_compositions").frame
    table = pd.concat([table, table.iloc[:3].assign(id=["twice-1", "twice-2", "twice-3"])])
    table.iloc[-1, table.columns.get_loc("gap_pbe_ev")] = np.nan
    return candidates(table)


def test_they_are_what_the_model_says(compounds):
    model, counted = find_model(), []
    frame = predicted(compounds, model, lambda done, total: counted.append((done, total)))
    materials = [
        Material(id=i, formula=f, numbers={} if np.isnan(gap) else {GAP: gap})
        for i, f, gap in zip(compounds["id"], compounds["formula"], compounds[GAP], strict=True)
    ]
    said = model.predict(materials)
    assert frame["id"].tolist() == compounds["id"].tolist()
    for carriers in CARRIERS:
        for key in target_keys(carriers):
            assert frame[key].to_numpy() == pytest.approx(said.value[key], abs=1e-3, rel=1e-4)
        power = target_keys(carriers)[0]
        half = said.upper[power] - said.value[power]
        assert frame[half_width_key(carriers)].to_numpy() == pytest.approx(half, abs=1e-3)
        assert (
            frame[domain_key(carriers)].to_numpy() == said.in_domain[power]
        ).mean() > 0.98  # rounding, at the edge
    assert counted[-1][0] == counted[-1][1]


def test_rows_of_one_composition_and_gap_are_asked_once(compounds):
    counted = []
    frame = predicted(compounds, find_model(), lambda _, total: counted.append(total))
    assert counted == [len(compounds.drop_duplicates(["formula", GAP]))]
    assert len(frame) == len(compounds) > counted[0]


def test_no_candidates_are_a_frame_without_rows(compounds):
    empty = predicted(compounds.iloc[:0], find_model())
    assert empty.empty
    assert set(target_keys("p")) <= set(empty)


def test_without_the_model_it_is_said(with_tiny_transport, tmp_path, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(tmp_path / "none"))
    with pytest.raises(InputError, match="ricci-transport-blend"):
        find_model()
