"""What every network that can be looked into must keep: the last layer is what predictions rest on, and nothing changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from small_layers import PIPELINES, inputs, layered, perovskites

from mi_core.errors import InputError
from mi_core.formulas import read_formula
from mi_core.regressors.ridge import RidgeRegressor
from mi_core.representations.layers import ATOMS, ELEMENTS, MATERIALS, POINT_COLUMNS, Layers
from mi_core.representations.networks import adapter_of
from mi_core.representations.networks.voxels import means_of_shells


def every_layer(model, materials) -> dict[tuple[str, str], np.ndarray]:
    found = {of: model.layers(materials, of) for of in model.of}
    return {(of, name): layers[name] for of, layers in found.items() for name in layers.names}


@pytest.mark.parametrize("kind", PIPELINES)
def test_the_last_layer_is_the_representation_of_predictions(kind):
    model, materials = layered(kind), inputs(kind)
    layers = model.layers(materials, MATERIALS)
    expected = model.regressor.outputs(model.describe(materials))[2]
    np.testing.assert_allclose(layers[layers.names[-1]], expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", PIPELINES)
def test_predictions_are_the_same_after_a_look(kind):
    model, materials = layered(kind), inputs(kind)
    rows = model.describe(materials)
    before = model.regressor.predict(rows)
    every_layer(model, materials)
    assert np.array_equal(before, model.regressor.predict(rows))
    hooks = [module._forward_hooks for module in model.regressor.networks_[0].modules()]
    assert not any(hooks)


@pytest.mark.parametrize("kind", PIPELINES)
def test_a_point_has_the_same_states_alone_and_among_others(kind):
    model, materials = layered(kind), inputs(kind)
    together, alone = every_layer(model, materials), every_layer(model, materials[:1])
    for key, values in alone.items():
        np.testing.assert_allclose(values, together[key][: len(values)], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kind", PIPELINES)
def test_the_frame_tells_whose_each_point_is(kind):
    model, materials = layered(kind), inputs(kind)
    for of in model.of:
        points = model.layers(materials, of).points
        assert set(POINT_COLUMNS) <= set(points)
        assert list(points["id"].unique()) == [material.id for material in materials]
        assert (points["group"] == points["formula" if of == MATERIALS else "id"]).all()
        if of != MATERIALS:
            formulas = points.groupby("id", sort=False)["element"].agg(set)
            elements = [set(read_formula(material.formula).amounts) - {"H"} for material in materials]
            assert list(formulas) == elements


@pytest.mark.parametrize("kind", PIPELINES)
def test_random_weights_follow_from_the_seed_and_are_not_those_learned(kind):
    model, materials = layered(kind), inputs(kind)[:3]
    state = torch.get_rng_state()
    first, again, other = (model.with_random_weights(seed) for seed in (1, 1, 2))
    assert torch.equal(state, torch.get_rng_state()), "drawing weights moves nobody else's random numbers"
    learned, one, same, two = (every_layer(m, materials) for m in (model, first, again, other))
    for key, values in one.items():
        assert values.shape == learned[key].shape
        assert np.array_equal(values, same[key])
    last = list(one)[-1]
    assert not np.allclose(one[last], two[last])
    assert not np.allclose(one[last], learned[last])


def test_crystals_are_the_mean_of_their_atoms_whether_equal_atoms_are_kept_once_or_not():
    for kind in ("crystal graph", "crystal graph, equal atoms once"):
        model = layered(kind)
        crystals, atoms = (model.layers(perovskites(), of) for of in (MATERIALS, ATOMS))
        weighted = atoms.points.assign(state=atoms["convolution 2"][:, 0])
        weighted["state"] *= weighted["equal_atoms"]
        sums = weighted.groupby("id", sort=False)[["state", "equal_atoms"]].sum()
        assert (sums["equal_atoms"] == 5).all()
        mean = sums["state"] / sums["equal_atoms"]
        np.testing.assert_allclose(crystals["convolution 2"][:, 0], mean, rtol=1e-5)
    assert len(atoms) == 3 * len(perovskites()), "A, B and one X"


def test_formulas_are_the_sum_of_their_elements_by_fraction():
    model = layered("composition")
    formulas, elements = (model.layers(perovskites(), of) for of in (MATERIALS, ELEMENTS))
    for name in elements.names:
        shares = elements[name] * elements.points["fraction"].to_numpy()[:, None]
        sums = pd.DataFrame(shares).groupby(elements.points["id"], sort=False).sum()
        np.testing.assert_allclose(formulas[name], sums, rtol=1e-4, atol=1e-6)


def test_shells_of_a_cube_are_means_over_equal_distances():
    shell = torch.tensor([[[0, 1], [1, 2]]])
    cubes = torch.tensor([[[[[1.0, 2.0], [4.0, 8.0]]]]])
    assert means_of_shells(cubes, shell).tolist() == [[1.0, 3.0, 8.0]]


def test_structure_says_nothing_to_the_head_before_training():
    model = layered("formula and graph").with_random_weights(0)
    stretched = [
        replace(m, structure=m.structure.copy().scale_lattice(2 * m.structure.volume)) for m in perovskites()
    ]
    as_is, after = (model.layers(materials, MATERIALS) for materials in (perovskites(), stretched))
    assert np.array_equal(as_is["head"], after["head"])
    assert not np.allclose(as_is["convolution 2"], after["convolution 2"])


def test_atoms_are_told_apart_by_their_surroundings_only_after_a_convolution():
    atoms = layered("crystal graph").layers(perovskites(), ATOMS)
    oxygen = (atoms.points["element"] == "O").to_numpy()
    assert np.ptp(atoms["embedding"][oxygen], axis=0).max() == 0
    assert np.ptp(atoms["convolution 1"][oxygen], axis=0).max() > 1e-4


def test_a_kind_of_points_that_a_network_lacks_is_refused():
    with pytest.raises(
        InputError, match=r"'crystal graph' has layers of atoms and of materials; got 'bonds'"
    ):
        layered("crystal graph").layers(perovskites(), "bonds")
    with pytest.raises(InputError, match="give at least one"):
        layered("crystal graph").layers([], ATOMS)


def test_an_estimator_without_layers_has_no_adapter():
    assert adapter_of(RidgeRegressor) is None


def test_layers_of_other_lengths_than_their_frame_are_no_layers():
    layers = layered("crystal graph").layers(perovskites(), MATERIALS)
    with pytest.raises(ValueError, match="a frame of 3"):
        Layers(MATERIALS, layers.names, layers.values, layers.points[:3])
    part = layers.at(layers.points["formula"].str.contains("O").to_numpy())
    assert len(part) == 6
    assert np.array_equal(part["dense"][0], layers["dense"][0])
