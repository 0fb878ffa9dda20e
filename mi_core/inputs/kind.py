"""What a kind of input is: all that the product must know to read it, learn from it, predict for it and speak of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from sklearn.base import TransformerMixin

    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Basis:
    """Less than a whole crystal: the mark that stands at numbers read from it, and its meaning."""

    mark: str
    words: str
    same_for_formula: bool = False


@dataclass(frozen=True, slots=True)
class InputKind:
    """One kind of input.

    Attributes
    ----------
    key : str
        As on the cards of models (`ModelCard.takes`).
    noun, title : str
        What one row has, such as "crystal"; what a model takes, such as "a crystal structure".
    read : callable
        Returns what a material has of this kind; InputError, in one sentence, where it has none that can be used.
    columns : tuple of str
        Columns of a data set's table that hold it.
    materials : callable
        Turns the rows of such a table into materials.
    describe : callable
        Returns the transformer from materials to what regressors read, for a choice of features.
    features : mapping
        Choice of features → what it is in short, where materials of this kind can be described by rows of numbers; empty
        where only regressors made for this kind read it.
    basis : Basis or None
        What is said of answers that do not belong to one crystal.
    batch : int
        How many materials are described and predicted at once.
    """

    key: str
    noun: str
    title: str
    read: Callable[[Material], Any]
    columns: tuple[str, ...]
    materials: Callable[[pd.DataFrame], list[Material]]
    describe: Callable[[str | tuple[str, ...]], TransformerMixin]
    features: Mapping[str, str] = field(default_factory=dict)
    basis: Basis | None = None
    batch: int = 250

    def why_not(self, material: Material) -> str | None:
        """Return None for a material that can be read as this kind, else one sentence why not."""
        try:
            self.read(material)
        except InputError as error:
            return str(error)
        return None


def select_rows(described, rows):
    """Return these rows of what a kind's transformer makes, an array (n, d) or a list of n graphs."""
    return described[rows] if isinstance(described, np.ndarray) else [described[i] for i in rows]
