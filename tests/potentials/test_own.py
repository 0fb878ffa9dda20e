"""Potentials of a workspace: names, and potentials that go."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.potentials.own import check_name, delete_potential, folder_of, free_name
from mi_core.potentials.store import own_potentials, potentials_of, save_potential


def test_a_taken_name_is_a_sentence_and_a_free_one_is_offered(learned, tmp_path):
    save_potential(learned, own_potentials(tmp_path) / "copper")
    with pytest.raises(InputError, match="already"):
        check_name("copper", tmp_path)
    assert free_name("copper", tmp_path) == "copper-2"
    assert check_name(" copper-2 ", tmp_path) == "copper-2"


@pytest.mark.parametrize("name", ["", "   ", "../out", "a/b", "two words"])
def test_odd_names_are_sentences(name, tmp_path):
    with pytest.raises(InputError, match="named by letters"):
        check_name(name, tmp_path)


def test_a_deleted_potential_is_gone_and_deleting_again_is_a_sentence(learned, tmp_path):
    save_potential(learned, own_potentials(tmp_path) / "copper")
    delete_potential("copper", tmp_path)
    assert potentials_of(tmp_path) == ([], [])
    with pytest.raises(InputError, match="no potential 'copper'"):
        delete_potential("copper", tmp_path)


def test_nothing_outside_of_the_folder_is_deleted(tmp_path):
    (tmp_path / "potentials").mkdir()
    with pytest.raises(InputError):
        folder_of("..", tmp_path)
    assert tmp_path.is_dir()
