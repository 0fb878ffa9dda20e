"""The environments of silicon that ship, in the layers of the network that ships."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.potentials.barriers.job import KIND
from mi_core.potentials.environments.point_set import SILICON, at_random, barrier_between, silicon_points
from mi_core.representations.layers import GROUP


@pytest.fixture(scope="module")
def mapped():
    return silicon_points()


def of(mapped, source: str) -> np.ndarray:
    return np.flatnonzero(mapped.layers.points["source"] == source)


def test_points_maps_and_states_are_of_the_same_atoms(mapped):
    n = len(mapped.layers)
    assert n > 12_000
    assert {layer.shape[0] for method in mapped.maps.values() for layer in method} == {n}
    assert len(mapped.layers["hidden 1"]) == n
    assert set(mapped.columns) <= set(mapped.layers.points)
    assert mapped.layers.points[GROUP].nunique() == len(mapped.materials)
    for name, material in list(mapped.materials.items())[:5]:
        assert len(material.structure) == (mapped.layers.points["id"] == name).sum()


def test_diamonds_are_near_each_other_in_what_was_learned(mapped):
    """The states of the crystal at rest are those of one environment, and the melt is spread."""
    states = mapped.layers["hidden 1"]
    rest, melt = states[of(mapped, "diamond")], states[of(mapped, "liquid")]
    assert np.ptp(rest, axis=0).max() < 1e-3
    assert melt.std(axis=0).max() > 100 * np.ptp(rest, axis=0).max()


def test_random_weights_see_the_same_input_and_make_something_else_of_it(mapped):
    random = at_random(0)
    first, last = mapped.layers.names[0], mapped.layers.names[-1]
    assert random[first] == pytest.approx(mapped.layers[first], abs=1e-5)
    assert not np.allclose(random[last], mapped.layers[last])
    assert random.points is mapped.layers.points


def test_a_barrier_lies_between_frames_of_one_cell(mapped, tmp_path):
    glass = of(mapped, "amorphous")
    job = SILICON.between(int(glass[0]), int(glass[-1]))
    path = tmp_path / job.name
    path.write_bytes(job.content)
    assert KIND.name == job.kind
    assert KIND.tasks({**job.params, job.file: str(path)})
    cells = mapped.layers.points[SILICON.cells]
    assert cells.iloc[glass[0]] == cells.iloc[glass[-1]]


def test_other_cells_are_told(mapped):
    with pytest.raises(InputError, match="needs the same atoms at both ends"):
        barrier_between(int(of(mapped, "diamond")[0]), int(of(mapped, "liquid")[0]))
