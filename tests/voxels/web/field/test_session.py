"""The density files of a session: what is remembered about a file is never that of another, and memory has a bound."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
import streamlit as st
from density_files import TRICLINIC, gaussians

from mi_core.densities.field import ScalarField
from mi_core.densities.kinds import KINDS
from mi_core.voxels.web.field import session
from mi_core.voxels.web.field.view import FREE_ATOMS

DENSITY = gaussians()


@pytest.fixture(autouse=True)
def _own_session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def field_of(values: np.ndarray = DENSITY, kind: str = "valence", title: str = "") -> ScalarField:
    return ScalarField(kind, title or KINDS[kind].title, TRICLINIC, values)


def kept(*names: str, values: np.ndarray = DENSITY) -> list[session.OpenDensity]:
    return session.keep([(name, [field_of(values)]) for name in names])


def test_a_file_under_the_id_of_a_closed_one_is_not_taken_for_it():
    first, second = kept("CHGCAR", "CHGCAR")
    np.testing.assert_allclose(first.without(0, second).values, 0, atol=1e-12)
    assert first.once((0, second.number), "integral", lambda: "old") == "old"
    session.close(second)
    (third,) = kept("CHGCAR", values=0.5 * DENSITY)
    assert third.id == second.id
    np.testing.assert_allclose(first.without(0, third).values, 0.5 * DENSITY)
    assert first.once((0, third.number), "integral", lambda: "new") == "new"


def test_a_file_called_atoms_is_not_taken_for_the_free_atoms_of_another():
    first, second = kept("CHGCAR", "atoms")
    names = {FREE_ATOMS, *(other.id for other in first.comparable(0))}
    assert len(names) == 2
    assert (second.id, second.name) == ("atoms-2", "atoms")


def test_what_was_computed_with_a_closed_file_is_forgotten():
    first, second = kept("CHGCAR", "CHGCAR")
    first.once((0, second.number), "integral", lambda: "with the other")
    first.once((0, ""), "integral", lambda: "alone")
    session.close(second)
    assert first.once((0, second.number), "integral", lambda: "again") == "again"
    assert first.once((0, ""), "integral", lambda: "again") == "alone"


def test_only_new_files_that_stay_open_are_returned(monkeypatch):
    monkeypatch.setattr(session, "MOST_VALUES", 2 * DENSITY.size)
    kept("CHGCAR")
    new = kept("first", "second", "third")
    assert [one.id for one in new] == list(session.opened()) == ["second", "third"]
    assert [problem.split(" was closed")[0] for problem in session.problems()] == ["CHGCAR", "first"]


def test_the_newest_file_stays_open_however_large(monkeypatch):
    monkeypatch.setattr(session, "MOST_VALUES", DENSITY.size // 2)
    assert [one.id for one in kept("first", "second")] == list(session.opened()) == ["second"]


def test_to_keep_no_file_changes_nothing(monkeypatch):
    kept("CHGCAR")
    monkeypatch.setattr(session, "MOST_VALUES", 1)
    assert session.keep([]) == []
    assert list(session.opened()) == ["CHGCAR"]


def test_a_session_remembers_two_differences_however_many_files_are_open():
    first, *others = kept(*["CHGCAR"] * 4)
    made = [weakref.ref(one.without(0, first).values) for one in others]
    gc.collect()
    assert [one() is not None for one in made] == [False, True, True]
    session.close(others[1])
    gc.collect()
    assert [one() is not None for one in made] == [False, False, True]
    assert others[2].without(0, first).values is made[2]()


def test_spins_are_compared_along_one_direction():
    along = {axis: field_of(DENSITY, "spin", f"spin density, along {axis}") for axis in "xyz"}
    collinear = field_of(DENSITY, "spin", "spin density, up minus down")
    first, second, third = session.keep(
        [
            ("non-collinear", [field_of(), *along.values()]),
            ("collinear", [field_of(), collinear]),
            ("again", [field_of(), *along.values()]),
        ]
    )
    assert first.comparable(0) == [second, third]
    assert first.comparable(2) == [third]
    assert second.comparable(1) == []
