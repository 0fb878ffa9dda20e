"""`potential train` and `potential evaluate`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ase.calculators.singlepoint import SinglePointCalculator
from ase.io import read, write
from copper_frames import copper_frames

from mi_core.__main__ import main
from mi_core.potentials.evaluation import COLUMNS


@pytest.fixture(scope="module")
def frames():
    return [frame for frame in copper_frames(60) if frame.group != "vacancy"]


@pytest.fixture(scope="module")
def file(frames, tmp_path_factory):
    images = []
    for frame in frames:
        atoms = frame.atoms.copy()
        atoms.calc = SinglePointCalculator(atoms, energy=frame.energy, forces=frame.forces)
        images.append(atoms)
    path = tmp_path_factory.mktemp("frames") / "copper.extxyz"
    write(path, images, format="extxyz")
    return path


@pytest.fixture
def trained(file, small_expansion, tmp_path, capsys):
    assert main(["potential", "train", str(file), "--output", str(tmp_path / "mine")]) == 0
    assert "energy (eV/atom), held out: n 48" in capsys.readouterr().err
    return tmp_path / "mine"


def test_a_trained_potential_answers_each_frame(file, frames, trained, tmp_path):
    assert (
        main(["potential", "evaluate", str(trained), str(file), "--output", str(tmp_path / "out.csv")]) == 0
    )
    table = pd.read_csv(tmp_path / "out.csv")
    assert tuple(table.columns) == COLUMNS
    assert table["frame"].tolist() == list(range(len(frames)))
    assert table["n_atoms"].tolist() == [len(frame.atoms) for frame in frames]
    missed = (table["energy_ev"] - [frame.energy for frame in frames]) / table["n_atoms"]
    assert np.abs(missed).mean() < 0.1 * np.std([frame.energy_per_atom for frame in frames])
    assert (table["energy_lower"] < table["energy_ev"]).all()
    assert (table["energy_ev"] < table["energy_upper"]).all()
    assert table["energy_given_ev"].to_numpy() == pytest.approx([frame.energy for frame in frames])


def test_forces_are_beside_the_table(file, frames, trained, tmp_path):
    main(["potential", "evaluate", str(trained), str(file), "--output", str(tmp_path / "out.csv")])
    table, images = pd.read_csv(tmp_path / "out.csv"), read(tmp_path / "out.extxyz", index=":")
    for row, frame, atoms in zip(table.itertuples(), frames, images, strict=True):
        error = atoms.get_forces() - frame.forces
        assert row.force_rmse_ev_per_a == pytest.approx(np.sqrt(np.mean(error**2)), rel=1e-4)
        assert atoms.get_potential_energy() == pytest.approx(row.energy_ev)


def test_frames_that_cannot_be_answered_stay_as_rows(file, trained, tmp_path):
    images = read(file, index=":2")
    images[1].symbols[0] = "Si"
    for atoms in images:
        atoms.calc = None
    write(tmp_path / "two.extxyz", images, format="extxyz")
    main(
        [
            "potential",
            "evaluate",
            str(trained),
            str(tmp_path / "two.extxyz"),
            "--output",
            str(tmp_path / "o.csv"),
        ]
    )
    table = pd.read_csv(tmp_path / "o.csv")
    assert table["error"].isna().tolist() == [True, False]
    assert "knows Cu alone" in table["error"][1]
    assert np.isnan(table["energy_ev"][1])
    assert np.isnan(table["force_rmse_ev_per_a"][0])
    assert len(read(tmp_path / "o.extxyz", index=":")) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "nowhere.extxyz", "--output", "x"], "nowhere.extxyz"),
        (["evaluate", "silicon-ac", "nowhere.extxyz", "--output", "x.csv"], "is not known; choose one of"),
        (["evaluate", "silicon-ace", "nowhere.extxyz", "--output", "x.csv"], "nowhere.extxyz"),
        (["evaluate", "silicon-ace", "nowhere.extxyz", "--output", "x.json"], "--output must end in"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(arguments, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["potential", *arguments]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["silicon-ace", "silicon-network"])
def test_those_that_ship_answer_by_name(name, tmp_path):
    from ase.build import bulk

    write(tmp_path / "si.extxyz", [bulk("Si", a=a, cubic=True) for a in (5.3, 5.47, 5.6)], format="extxyz")
    main(["potential", "evaluate", name, str(tmp_path / "si.extxyz"), "--output", str(tmp_path / "si.csv")])
    table = pd.read_csv(tmp_path / "si.csv")
    assert table["energy_ev"].idxmin() == 1
    assert table["energy_ev"][1] / 8 == pytest.approx(-5.42, abs=0.02)
    assert table["in_domain"].tolist()[1]


def test_a_network_is_written_for_lammps_and_other_kinds_are_told(tmp_path, capsys):
    assert main(["potential", "export", "silicon-network", "--output", str(tmp_path / "lammps")]) == 0
    assert sorted(path.name for path in (tmp_path / "lammps").iterdir()) == [
        "input.nn",
        "scaling.data",
        "weights.014.data",
    ]
    assert main(["potential", "export", "silicon-ace", "--output", str(tmp_path / "other")]) == 2
    assert "Only Behler–Parrinello networks have a standard format" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
