"""Potentials as folders."""

from __future__ import annotations

import pytest
from ase.build import bulk

from mi_core.errors import InputError
from mi_core.potentials.store import (
    load_potential,
    open_potential,
    own_potentials,
    potentials_of,
    save_potential,
)


def test_a_kept_potential_says_the_same(learned, tmp_path):
    saved = save_potential(learned, own_potentials(tmp_path) / "copper")
    again = load_potential("copper", tmp_path)
    atoms = bulk("Cu", a=3.5, cubic=True)
    before, after = saved.predict(atoms), again.predict(atoms)
    assert after.answer.energy == pytest.approx(before.answer.energy)
    assert after.energy_lower == pytest.approx(before.energy_lower, rel=1e-5)
    assert again.card.targets["energy"]["metrics"]["n"] == len(learned.held_out)
    assert again.held_out.equals(learned.held_out)
    assert open_potential(str(own_potentials(tmp_path) / "copper")).card == again.card
    assert [card.name for card in potentials_of(tmp_path)[0]] == ["copper"]


def test_its_card_says_how_well_it_does(learned):
    for key, unit in (("energy", "eV/atom"), ("force", "eV/Å")):
        target = learned.card.targets[key]
        assert target["unit"] == unit
        assert 0.5 < target["metrics"]["coverage"] <= 1
        assert 0 < target["metrics"]["mae"] < target["metrics"]["rmse"]
    assert learned.card.domain["elements"] == ["Cu"]


def test_an_unknown_name_and_a_folder_without_a_card_are_told(learned, tmp_path):
    with pytest.raises(InputError, match="is not known; choose one of"):
        load_potential("silicon-act")
    with pytest.raises(InputError, match="has no card"):
        open_potential(str(tmp_path))


def test_a_changed_file_is_told(learned, tmp_path):
    save_potential(learned, own_potentials(tmp_path) / "copper")
    (own_potentials(tmp_path) / "copper" / "settings.json").write_text("{}")
    with pytest.raises(InputError, match="is not the file of its card"):
        load_potential("copper", tmp_path)


def test_unknown_elements_are_told(learned):
    with pytest.raises(InputError, match="knows Cu alone; got Si"):
        learned.predict(bulk("Si"))
