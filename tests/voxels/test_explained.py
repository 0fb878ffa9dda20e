"""Explanations against their answer key, of a perfect model and of small ones; cells, fields, extinct reflections."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exact_network import EXACT, PEROVSKITE, exact_reading
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.reciprocal.derivative import foretold
from mi_core.errors import InputError
from mi_core.pretrained.catalogue import Catalogue
from mi_core.pretrained.store import list_models
from mi_core.structures.material import Material
from mi_core.voxels.explained import explain, reading
from mi_core.voxels.models import HARTREE, field_of, voxel_answers
from mi_core.voxels.spread import rotation_spread

ROCK_SALT = Structure.from_spacegroup(
    "Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]
)


@pytest.fixture(scope="module")
def models(tiny_voxels):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MI_MODELS", str(tiny_voxels))
        catalogue = Catalogue()
        cards = {card.name: card for card in list_models()}
        yield catalogue, cards, voxel_answers(catalogue, cards)


def material(structure) -> Material:
    return Material(
        id="it", formula=structure.composition.reduced_formula, source="test", structure=structure
    )


def whole(g) -> tuple:
    return tuple(np.rint(1e4 * g).astype(int))


def by_vector(field) -> dict:
    """Return the coefficients by vector, the mates' among them."""
    pairs = zip(field.g, field.values, strict=True)
    return {key: value for g, v in pairs for key, value in ((whole(g), v), (whole(-g), np.conj(v)))}


@pytest.mark.parametrize("structure", [PEROVSKITE, ROCK_SALT], ids=["perovskite", "rock salt"])
def test_a_perfect_model_is_explained_by_the_hartree_potential(structure):
    found = explain(exact_reading(structure), EXACT, orientations=2)
    assert found.correlation() == pytest.approx(1, abs=1e-6)
    assert found.slope() == pytest.approx(1, rel=1e-5)  # eV per eV, though the model answers per atom
    assert found.correlation(0.4) == pytest.approx(1, abs=1e-6)
    assert found.halves == pytest.approx(1, abs=1e-9)


def test_extinct_reflections_are_counted():
    found = explain(exact_reading(ROCK_SALT), EXACT, orientations=2)
    assert found.extinct == pytest.approx(0.75 * len(found.gradient), rel=0.02)  # h, k, l of mixed parity
    assert explain(exact_reading(PEROVSKITE), EXACT, orientations=2).extinct == 0


def test_the_explanation_is_the_same_for_every_cell(models):
    catalogue, _, answers = models
    for answer in answers.values():
        trained = catalogue.load(answer.model)
        small, doubled = (
            explain(reading(trained, answer, material(cell)), answer, orientations=4).derivative
            for cell in (PEROVSKITE, PEROVSKITE * (2, 1, 1))
        )
        known = by_vector(doubled)
        same = np.array([known[whole(g)] for g in small.g])
        np.testing.assert_allclose(same, small.values, rtol=1e-2, atol=2e-3 * np.abs(small.values).max())


def test_the_derivative_foretells_what_a_small_model_answers(models):
    catalogue, _, answers = models
    for answer in answers.values():
        read = reading(catalogue.load(answer.model), answer, material(PEROVSKITE))
        found = explain(read, answer, orientations=2)  # those that the answer is the mean over
        blob = np.exp(-((0.3 * read.density.norms()) ** 2) / 2 - 1j * read.density.g @ [1.0, 0.7, 0.2])
        added = replace(read.density, values=blob / read.density.volume, mean=1 / read.density.volume)
        ends = []
        for electrons in (0.02, -0.02):
            changed = read.density.plus(added, electrons)
            row = replace(read.points, moduli=changed.points()[1][:, None].astype(np.float32))
            ends.append(np.asarray(read.regressor.predict([row])).reshape(-1)[answer.column])
        each = foretold(found.derivative, read.density, read.density.plus(added)) / read.per_electron
        assert (ends[0] - ends[1]) / 0.04 == pytest.approx(
            each, rel=0.05, abs=1e-3 * abs(found.answers.mean())
        )


def test_models_on_voxels_are_found_by_their_last_step(models):
    _, _, answers = models
    assert {answer.model for answer in answers.values()} == {"voxel-hartree", "voxel-formation-energy"}
    assert answers[f"voxel-hartree:{HARTREE}"].column == 0


def test_changes_have_the_unit_of_the_whole_cell():
    found = explain(exact_reading(PEROVSKITE), EXACT, orientations=2)
    assert found.unit_of_changes == "eV"
    others = [replace(found, unit=unit).unit_of_changes for unit in ("Å³/atom per e/atom", "per e/atom")]
    assert others == ["Å³", ""]


def test_a_model_of_several_densities_is_refused(models):
    card = models[1]["voxel-hartree"]
    steps = [{**card.pipeline[0], "parameters": {"fields": ["electrons", "valence"]}}, *card.pipeline[1:]]
    with pytest.raises(InputError, match="2 fields, electrons, valence"):
        field_of(replace(card, pipeline=steps))


def test_the_spread_is_that_of_the_answers(models):
    catalogue, _, answers = models
    answer = answers[f"voxel-hartree:{HARTREE}"]
    spread = rotation_spread(catalogue.load(answer.model), answer, material(PEROVSKITE), 16)
    assert spread.of_one == pytest.approx(np.std(spread.answers, ddof=1))
    assert spread.of_mean == pytest.approx(spread.of_one / np.sqrt(2))
    assert 0 < spread.of_one < abs(spread.answers.mean())
