"""Parity of held-out frames, and what frames to learn from hold, as figures."""

from __future__ import annotations

import numpy as np

from mi_core.potentials.figures.labels import energies_figure, forces_figure
from mi_core.potentials.figures.parity import energy_parity, force_parity


def test_parity_shows_each_frame_with_its_group(learned):
    figure = energy_parity(learned.held_out)
    points = figure.data[0]
    assert len(points.x) == len(learned.held_out)
    assert set(points.customdata) == set(learned.held_out["group"])
    assert f"{len(learned.held_out)} held-out rows" in figure.layout.title.subtitle.text


def test_forces_have_a_unit_and_all_of_the_sample(learned):
    figure = force_parity(learned.held_out_forces)
    assert "eV/Å" in figure.layout.xaxis.title.text
    assert f"{len(learned.held_out_forces):,} held-out rows" in figure.layout.title.subtitle.text


def test_each_frame_and_each_atom_is_counted_once(copper):
    energies, forces = energies_figure(copper), forces_figure(copper)
    assert sum(len(trace.x) for trace in energies.data) == len(copper)
    assert {trace.name for trace in energies.data} == {frame.group for frame in copper}
    assert np.sum(forces.data[0].y) == sum(len(frame.atoms) for frame in copper)
