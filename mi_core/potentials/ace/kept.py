"""The functions of frames, kept while there is room for them, since they take most of the time of learning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.ace.expansion import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.ace.expansion import Described, Expansion
    from mi_core.potentials.frames.frame import Frame

ROOM = 1.5e9  # bytes


class DescribedFrames:
    """The functions of frames by their number; those for which there is no room are computed each time."""

    def __init__(self, expansion: Expansion, frames: Sequence[Frame]):
        self.expansion, self.frames = expansion, frames
        self._kept: dict[int, Described] = {}
        self._room = ROOM

    def __getitem__(self, number: int) -> Described:
        """Return the functions of a frame, those of forces in single precision."""
        if number in self._kept:
            return self._kept[number]
        found = describe(self.expansion, self.frames[number].atoms)
        assert found.forces is not None
        forces = found.forces.astype(np.float32)
        found = replace(found, forces=forces)
        size = found.values.nbytes + forces.nbytes
        if size <= self._room:
            self._kept[number] = found
            self._room -= size
        return found
