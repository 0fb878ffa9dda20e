"""What a kind of potential has to offer, so that commands, jobs and pages can learn, keep and ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.held_out import HeldOut
    from mi_core.potentials.potential import Potential


@dataclass(frozen=True, slots=True)
class Learned:
    """A potential that learned from all frames, and what such a potential said of each when it was held out."""

    potential: Potential
    held_out: HeldOut


class PotentialKind(Protocol):
    """A kind of potential; each is one folder with an object `KIND` in its kind.py.

    Attributes
    ----------
    name, title, summary : str
        Key, title and a sentence for people.
    parts : int
        In how many parts it learns, each by itself: a job does them one by one, and goes on where it was stopped.
    """

    name: str
    title: str
    summary: str
    parts: int

    def learn_part(self, frames: Sequence[Frame], part: int, *, seed: int = 0) -> dict[str, np.ndarray]:
        """Return what one part, counted from 0, makes of all frames; `join` makes a potential of all parts."""

    def join(
        self, frames: Sequence[Frame], parts: Sequence[dict[str, np.ndarray]], *, seed: int = 0
    ) -> Learned:
        """Return the potential of all parts, and what was said of held-out frames."""

    def learn(
        self, frames: Sequence[Frame], *, seed: int = 0, say: Callable[[float], None] | None = None
    ) -> Learned:
        """Learn from frames with energies and forces, of one or two elements; `say` hears the share done, from 0 to 1.

        The same as all parts joined, where they need not be kept.
        """

    def pack(self, potential: Potential) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """Return the arrays of a potential, and its settings as JSON holds them."""

    def unpack(self, arrays: dict[str, np.ndarray], settings: dict[str, Any]) -> Potential:
        """Return the potential of what `pack` returned."""
