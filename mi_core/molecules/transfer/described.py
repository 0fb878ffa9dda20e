"""Molecules as numbers, in all the ways that methods learn from: fingerprints, descriptors, what encoders make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.encoders.encoders import UNTRAINED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.molecules.encoders.encoders import Encoders
    from mi_core.structures.molecules.molecule import Molecule

#: Names of blocks of columns; SUPPORTS and ALL stand for encodings.
MORGAN, PHYSICAL, SUPPORTS, ALL = "morgan", "physical", "supports", "all"


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """n molecules.

    Attributes
    ----------
    morgan : (n, 2048) float32
        Counts of neighbourhoods.
    physical : (n, 209) float32
        Descriptors, 0 where one is not defined.
    encodings : dict of (n, 32) float32
        By task, and by UNTRAINED.
    heads : dict of (n,)
        What each encoder predicts for its own task.
    """

    morgan: np.ndarray
    physical: np.ndarray
    encodings: dict[str, np.ndarray]
    heads: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.morgan)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose encoders described the molecules."""
        return tuple(name for name in self.encodings if name != UNTRAINED)

    def take(self, rows: np.ndarray) -> Described:
        """Return some of the molecules."""
        return Described(
            self.morgan[rows],
            self.physical[rows],
            {name: one[rows] for name, one in self.encodings.items()},
            {name: one[rows] for name, one in self.heads.items()},
        )

    def without(self, tasks: Sequence[str]) -> Described:
        """Return the molecules without what the encoders of these tasks make of them."""
        kept = [name for name in self.encodings if name not in tasks]
        return Described(
            self.morgan, self.physical, {n: self.encodings[n] for n in kept}, {n: self.heads[n] for n in kept}
        )

    def columns(self, blocks: Sequence[str], supports: Sequence[str]) -> np.ndarray:
        """Return blocks of columns side by side, (n, d); SUPPORTS are the encodings of these tasks, ALL those of all."""
        parts: list[np.ndarray] = []
        for block in blocks:
            if block in {SUPPORTS, ALL}:
                parts += [self.encodings[task] for task in (supports if block == SUPPORTS else self.tasks)]
            else:
                parts.append(getattr(self, block))
        return np.concatenate(parts, axis=1)


def describe(
    molecules: Sequence[Molecule],
    encoders: Encoders,
    names: Sequence[str] | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Described:
    """Describe molecules, by the encoders of these names or by all.

    progress : called with the share that is done and with words.
    """
    from mi_core.descriptors.molecules.fingerprints import morgan_counts
    from mi_core.descriptors.molecules.graph import molecule_graph
    from mi_core.descriptors.molecules.physical import describe_physically

    say = progress or (lambda _share, _words: None)
    say(0.0, "Describing molecules")
    mols = [molecule.mol for molecule in molecules]
    morgan = np.stack([morgan_counts(mol) for mol in mols]).astype(np.float32)
    physical = np.nan_to_num(np.stack([describe_physically(mol) for mol in mols]), nan=0.0)
    graphs = [molecule_graph(mol) for mol in mols]
    encodings, heads = {}, {}
    wanted = list(encoders.networks if names is None else names)
    for count, name in enumerate(wanted):
        say(count / len(wanted), "Asking the encoders")
        heads[name], encodings[name] = encoders.answers(graphs, [name])[name]
    return Described(morgan, physical, encodings, heads)
