"""A structure as a key of a cache."""

from __future__ import annotations


class SameObject:
    """A structure as a key of a cache: equal to itself alone, without comparing any atoms."""

    __slots__ = ("structure",)

    def __init__(self, structure):
        self.structure = structure

    def __hash__(self):
        return id(self.structure)

    def __eq__(self, other):
        return self.structure is other.structure
