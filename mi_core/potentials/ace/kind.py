"""The linear atomic cluster expansion as a kind of potential."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.potentials.ace.expansion import expansion_of
from mi_core.potentials.ace.gram import Gram
from mi_core.potentials.ace.learning import start_learning
from mi_core.potentials.ace.potential import AcePotential
from mi_core.potentials.ace.settings import settings_from
from mi_core.potentials.held_out import FOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.potentials.ace.settings import AceSettings
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.kind import Learned
    from mi_core.potentials.potential import Potential


class AceKind:
    """Kind "ace" of `mi_core.potentials.kinds`; `settings` of an expansion other than the usual ones."""

    name = "ace"
    title = "Linear atomic cluster expansion"
    summary = (
        "The energy of an atom is linear in invariant polynomials of its neighbours, up to products of four; learned by "
        "ridge regression, whose covariance says how sure it is."
    )

    parts = FOLDS

    def __init__(self, settings: AceSettings | None = None):
        self.settings = settings

    def learn(
        self, frames: Sequence[Frame], *, seed: int = 0, say: Callable[[float], None] | None = None
    ) -> Learned:
        """Learn from frames with energies and forces, of one or two elements."""
        learning = start_learning(frames, settings=self.settings, seed=seed)
        grams = []
        for fold in range(FOLDS):
            grams.append(learning.gram(fold))
            if say is not None:
                say(0.8 * (fold + 1) / FOLDS)
        learned = learning.learned(grams)
        if say is not None:
            say(1.0)
        return learned

    def learn_part(self, frames: Sequence[Frame], part: int, *, seed: int = 0) -> dict[str, np.ndarray]:
        """Return the sums over one fold of the frames."""
        gram = start_learning(frames, settings=self.settings, seed=seed).gram(part)
        return {name: np.asarray(value) for name, value in asdict(gram).items()}

    def join(
        self, frames: Sequence[Frame], parts: Sequence[dict[str, np.ndarray]], *, seed: int = 0
    ) -> Learned:
        """Return the potential of the sums over all folds."""
        grams = [
            Gram(part["energy"], part["force"], int(part["n_energies"]), int(part["n_forces"]))
            for part in parts
        ]
        return start_learning(frames, settings=self.settings, seed=seed).learned(grams)

    def pack(self, potential: Potential) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Return coefficients, and the triangle of their covariance's root in single precision."""
        assert isinstance(potential, AcePotential)
        expansion = potential.expansion
        rows = np.triu_indices(len(potential.root))
        arrays = {"coefficients": potential.coefficients, "root": potential.root[rows].astype(np.float32)}
        settings = {
            "expansion": expansion.settings.record(),
            "elements": list(expansion.elements),
            "nearest": expansion.nearest,
        }
        return arrays, settings

    def unpack(self, arrays: dict[str, np.ndarray], settings: dict[str, Any]) -> AcePotential:
        """Return the potential of what `pack` returned."""
        expansion = expansion_of(
            settings_from(settings["expansion"]), tuple(settings["elements"]), settings["nearest"]
        )
        n = len(arrays["coefficients"])
        root = np.zeros((n, n))
        root[np.triu_indices(n)] = arrays["root"]
        return AcePotential(expansion, arrays["coefficients"], root)


KIND = AceKind()
