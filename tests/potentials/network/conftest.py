"""One tiny network of two elements, learned once."""

import pytest
from network_frames import labelled, shaken, tiny_network


@pytest.fixture(scope="session")
def alloy_frames():
    return labelled(shaken(20, gold=True))


@pytest.fixture(scope="session")
def alloy(alloy_frames):
    """What was learned of copper and gold."""
    return tiny_network().learn(alloy_frames)


@pytest.fixture(scope="session")
def potential(alloy):
    return alloy.potential
