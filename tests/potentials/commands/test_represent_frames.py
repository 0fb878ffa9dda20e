"""`represent` with frames: a small network of copper, kept where the one of silicon lies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ase.build import bulk
from ase.io import write
from network_frames import labelled, shaken, tiny_network

from mi_core.__main__ import main
from mi_core.potentials.environments.point_set import NETWORK
from mi_core.potentials.learning import learn_potential
from mi_core.potentials.store import load_potential, save_potential


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mi_core.potentials.network.kind.KIND", tiny_network(epochs=2))
        learned = learn_potential(
            labelled(shaken(25)), "network", name=NETWORK, source="copper.extxyz", sha256="0" * 64
        )
    save_potential(learned, folder / NETWORK)
    return folder


@pytest.fixture
def shipped(models, monkeypatch):
    monkeypatch.setenv("MI_POTENTIALS_MODELS", str(models))


def represent(*arguments) -> int:
    return main(["represent", *(str(a) for a in arguments), "--model", NETWORK])


def test_each_atom_of_each_frame_has_its_state_and_a_strange_frame_its_sentence(shipped, tmp_path):
    copper, gold, silver = shaken(1)[0], bulk("Au"), bulk("Ag")
    write(tmp_path / "first.extxyz", [copper, gold, copper], format="extxyz")
    write(tmp_path / "second.extxyz", [silver, copper[:2]], format="extxyz")
    (tmp_path / "broken.extxyz").write_text("no frames")
    files = [tmp_path / f"{name}.extxyz" for name in ("first", "second", "broken")]
    assert represent(*files, "--layer", "hidden 1", "--output", tmp_path / "out.parquet") == 0
    frame = pd.read_parquet(tmp_path / "out.parquet")
    counts = frame.groupby("id", sort=False).size()
    assert counts.to_dict() == {
        "first.extxyz 1": 4, "first.extxyz 2": 1, "first.extxyz 3": 4,
        "second.extxyz 1": 1, "second.extxyz 2": 2, counts.index[-1]: 1,
    }  # fmt: skip
    assert frame["source"].tolist() == ["first.extxyz"] * 9 + ["second.extxyz"] * 3 + ["broken.extxyz"]
    failed = frame[frame["error"] != ""].set_index("id")["error"]
    assert "Au" in failed["first.extxyz 2"]
    assert "Ag" in failed["second.extxyz 1"]
    assert len(failed) == 3
    states = frame[frame["id"] == "first.extxyz 1"].filter(regex=r"^x\d+$").to_numpy()
    expected = load_potential(NETWORK).potential.layers(copper)["hidden 1"]
    np.testing.assert_allclose(states, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--of", "materials"), f"{NETWORK!r} has no states of materials; choose one of atoms"),
        (("--layer", "hiden 1"), "Did you mean 'hidden 1'?"),
    ],
)
def test_what_the_network_lacks_is_one_sentence(shipped, tmp_path, capsys, arguments, said):
    write(tmp_path / "one.extxyz", shaken(1), format="extxyz")
    assert represent(tmp_path / "one.extxyz", *arguments, "--output", tmp_path / "out.csv") == 2
    assert said in capsys.readouterr().err
