"""A named piece of input, before anybody knows what is in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and bytes; the name may carry folders, e.g. of an archive member. `id` is what its rows are called."""

    name: str
    data: bytes
    id: str = ""
