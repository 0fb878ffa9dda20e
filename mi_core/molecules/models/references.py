"""The molecules that were measured, as bits of neighbourhoods: how like them is a new one, task by task?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BITS = 512


@dataclass(frozen=True, slots=True)
class References:
    """n molecules of a task or several.

    ids : (n,) of the table of tasks; bits : (n, 8) uint64, as of `folded`; measured : (n, t) bool, which tasks know it.
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
        known = self._known(columns)
        # Molecule by molecule, since what is looked through then stays in the processor's cache.
        for place, all_similar in enumerate(self._similarities(folded(counts))):
            for members, tasks in known:
                own = all_similar[members]
                # Three looks for the largest are faster than putting all in order.
                for rank in range(min(k, len(members))):
                    top = own.argmax()
                    similar[place, tasks, rank] = own[top]
                    rows[place, tasks, rank] = members[top]
                    own[top] = -1
        return similar, rows

    def _known(self, columns: Sequence[int]) -> list[tuple[np.ndarray, list[int]]]:
        """Return the molecules of tasks, and places of the tasks that know just these: many were measured together."""
        alike: dict[bytes, list[int]] = defaultdict(list)
        for place, column in enumerate(columns):
            alike[self.measured[:, column].tobytes()].append(place)
        return [(np.flatnonzero(self.measured[:, columns[tasks[0]]]), tasks) for tasks in alike.values()]

    def _similarities(self, bits: np.ndarray) -> Iterator[np.ndarray]:
        """Yield for each row of bits (m, 8) Tanimoto similarities to all molecules, (n,)."""
        words = np.ascontiguousarray(self.bits.T)
        sizes, own_sizes = (
            np.bitwise_count(part).sum(axis=1, dtype=np.float32) for part in (self.bits, bits)
        )
        for own, own_size in zip(bits, own_sizes, strict=True):
            common = np.zeros(len(sizes), dtype=np.uint16)
            for word, all_words in zip(own, words, strict=True):
                common += np.bitwise_count(word & all_words)
            shared = common.astype(np.float32)
            yield shared / np.maximum(own_size + sizes - shared, 1)


def folded(counts: np.ndarray) -> np.ndarray:
    """Return which neighbourhoods occur: counts (m, 2048) folded to 512 bits, (m, 8) uint64."""
    present = (counts > 0).reshape(len(counts), -1, BITS)
    return np.packbits(present.any(axis=1), axis=1).view(np.uint64)
