"""Sections hold the composition they claim, cut where they are told to, and survive being a table."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems
from mi_core.alloys.thermodynamics.results.section_job import KIND, computed_section, read_section
from mi_core.alloys.thermodynamics.results.sections import (
    corner,
    engine_predictor,
    isopleth,
    section_of_frame,
)
from mi_core.errors import InputError

ELEMENTS = ("Mg", "Si", "Zn")
PHASES = ("FCC_A1", "LIQUID")
WT = {"Mg": 1.0, "Zn": 0.5}


class Recorder:
    """Half liquid above 800 K and as much as the alloy has Si; remembers what it was asked."""

    def __call__(self, wt, temperatures):
        self.wt = wt
        liquid = np.minimum(0.5 * (temperatures > 800) + wt[:, 1:2] / 10, 1.0)
        return np.stack([1 - liquid, liquid], axis=-1)


def test_an_isopleth_changes_one_element_and_keeps_the_others():
    predict = Recorder()
    section = isopleth(WT, "Si", (0, 2), (700, 900), predict, PHASES, n=5, elements=ELEMENTS)
    assert predict.wt == pytest.approx(np.array([[1, si, 0.5] for si in (0, 0.5, 1, 1.5, 2)]))
    assert section.fractions.shape == (5, 2, 2)
    assert section.fractions[2, :, 1] == pytest.approx([0.1, 0.6])


def test_a_corner_changes_two_elements_at_one_temperature():
    predict = Recorder()
    section = corner(WT, ("Si", "Mg"), ((0, 1), (0, 4)), 900, predict, PHASES, n=3, elements=ELEMENTS)
    asked = predict.wt[np.lexsort((predict.wt[:, 1].round(1), predict.wt[:, 0].round(1)))]
    assert asked == pytest.approx(np.array([(mg, si, 0.5) for mg in (0, 2, 4) for si in (0, 0.5, 1)]))
    assert section.fractions[:, :, 1] == pytest.approx(np.array([[0.5] * 3, [0.55] * 3, [0.6] * 3]))


def test_columns_computed_apart_are_those_of_the_whole():
    whole = isopleth(WT, "Si", (0, 2), (700, 900), Recorder(), PHASES, n=7, elements=ELEMENTS)
    parts = [
        isopleth(WT, "Si", (0, 2), (700, 900), Recorder(), PHASES, n=7, columns=columns, elements=ELEMENTS)
        for columns in (slice(0, 3), slice(3, 7))
    ]
    assert np.concatenate([part.fractions for part in parts]) == pytest.approx(whole.fractions)


def test_fields_name_their_phases_and_leave_out_what_failed():
    section = isopleth(WT, "Si", (0, 2), (700, 900), Recorder(), PHASES, n=5, elements=ELEMENTS)
    section.fractions[4, 1] = np.nan
    numbers, names = section.fields()
    assert numbers[4, 1] == -1
    assert names[numbers[0, 0]] == ("FCC_A1",)
    assert names[numbers[1, 0]] == names[numbers[0, 1]] == ("FCC_A1", "LIQUID")


def test_a_section_survives_being_a_table():
    section = isopleth(WT, "Si", (0, 2), (700, 900), Recorder(), PHASES, n=5, elements=ELEMENTS)
    again = section_of_frame(section.frame())
    assert again.phases == section.phases
    assert (again.x_title, again.y_unit) == ("Si (wt%)", "K")
    assert again.fractions == pytest.approx(section.fractions)


@pytest.mark.parametrize("ends", [(2, 1), (1, 1), (-1, 2), (0, 99)])
def test_impossible_ranges_are_refused_in_a_sentence(ends):
    with pytest.raises(InputError, match="Si needs a range"):
        isopleth(WT, "Si", ends, (700,), Recorder(), PHASES, elements=ELEMENTS)


def test_one_element_twice_or_an_unknown_one_is_refused():
    with pytest.raises(InputError, match="two different"):
        corner(WT, ("Si", "Si"), ((0, 1), (0, 1)), 700, Recorder(), PHASES, elements=ELEMENTS)
    with pytest.raises(InputError, match="Mg, Si, Zn; got Cu"):
        isopleth(WT, "Cu", (0, 1), (700,), Recorder(), PHASES, elements=ELEMENTS)


@pytest.fixture(scope="module")
def systems():
    kept = KeptSystems(2)
    yield kept
    kept.release()


def test_the_engine_finds_the_eutectic_of_aluminium_and_silicon(systems):
    """COST507's eutectic lies at 850 K and 12.2 wt% Si (assessed by Gröbner et al.: 850 K, 12.6 wt%)."""
    from mi_core.alloys.thermodynamics.database.database import default_database

    database = default_database()
    phases = ("DIAMOND_A4", "FCC_A1", "LIQUID")
    predict = engine_predictor(database, systems, phases, ("Si",))
    section = isopleth({}, "Si", (2, 20), (845, 855), predict, phases, n=7, elements=("Si",))
    numbers, names = section.fields()
    assert {names[n] for n in numbers[:, 0]} == {("DIAMOND_A4", "FCC_A1")}
    above = [names[n] for n in numbers[:, 1]]
    assert above[0] == ("FCC_A1", "LIQUID")
    assert above[-1] == ("DIAMOND_A4", "LIQUID")
    assert section.fractions.sum(axis=2) == pytest.approx(1.0, abs=1e-9)


def test_kept_systems_are_reused_and_the_oldest_goes(systems):
    from mi_core.alloys.thermodynamics.database.database import default_database

    database = default_database()
    for wt in ({"Si": 1.0}, {"Mg": 1.0}, {"Zn": 1.0}):
        systems.equilibrium(wt, (800,), database)
    assert [systems.is_open({e: 2.0}, database) for e in ("Si", "Mg", "Zn")] == [False, True, True]


def test_the_job_joins_what_its_tasks_computed(tmp_path):
    params = {
        "shape": "isopleth",
        "wt": {"Si": 1.0},
        "elements": ["Si"],
        "ends": [[0.0, 16.0]],
        "temperatures": [800, 900],
    }
    tasks = KIND.tasks(params)
    assert [tasks[0]["start"], tasks[-1]["stop"]] == [0, 33]
    results = [KIND.work(task, str(tmp_path)) for task in tasks]
    summary = KIND.finish(params, results, str(tmp_path))
    section = read_section(tmp_path / summary["file"])
    assert (summary["points"], summary["failed"]) == (33 * 6, 0)
    assert section.fractions.sum(axis=2) == pytest.approx(1.0, abs=1e-9)
    whole = computed_section(params)
    for phase in section.phases:
        assert section.fractions[:, :, section.phases.index(phase)] == pytest.approx(
            whole.fractions[:, :, whole.phases.index(phase)], abs=1e-9
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"shape": "circle"}, "isopleth"),
        ({"ends": [[3.0, 1.0]]}, "needs a range"),
        (
            {"elements": ["Si", "Mg"]},
            "along 1 element with a range .* got 2 in 'elements' and 1 in 'ends'; give 1",
        ),
        ({"shape": "corner"}, "along 2 elements with a range .* got 1 in 'elements' and 1 in 'ends'; give 2"),
        ({"temperatures": [200, 900]}, "between 300 and 1000 K"),
        (
            {"temperatures": list(range(300, 1001, 50))},
            r"two ends of its axis in K.*got 15 temperatures; give two",
        ),
        ({"temperatures": [900, 800]}, r"the lower one first; got \[900, 800\]"),
        ({"temperatures": [800]}, r"got \[800\]; give two"),
        (
            {"shape": "corner", "elements": ["Si", "Mg"], "ends": [[0.0, 2.0], [0.0, 1.0]]},
            r"one temperature in K; got \[800, 900\]; give one",
        ),
    ],
)
def test_the_job_refuses_what_it_cannot_compute(change, words):
    params = {
        "shape": "isopleth",
        "wt": {"Si": 1.0},
        "elements": ["Si"],
        "ends": [[0.0, 2.0]],
        "temperatures": [800, 900],
    }
    with pytest.raises(InputError, match=words):
        KIND.tasks(params | change)


def test_an_element_that_the_predictor_does_not_know_is_refused():
    recorder = Recorder()
    with pytest.raises(InputError, match="got Ni"):
        isopleth(WT | {"Ni": 5.0}, "Mg", (0.0, 2.0), [500.0], recorder, PHASES, elements=ELEMENTS)
