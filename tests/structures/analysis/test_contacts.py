"""The closest contact of a crystal."""

import numpy as np
import pytest

from mi_core.structures.analysis.contacts import OVERLAP, closest_contact

NUMBERS = np.array([11, 17])


def test_the_contact_closest_for_its_radii_is_found_across_the_border():
    contact = closest_contact(NUMBERS, np.array([[0.1, 0, 0], [5.5, 0, 0]]), 5.6 * np.eye(3))
    assert {contact.first, contact.second} == {0, 1}
    assert contact.distance == pytest.approx(0.2, abs=1e-6)
    assert contact.share == pytest.approx(0.2 / (1.66 + 1.02), abs=1e-6)
    assert contact.share < OVERLAP


def test_an_atom_touches_its_own_images_and_far_ones_nothing():
    contact = closest_contact(NUMBERS[:1], np.zeros((1, 3)), 2.0 * np.eye(3))
    assert (contact.first, contact.second) == (0, 0)
    assert contact.distance == pytest.approx(2.0)
    assert closest_contact(NUMBERS[:1], np.zeros((1, 3)), 9.0 * np.eye(3)) is None
