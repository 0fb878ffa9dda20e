"""A barrier to try: an atom of a crystal jumps into the vacancy beside it."""

from __future__ import annotations

import numpy as np

from mi_core.potentials.examples.to_ask import measured
from mi_core.potentials.frames.frame import Frame

_ATOMS = 60  # of the cell, about


def vacancy_hop(element: str) -> list[Frame]:
    """Return a vacancy, and the same one after its neighbour has jumped into it, in the structure that the element takes."""
    whole = measured(element)
    whole = whole.repeat(max(2, round((_ATOMS / len(whole)) ** (1 / 3))))
    neighbour = 1 + int(np.argmin(whole.get_distances(0, np.arange(1, len(whole)), mic=True)))
    before, after = whole.copy(), whole.copy()
    del before[0]
    after.positions[neighbour] = whole.positions[0]
    del after[0]
    return [Frame(f"{element} vacancy", before), Frame(f"{element} vacancy, one step on", after)]
