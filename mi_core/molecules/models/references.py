"""The molecules that were measured, as bits of neighbourhoods: how like them is a new one, task by task?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BITS = 512
ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class References:
    """n molecules of a task or several.

    ids : (n,) of the table of tasks; bits : (n, 512) float32, 0 or 1; measured : (n, t) bool, which tasks know a molecule.
    """

    ids: np.ndarray
    bits: np.ndarray
    measured: np.ndarray

    def nearest(
        self, counts: np.ndarray, columns: Sequence[int], k: int = 1
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return Tanimoto similarities and rows of the k most similar molecules of each task, (m, t, k) both.

        counts : (m, 2048), Morgan's. Rows are -1, and similarities 0, where a task has fewer.
        """
        similar = np.zeros((len(counts), len(columns), k), dtype=np.float32)
        rows = np.full((len(counts), len(columns), k), -1)
        known = [np.flatnonzero(self.measured[:, column]) for column in columns]
        for part, all_similar in self._similarities(folded(counts)):
            here = np.arange(len(all_similar))
            for place, members in enumerate(known):
                own = all_similar[:, members]
                # Three looks for the largest are faster than putting all in order.
                for rank in range(min(k, len(members))):
                    top = own.argmax(axis=1)
                    similar[part, place, rank] = own[here, top]
                    rows[part, place, rank] = members[top]
                    own[here, top] = -1
        return similar, rows

    def _similarities(self, bits: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
        """Yield Tanimoto similarities to all molecules, (rows of a part, n)."""
        own = self.bits.sum(axis=1)
        transposed = np.ascontiguousarray(self.bits.T)
        for start in range(0, len(bits), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            common = bits[part] @ transposed
            yield part, common / np.maximum(bits[part].sum(axis=1)[:, None] + own - common, 1)


def folded(counts: np.ndarray) -> np.ndarray:
    """Return which neighbourhoods occur, counts (m, 2048) folded to (m, 512) float32."""
    present = (counts > 0).reshape(len(counts), -1, BITS)
    return np.asarray(present.any(axis=1), dtype=np.float32)


def packed(bits: np.ndarray) -> np.ndarray:
    """Return bits (n, 512) as (n, 64) uint8."""
    return np.packbits(bits.astype(bool), axis=1)


def unpacked(bits: np.ndarray) -> np.ndarray:
    """Return (n, 64) uint8 as bits (n, 512) float32."""
    return np.unpackbits(bits, axis=1).astype(np.float32)
