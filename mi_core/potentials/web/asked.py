"""What a potential is asked about at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame, Refused


class Asked(NamedTuple):
    """Frames, and what is equal for equal ones."""

    frames: list[Frame | Refused]
    key: str
