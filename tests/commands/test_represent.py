"""`python -m mi_core represent`, with networks that ship."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from crystal_folder import crystal_folder

from mi_core.__main__ import main
from mi_core.pretrained.store import load_model
from mi_core.representations.trained import layered_network
from mi_core.structures.reading import read_materials


@pytest.fixture
def crystals(tmp_path):
    return crystal_folder(tmp_path)


@pytest.fixture
def formulas(tmp_path):
    path = tmp_path / "formulas.csv"
    path.write_text("id,formula\nz,TiO2\na,nonsense\nm,GaAs\n")
    return path


def run(*arguments) -> int:
    return main(["represent", *(str(a) for a in arguments)])


def states(frame: pd.DataFrame) -> np.ndarray:
    return frame.filter(regex=r"^x\d+$").to_numpy(dtype=float)


@pytest.mark.parametrize(
    ("layer", "name"), [("convolution 2", "convolution 2"), ("0", "embedding"), ("-1", "dense")]
)
def test_crystals_are_what_the_network_makes_of_them(crystals, tmp_path, layer, name):
    out = tmp_path / "out.parquet"
    assert run(crystals, "--model", "castelli-cgcnn", "--layer", layer, "--output", out) == 0
    frame = pd.read_parquet(out).set_index("id")
    good = [material for material in read_materials([str(crystals)]) if material.usable]
    expected = layered_network(load_model("castelli-cgcnn")).layers(good)
    found = states(frame.loc[[material.id for material in good]])
    np.testing.assert_allclose(found, expected[name], rtol=1e-4, atol=1e-5)


def test_a_row_that_cannot_be_read_keeps_its_id_and_says_why(crystals, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert run(crystals, "--model", "castelli-cgcnn", "--output", out) == 0
    frame = pd.read_csv(out, keep_default_na=False).set_index("id")
    assert sorted(frame.index) == ["NaCl", "SrTiO3", "broken"]
    assert "oops" in frame.loc["broken", "error"]
    assert frame.loc["broken", "x0"] == ""
    assert (frame.drop("broken")["error"] == "").all()
    assert "2 rows of materials from 3 inputs, of which 1 could not be read" in capsys.readouterr().err


def test_atoms_come_with_element_and_number(crystals, tmp_path):
    out = tmp_path / "out.parquet"
    cif = crystals / "SrTiO3.cif"
    assert run(cif, "--model", "castelli-cgcnn", "--layer", "-1", "--of", "atoms", "--output", out) == 0
    frame = pd.read_parquet(out)
    assert frame["element"].tolist() == ["Sr", "Ti", "O", "O", "O"]
    assert frame["atom"].tolist() == [0, 1, 2, 3, 4]
    of_atoms = states(frame)
    np.testing.assert_allclose(of_atoms[3:], of_atoms[[2, 2]], rtol=1e-4, atol=1e-4)
    assert np.abs(of_atoms[0] - of_atoms[1]).max() > 0.1


def test_elements_of_a_table_of_formulas_keep_the_order_of_their_rows(formulas, tmp_path):
    out = tmp_path / "out.parquet"
    assert run(formulas, "--model", "mp-composition-network", "--of", "elements", "--output", out) == 0
    frame = pd.read_parquet(out)
    assert frame["id"].tolist() == ["z", "z", "a", "m", "m"]
    assert sorted(frame["element"][:2]) == ["O", "Ti"]
    by_element = frame[:2].set_index("element")["fraction"]
    assert by_element["O"] == pytest.approx(2 / 3, rel=1e-5)
    assert np.isnan(states(frame)[2]).all()
    assert "nonsense" in frame["error"][2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--model", "castelli-cgcn"), "choose one of castelli-cgcnn.* Did you mean 'castelli-cgcnn'"),
        (("--model", "wolverton-extra-trees"), "is no network, and so has no layers; choose one of"),
        (("--model", "mp-composition-network", "--layer", "messags 1"), "Did you mean 'messages 1'"),
        (("--model", "mp-composition-network", "--layer", "7"), "a number from 0, the input, to 6, or -1"),
        (("--model", "mp-composition-network", "--of", "element"), "Did you mean 'elements'"),
        (
            ("--model", "mp-composition-network", "--of", "atoms"),
            "no states of atoms; choose one of elements",
        ),
        (("--model", "castelli-cgcnn"), "could read none of the inputs: TiO2 has no crystal structure"),
    ],
)
def test_what_is_not_there_is_one_sentence(formulas, tmp_path, capsys, arguments, said):
    assert run(formulas, *arguments, "--output", tmp_path / "out.csv") == 2
    error = capsys.readouterr().err
    assert pd.Series([error]).str.contains(said, regex=True).all(), error
    assert error.count("\n") == 1
