"""Relaxing as a job: what one crystal does is kept to its task."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.energies.relaxation.job import KIND, TABLE, course_file, crystals_text, ends_of, read_crystals
from mi_core.errors import InputError
from mi_core.structures.material import Material

SALT = Structure(Lattice.cubic(4.3), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
POLONIUM = Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]])


@pytest.fixture
def params(tmp_path):
    path = tmp_path / "crystals.json"
    path.write_text(crystals_text([Material("salt", "a", SALT, "CsCl"), Material("po", "b", POLONIUM, "Po")]))
    return {"crystals": str(path), "cell": True, "fmax": 0.1, "steps": 30}


def test_crystals_come_back_from_their_file(params, tmp_path):
    salt, _ = read_crystals(tmp_path / "crystals.json")
    np.testing.assert_allclose(salt.structure.lattice.matrix, SALT.lattice.matrix)
    assert (salt.id, salt.formula) == ("salt", "CsCl")


def test_each_crystal_is_a_task_and_the_table_holds_both(params, tmp_path):
    tasks = KIND.tasks(params)
    results = [KIND.work(task, str(tmp_path)) for task in tasks]
    results = json.loads(json.dumps(results))  # as they travel
    assert KIND.finish(params, results, str(tmp_path)) == {"relaxed": 1, "of": 2}
    table = pd.read_csv(tmp_path / TABLE)
    assert table["converged"][0]
    assert table["e_above_hull_ev_per_atom"][0] == pytest.approx(0, abs=0.08)
    assert "Po" in table["error"][1]
    end, none = ends_of(tmp_path)
    assert end.volume < SALT.volume
    assert none is None
    course = json.loads(course_file(tmp_path, 0).read_text())
    assert course[0][0] > course[-1][0]
    assert len(course) == table["steps"][0] + 1


def test_settings_and_files_that_cannot_be_are_refused_at_once(params, tmp_path):
    with pytest.raises(InputError, match="fmax"):
        KIND.tasks(params | {"fmax": 0.0})
    (tmp_path / "crystals.json").write_text("[]")
    with pytest.raises(InputError, match="no crystal"):
        KIND.tasks(params)
    (tmp_path / "crystals.json").write_text("{")
    with pytest.raises(InputError, match="holds no crystals"):
        KIND.tasks(params)
