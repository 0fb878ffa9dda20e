"""Learning as a job: in parts, which are kept, and joined at the end."""

from __future__ import annotations

import pytest
from ase.io import write
from copper_frames import copper_frames

from mi_core.errors import InputError
from mi_core.potentials.job import KIND
from mi_core.potentials.kinds import find_kind
from mi_core.potentials.learning import learn_potential
from mi_core.potentials.store import load_potential


@pytest.fixture
def file(tmp_path):
    from ase.calculators.singlepoint import SinglePointCalculator

    images = []
    for frame in copper_frames(30):
        atoms = frame.atoms.copy()
        atoms.calc = SinglePointCalculator(atoms, energy=frame.energy, forces=frame.forces)
        images.append(atoms)
    write(tmp_path / "copper.extxyz", images, format="extxyz")
    return tmp_path / "copper.extxyz"


def test_parts_joined_are_what_is_learned_at_once(file, small_expansion, tmp_path):
    params = {"frames": str(file), "kind": "ace", "name": "mine"}
    folder = tmp_path / "workspace" / "jobs" / "1"
    folder.mkdir(parents=True)
    tasks = KIND.tasks(params)
    assert len(tasks) == find_kind("ace").parts
    summary = KIND.finish(params, [KIND.work(task, str(folder)) for task in tasks], str(folder))
    kept = load_potential("mine", tmp_path / "workspace")
    from mi_core.potentials.frames.given import frames_to_learn

    frames = frames_to_learn(file).frames
    at_once = learn_potential(frames, "ace", name="mine", source="copper", sha256="")
    atoms = frames[0].atoms
    assert kept.predict(atoms).answer.energy == pytest.approx(at_once.predict(atoms).answer.energy, abs=1e-3)
    assert summary["potential"] == "mine"
    assert summary["metrics"]["energy"]["mae"] == pytest.approx(
        at_once.card.targets["energy"]["metrics"]["mae"], rel=0.2
    )
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "aces"}, "Kind of potential 'aces' is not known"),
        ({"name": "my potential"}, "is no name of a potential"),
        ({"frames": "nowhere.extxyz"}, "nowhere.extxyz"),
    ],
)
def test_parameters_that_cannot_be_are_told(file, small_expansion, change, sentence):
    with pytest.raises(InputError, match=sentence):
        KIND.tasks({"frames": str(file), "kind": "ace", "name": "mine"} | change)
