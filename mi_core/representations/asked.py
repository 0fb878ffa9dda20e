"""What is asked of a network whose layers can be seen: its inputs as they were read, and how networks are offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.representations.layers import LayeredModel


class Asked(NamedTuple):
    """One input: what the network reads of it, or one sentence why it cannot."""

    id: str
    formula: str
    source: str
    given: Any = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A network that can be asked for the states of files' contents.

    Attributes
    ----------
    name, title : str
        Key, and title for people.
    read : callable
        Files and folders, by their paths → inputs in their order; of what cannot be used there is an `error`.
    load : callable
        Returns the network.
    """

    name: str
    title: str
    read: Callable[[Sequence[str]], list[Asked]]
    load: Callable[[], LayeredModel]
