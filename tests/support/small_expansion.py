"""The linear expansion, small enough to be learned in a second, and copper of EMT learned by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mi_core.potentials.ace.kind import AceKind
from mi_core.potentials.ace.settings import AceSettings
from mi_core.potentials.learning import learn_potential

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential

SMALL = AceSettings(cutoff=4.6, radial=4, angular=2, degrees=(99, 6, 4))


class SmallKind(AceKind):
    """The expansion of small size."""

    def __init__(self) -> None:
        super().__init__(SMALL)


KIND = SmallKind()


def learned_small(frames: Sequence[Frame], name: str = "copper") -> LearnedPotential:
    """Return what a small expansion learns of frames."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mi_core.potentials.ace.kind.KIND", KIND)
        return learn_potential(frames, "ace", name=name, source="copper.extxyz", sha256="0" * 64)
