"""Double perovskites A2BB'X6: tens of millions of candidates, enumerated in blocks and never held together.

B and B' are an unordered pair. The models know single perovskites only, so the B site is described by the mean of the
properties of B and B', as mixed X are.

This is a poor approximation: on the A2BB'X6 entries of the Materials Project the mean absolute error is several times that
of always answering their median, and the order agrees only roughly (check.json, measured by `check`). It helps to
tell the hopeless from the possible; its energies and intervals must not be trusted. `doubt` says so to users.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.screening.chemistry.charges import LARGEST, oxidation_states

if TYPE_CHECKING:
    from collections.abc import Iterator

RARE_GASES = frozenset({"He", "Ne", "Ar", "Kr", "Xe", "Rn"})
LARGEST_SPACE = 100_000_000
CHECK = Path(__file__).with_name("check.json")


def doubt() -> str:
    """Return what users must be told beside every prediction for a double perovskite, with the measured numbers."""
    record = json.loads(CHECK.read_text())
    found = record["agreement"]["all"]
    return (
        "The model knows single perovskites only and describes the B site by the mean of B and B'. On the "
        f"{found['n']} compounds A2BB'X6 of the Materials Project the mean absolute error of {record['model']} is "
        f"{found['mae']:.2f} eV/atom (always answering their median: {found['mae_of_always_the_median']:.2f}), its rank "
        f"correlation {found['spearman']:.2f}. Take the order for a first hint; rely neither on the energies nor on their "
        "intervals."
    )


@lru_cache(maxsize=1)
def double_elements() -> tuple[str, ...]:
    """Return the elements that may stand on a site: H to Lr without rare gases, in order of atomic number."""
    from mi_core.descriptors.elements import element_table

    return tuple(symbol for symbol in element_table().index if symbol not in RARE_GASES)


@dataclass(frozen=True, slots=True, eq=False)
class Doubles:
    """Some candidates A2BB'X6: positions in `symbols` on A, B, B' and X, (n,) int16 each, B before B'."""

    a: np.ndarray
    b: np.ndarray
    b2: np.ndarray
    x: np.ndarray
    symbols: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.a)

    def on_site(self, site: str) -> np.ndarray:
        """Return the positions of the elements that share a site: one on A and X, two on B."""
        return np.column_stack([self.b, self.b2]) if site == "b" else getattr(self, site)[:, None]


@dataclass(frozen=True)
class DoubleSpace:
    """All A2BB'X6 of four different elements, A from `a`, both B from `b`, X from `x`: symbols, checked."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    x: tuple[str, ...]

    def __len__(self) -> int:
        return int(self._block_ends[-1])

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        """Pairs of A and X; a block is all candidates that share one."""
        position = double_elements().index
        return [(position(a), position(x)) for a in self.a for x in self.x if a != x]

    @cached_property
    def _on_b(self) -> np.ndarray:
        return np.array([double_elements().index(symbol) for symbol in self.b], dtype=np.int16)

    @cached_property
    def _block_ends(self) -> np.ndarray:
        left = [int((~np.isin(self._on_b, block)).sum()) for block in self._blocks]
        return np.cumsum([0, *(n * (n - 1) // 2 for n in left)])

    def tasks(self, rows: int) -> list[tuple[int, int]]:
        """Cut the blocks into consecutive runs (first, beyond the last) of about `rows` candidates each."""
        ends = self._block_ends
        cuts = np.searchsorted(ends, np.arange(rows, ends[-1], rows), side="left")
        edges = np.unique([0, *cuts, len(self._blocks)])
        return list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))

    def batches(self, first: int, beyond: int, rows: int) -> Iterator[Doubles]:
        """Yield the candidates of blocks first … beyond - 1 in batches of at least `rows` (but the last), block by block."""
        waiting, count = [], 0
        for block in self._blocks[first:beyond]:
            waiting.append(self._block(*block))
            count += len(waiting[-1])
            if count >= rows:
                yield _joined(waiting)
                waiting, count = [], 0
        if count:
            yield _joined(waiting)

    def _block(self, a: int, x: int) -> Doubles:
        on_b = np.sort(self._on_b[~np.isin(self._on_b, (a, x))])
        first, second = np.triu_indices(len(on_b), k=1)
        on_a, on_x = (np.full(len(first), index, dtype=np.int16) for index in (a, x))
        return Doubles(on_a, on_b[first], on_b[second], on_x, double_elements())


def double_space(a=None, b=None, x=None) -> DoubleSpace:
    """Return the space of these site lists (symbols or "Sr,Ba"; None: H to Lr without rare gases).

    InputError for unknown elements, for a space without candidates, and for one of more than LARGEST_SPACE.
    """
    space = DoubleSpace(*(_checked(choice, site) for choice, site in ((a, "A"), (b, "B"), (x, "X"))))
    if not space._blocks or len(space) == 0:  # noqa: SLF001 - its own module
        raise InputError(
            "No double perovskite is left: A, B, B' and X must be four different elements; allow more on a site."
        )
    if len(space) > LARGEST_SPACE:
        raise InputError(
            f"The site lists span {len(space):,} candidates; at most {LARGEST_SPACE:,} are screened at once. Shorten a list."
        )
    return space


def double_charge_balanced(doubles: Doubles) -> np.ndarray:
    """Return (n,) bool: some oxidation states give 2 q_A + q_B + q_B' + 6 q_X = 0 (`chemistry.charges`)."""
    pairs, closing = _charge_sums(doubles.symbols, 1, 1), _charge_sums(doubles.symbols, -2, -6)
    shared = pairs[doubles.b, doubles.b2] & closing[doubles.a, doubles.x]
    return shared != 0


@lru_cache(maxsize=4)
def _charge_sums(symbols: tuple[str, ...], k: int, m: int) -> np.ndarray:
    """Return (n, n) int64 over pairs of elements: bit s + 2 LARGEST is set if s = k q + m q' can be, for |s| ≤ 2 LARGEST."""
    table = np.zeros((len(symbols), len(symbols)), dtype=np.int64)
    for i, first in enumerate(symbols):
        for j, second in enumerate(symbols):
            sums = {k * p + m * q for p in oxidation_states(first) for q in oxidation_states(second)}
            table[i, j] = sum(1 << (total + 2 * LARGEST) for total in sums if abs(total) <= 2 * LARGEST)
    return table


def _joined(parts: list[Doubles]) -> Doubles:
    a, b, b2, x = (np.concatenate([getattr(part, site) for part in parts]) for site in ("a", "b", "b2", "x"))
    return Doubles(a, b, b2, x, double_elements())


def _checked(choice, site: str) -> tuple[str, ...]:
    if choice is None:
        return double_elements()
    wanted = [s.strip() for s in choice.split(",") if s.strip()] if isinstance(choice, str) else list(choice)
    unknown = sorted(set(wanted) - set(double_elements()))
    if unknown or not wanted:
        got = ", ".join(map(str, unknown)) or "no element"
        raise InputError(
            f"Site {site} of a double perovskite takes elements from H to Lr without rare gases, such as Sr,Ba; got {got}."
        )
    return tuple(symbol for symbol in double_elements() if symbol in set(wanted))
