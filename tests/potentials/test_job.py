"""Learning as a job: in parts, which are kept, and joined at the end."""

from __future__ import annotations

import pkgutil
import shutil

import pytest
from ase.io import write
from copper_frames import copper_frames
from small_expansion import KIND as SMALL_KIND

from mi_core.errors import InputError
from mi_core.potentials.job import KIND
from mi_core.potentials.kinds import find_kind
from mi_core.potentials.learning import learn_potential
from mi_core.potentials.store import load_potential


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    from ase.calculators.singlepoint import SinglePointCalculator

    images = []
    for frame in copper_frames(30):
        atoms = frame.atoms.copy()
        atoms.calc = SinglePointCalculator(atoms, energy=frame.energy, forces=frame.forces)
        images.append(atoms)
    path = tmp_path_factory.mktemp("frames") / "copper.extxyz"
    write(path, images, format="extxyz")
    return path


@pytest.fixture(scope="module")
def learned_parts(file, tmp_path_factory):
    """The parameters, results and folder of a job that has learned all its parts."""
    params, folder = {"frames": str(file), "kind": "ace", "name": "mine"}, tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mi_core.potentials.ace.kind.KIND", SMALL_KIND)
        return params, [KIND.work(task, str(folder)) for task in KIND.tasks(params)], folder


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
    assert [path.name for path in folder.iterdir()] == ["learned.json"]


#: What the last step of a job calls in turn; it may die before or after each.
STEPS = [
    "mi_core.potentials.learning.finished",
    "mi_core.potentials.store.save_potential",
    "json.dumps",
    "pathlib.Path.unlink",
    "json.loads",
]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_last_step_that_died_is_repeated(
    small_expansion, learned_parts, tmp_path, monkeypatch, step, after
):
    params, results, parts = learned_parts
    folder = tmp_path / "jobs" / "1"
    shutil.copytree(parts, folder)
    with monkeypatch.context() as dying:
        dies_at(dying, step, after=after)
        with pytest.raises(KeyboardInterrupt):
            KIND.finish(params, results, str(folder))
    summary = KIND.finish(params, results, str(folder))
    assert load_potential("mine", tmp_path).card.targets["energy"]["metrics"] == summary["metrics"]["energy"]
    assert KIND.finish(params, results, str(folder)) == summary
    assert not list(folder.glob("part-*"))


def dies_at(monkeypatch, dotted, *, after):
    """Have the process die when it first calls a function, before or after that function has done its work."""
    owner, name = dotted.rsplit(".", 1)
    owner = pkgutil.resolve_name(owner)
    real = getattr(owner, name)

    def dying(*args, **kwargs):
        if after:
            real(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, dying)


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
