"""What is shown in °C and weight per cent; K and mole fractions stay what is computed."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.results.units import MOLES, Units

CELSIUS = Units(celsius=True)


def test_there_and_back():
    for kelvins in (300.0, 450.0, 723.15, 850.5):
        assert float(CELSIUS.kelvins(CELSIUS.shown(kelvins))) == kelvins
        assert MOLES.shown(kelvins) == MOLES.kelvins(kelvins) == kelvins
    assert CELSIUS.shown(np.array([273.15, 300.0])) == pytest.approx([0.0, 26.85])


def test_in_words():
    assert (MOLES.text(450.0), CELSIUS.text(450.0)) == ("450 K", "176.85 °C")
    assert (MOLES.axis(), CELSIUS.axis()) == ("Temperature (K)", "Temperature (°C)")
    assert (MOLES.amount, Units(by_mass=True).amount) == ("mol%", "wt%")
