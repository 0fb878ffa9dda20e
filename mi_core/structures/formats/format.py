"""What a format is: how a file of it is told, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source


class Format(NamedTuple):
    """One format of crystals or of molecules.

    Attributes
    ----------
    name : str
    suffixes : tuple of str
        Ends of file names, in lower case with their point.
    looks : callable
        Whether the first bytes of a file, without blanks and byte-order mark, look like it.
    read : callable
        Yields a row per crystal or molecule; what cannot be used keeps its row and one sentence.
    certainty : int
        The surest are asked first. From 2 on nothing else looks so, whatever the file is called; before one of 0, those are
        asked that are not read.
    """

    name: str
    suffixes: tuple[str, ...]
    looks: Callable[[bytes], object]
    read: Callable[[Source, Limits, Progress], Iterator[Material]]
    certainty: int = 1


def text_lines(head: bytes) -> list[str]:
    """Return the lines of the first bytes of a text, at least one."""
    return head.decode("utf-8", "replace").splitlines() or [""]
