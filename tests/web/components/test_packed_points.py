"""Points come to the browser where they are, and in the colours that their classes and numbers have."""

from __future__ import annotations

from base64 import b64decode

import numpy as np
import pytest

from mi_core.web.components.packed_points import (
    MOST_CLASSES,
    REST,
    UNKNOWN,
    packed_classes,
    packed_numbers,
    packed_points,
)


def places_in(packed: dict, title: str, layer: int) -> np.ndarray:
    """The places as the script of the map reads them."""
    raw = np.frombuffer(b64decode(packed["maps"][title][layer]), dtype="<u2").astype(float)
    return ((raw / 32767.5 - 1) * packed["reach"]).reshape(-1, 2)


def codes_in(packed: dict) -> list[int]:
    return list(b64decode(packed["codes"]))


def test_each_layer_fills_the_frame_with_axes_in_proportion():
    rng = np.random.default_rng(0)
    places = [rng.uniform(size=(400, 2)) * (8, 2) * scale + 5 for scale in (1e-3, 1e3)]
    packed = packed_points(["first", "last"], {"PCA": places}, [str(i) for i in range(400)], own=[7])
    for layer, given in enumerate(places):
        found = places_in(packed, "PCA", layer)
        assert np.abs(found[:, 0]).max() == pytest.approx(1, abs=1e-4)
        assert np.ptp(found[:, 1]) / np.ptp(found[:, 0]) == pytest.approx(
            np.ptp(given[:, 1]) / np.ptp(given[:, 0]), rel=1e-3
        )
        np.testing.assert_allclose(np.corrcoef(found.T), np.corrcoef(given.T), atol=1e-3)
    assert packed["own"] == [7]


def test_a_few_far_points_are_left_outside_the_frame_and_do_not_squeeze_the_rest():
    places = np.random.default_rng(0).uniform(-1, 1, size=(1000, 2))
    places[0] = 100, 0
    found = places_in(packed_points(["only"], {"PCA": [places]}, ["x"] * 1000), "PCA", 0)
    assert np.abs(found[1:]).max() < 1.2
    assert found[0, 0] == pytest.approx(100, rel=0.1)


def test_points_that_coincide_are_in_the_middle():
    packed = packed_points(["only"], {"PCA": [np.full((5, 2), 3.0)]}, ["x"] * 5)
    np.testing.assert_allclose(places_in(packed, "PCA", 0), 0, atol=1e-4)


@pytest.mark.parametrize("wrong", [np.zeros((4, 2)), np.zeros((3, 3)), np.full((3, 2), np.nan)])
def test_places_of_other_points_or_of_no_number_are_refused(wrong):
    with pytest.raises(ValueError, match="places"):
        packed_points(["only"], {"PCA": [wrong]}, ["x"] * 3)


def test_the_most_frequent_class_comes_first_and_an_unknown_one_has_no_colour():
    packed = packed_classes("Element", ["O", "Ti", "O", "", None])
    assert packed["names"] == ["O", "Ti"]
    assert codes_in(packed) == [0, 1, 0, UNKNOWN, UNKNOWN]
    assert packed["rest"] is None


def test_of_many_classes_the_rare_ones_share_one():
    labels = [f"class {i}" for i in range(MOST_CLASSES + 5) for _ in range(MOST_CLASSES + 5 - i)]
    packed = packed_classes("Class", labels)
    assert len(packed["names"]) == MOST_CLASSES
    assert packed["names"][0] == "class 0"
    assert packed["names"][-1] == packed["rest"] == REST
    assert codes_in(packed)[-1] == MOST_CLASSES - 1


def test_numbers_rise_over_the_scale_and_what_is_unknown_has_no_colour():
    values = [*np.linspace(0, 10, 500), np.nan, 1e6]
    packed = packed_numbers("Gap (eV)", values)
    codes = codes_in(packed)
    assert codes[500] == UNKNOWN
    assert codes[:500] == sorted(codes[:500])
    assert codes[0] == 0
    assert codes[501] == codes[499] == len(packed["shades"]) - 1, "a far value must not flatten the rest"
    assert "5" in [text for _, text in packed["labels"]]


def test_equal_points_have_equal_keys_and_others_have_not():
    one, same, other = (packed_classes("Element", labels) for labels in (["O"], ["O"], ["N"]))
    assert one["key"] == same["key"] != other["key"]
