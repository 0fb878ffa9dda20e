"""Silicon: the lattice constant of its diamond structure, from a few frames that were computed with PBE."""

from __future__ import annotations

import numpy as np
import pytest
from ase.build import bulk

from mi_core.potentials.ace.kind import AceKind
from mi_core.potentials.ace.settings import AceSettings
from mi_core.potentials.frames.reading import read_frames


def test_diamond_is_as_large_as_pbe_makes_it(data_dir):
    frames = [
        frame
        for frame in read_frames(data_dir / "silicon_mlearn_training.extxyz", labelled=True)
        if frame.group in ("Elastic", "AIMD-NVT")
    ]
    small = AceSettings(radial=5, angular=2, degrees=(99, 6, 4))
    potential = AceKind(small).learn(frames[::8]).potential
    constants = np.linspace(5.3, 5.65, 15)
    energies = [potential.answer(bulk("Si", a=a), scales=False).energy for a in constants]
    cubic = np.polynomial.Polynomial.fit(constants, energies, 3)
    least = min(cubic.deriv().roots().real, key=lambda a: abs(a - 5.4))
    assert least == pytest.approx(5.47, abs=0.02)  # Å, of PBE
    assert cubic.deriv(2)(least) > 0
