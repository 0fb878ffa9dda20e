"""Design in a user's own database: which elements are searched, what is found, and the job."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

from mi_core.alloys.design.search import search_design
from mi_core.alloys.design.search_job import KIND, RESULT, as_json, from_json, read_proposals
from mi_core.alloys.design.search_space import elements_of, search_spaces
from mi_core.alloys.design.verify import verification
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.thermodynamics.database.database import read_database
from mi_core.errors import InputError

TDB = files("pycalphad") / "tests/databases/Al-Cu-Y.tdb"
WISHES = {
    "phases": [{"phase": "theta Al2Cu", "temperature_k": 500, "min": 0.03, "max": 0.05}],
    "composition_wt": {"Y": {"max": 0}},
}
SECONDS = 60.0  # it ends as soon as enough was found


@pytest.fixture(scope="module")
def database():
    return read_database(TDB.read_bytes(), "mine.tdb")


def checked(wished, database):
    return check_specification(specification_from_json(wished), database)


@pytest.fixture(scope="module")
def found(database):
    return search_design(checked(WISHES, database), database, 3, seconds=SECONDS)


def test_what_is_found_meets_the_wishes_and_the_engine_agrees(found, database):
    assert len(found) == 3
    verified = verification([proposal.wt for proposal in found], checked(WISHES, database), database)
    assert verified.met.all()
    theta = verified.frame[verified.frame["kind"] == "phase"]["value"]
    assert theta.to_numpy() == pytest.approx([proposal.values[0] for proposal in found], abs=1e-5)
    assert all(proposal.score == pytest.approx(1.0) for proposal in found)
    assert {frozenset(proposal.wt) for proposal in found} == {frozenset({"Cu"})}


def test_proposals_differ(found):
    contents = sorted(proposal.wt["Cu"] for proposal in found)
    assert np.diff(np.log1p(np.array(contents) / 0.05)).min() >= 0.03


def test_a_proposal_there_and_back(found):
    again = from_json(json.loads(json.dumps(as_json(found[0]))))
    assert again.wt == found[0].wt
    assert again.fractions == pytest.approx(found[0].fractions)
    assert again.temperatures == found[0].temperatures


def test_a_search_without_time_still_answers(database):
    assert search_design(checked(WISHES, database), database, 2, seconds=1e-9)


def test_spaces_keep_the_limits_and_what_must_be_there(database):
    spec = checked({"composition_wt": {"Cu": {"min": 2.0, "max": 3.0}}}, database)
    spaces = search_spaces(spec, database)
    assert [space.elements for space in spaces] == [("Cu",), ("Cu", "Y")]
    assert all((space.low[0], space.high[0]) == (2.0, 3.0) for space in spaces)


def test_a_phase_rich_in_an_element_gets_room_for_it(database):
    spec = checked({"phases": [{"phase": "ALCU_THETA", "temperature_k": 500, "min": 0.9}]}, database)
    (space, *_) = search_spaces(spec, database)
    assert space.elements == ("Cu",)
    assert space.high[0] > 52  # wt% of copper in 0.9 Al2Cu


def test_a_limit_on_aluminium_makes_room_for_the_others(database):
    little = search_spaces(checked({"composition_wt": {"Al": {"max": 50.0}}}, database), database)
    assert all((space.high > 50.0).all() for space in little)
    much = search_spaces(checked({"composition_wt": {"Al": {"min": 98.0}}}, database), database)
    assert all((space.high <= 2.0).all() for space in much)


@pytest.mark.parametrize("limits", [{"Al": {"min": 100.0}}, {"Cu": {"max": 0.0}, "Y": {"value": 0.0}}])
def test_where_nothing_else_is_allowed_the_alloy_is_aluminium(database, limits):
    spec = checked({"composition_wt": limits}, database)
    (found,) = search_design(spec, database, 3, seconds=1)
    assert (found.wt, found.score) == ({}, 1.0)
    wished = {"phases": [{"phase": "ALCU_THETA", "temperature_k": 500, "min": 0.1}], "composition_wt": limits}
    with pytest.raises(InputError, match="ALCU_THETA"):
        search_spaces(checked(wished, database), database)


def test_a_large_database_is_searched_in_what_the_wishes_need(data_dir):
    database = read_database((data_dir / "mc_al_v2037.tdb").read_bytes(), "large.tdb")
    spec = checked(
        {
            "phases": [{"phase": "AL3SC", "temperature_k": 700, "min": 0.004}],
            "composition_wt": {"Mg": {"max": 1.5}},
        },
        database,
    )
    assert {"Sc", "Mg"} <= set(elements_of(spec, database)) <= {"Sc", "Mg", "Zr"}


@pytest.mark.parametrize(
    ("wished", "elements", "words"),
    [
        ({"composition_wt": {"Cu": {"min": 1.0}}}, ("Y",), "The wishes need Cu"),
        (
            {"phases": [{"phase": "ALCU_THETA", "temperature_k": 500, "min": 0.1}]},
            ("Y",),
            "can have ALCU_THETA",
        ),
    ],
)
def test_elements_that_cannot_do_are_one_sentence(database, wished, elements, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        search_spaces(checked(wished, database), database, elements)
    assert words in str(caught.value)


def test_the_job_finds_what_the_search_finds(tmp_path):
    tdb = tmp_path / "mine.tdb"
    tdb.write_bytes(TDB.read_bytes())
    params = {"specification": WISHES, "tdb": str(tdb), "n": 2, "seconds": SECONDS}
    tasks = json.loads(json.dumps(KIND.tasks(params)))
    assert [task["space"] for task in tasks] == [0]
    results = [KIND.work(task, str(tmp_path)) for task in tasks]
    summary = KIND.finish(params, results, str(tmp_path))
    assert summary == {"file": RESULT, "proposals": 2, "met": 2}
    assert all(0.03 <= proposal.values[0] <= 0.05 for proposal in read_proposals(tmp_path / RESULT))


def test_a_job_refuses_what_cannot_be_searched(tmp_path):
    tdb = tmp_path / "mine.tdb"
    tdb.write_bytes(TDB.read_bytes())
    with pytest.raises(InputError, match="more than 0 s"):
        KIND.tasks({"specification": WISHES, "tdb": str(tdb), "n": 2, "seconds": 0})
