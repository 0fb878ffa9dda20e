"""How a model that ships is made: data set, targets, pipeline, and the materials that it is meant for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mi_core.evaluation.groups import anion_family
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sklearn.pipeline import Pipeline

    from mi_core.inputs.kind import InputKind
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Recipe:
    """One model that `python -m mi_core train NAME` makes.

    Attributes
    ----------
    name, title, summary : str
        As on the card.
    kind : InputKind
        What it takes, and how the rows of the data set become materials.
    dataset : str
        Name in the data-set registry.
    targets : tuple of str
        Target keys, in the order of the columns of y.
    pipeline : callable
        Returns the untrained scikit-learn pipeline.
    scope : callable
        Returns None for a material that the model is meant for, else one sentence why not.
    preference : int
        Among models of one target in whose scope a material lies, the highest answers by default.
    never_negative : frozenset of str
        Targets that by definition of this data set are not below zero, beyond those of which it always holds.
    split : str
        "random"; "grouped" where rows of one composition must not be on both sides; or a column of the data set whose groups
        must not be.
    folds : int
        0 holds a ninth of the rows out, once. With n every row is held out once, by n pipelines trained for that alone,
        and the model that is kept learns from all rows: for small data sets, and pipelines that train in seconds.
    only_in_scope : bool
        Whether rows of the data set that the model is not meant for are left out of training.
    grouping : callable or None
        Names the group of a material within which its intervals are calibrated; with None that is how far its composition is
        from those learned (`evaluation.groups.DistanceGroups`).
    series : bool
        Whether such groups tell compositions of a known series, whose samples one paper made, from others of a known host.
    also_measured_on : tuple of str
        Further data sets of the registry on whose rows that training never saw the errors are measured.
    further_splits : tuple of str
        With folds, further kinds of `split` by which every row is answered once, so that intervals are calibrated, and
        errors measured, far from what was learned, too.
    measured_splits : tuple of str
        With folds, kinds of `split` by which errors are measured as well, and nothing is calibrated.
    numbers, optional : tuple of str
        Columns of the data set that stand as numbers beside each material: those that the model must have, and those that it
        reads where they are given. Of the latter every row is learned, and answered, with and without.
    parts : mapping
        Words → condition on the data set's columns, as `DataFrame.query` takes it, of rows that are measured apart.
    kept : tuple of str
        Further columns of the data set that the model keeps of the rows it learned, such as the paper of each.
    """

    name: str
    title: str
    summary: str
    kind: InputKind
    dataset: str
    targets: tuple[str, ...]
    pipeline: Callable[[], Pipeline]
    scope: Callable[[Material], str | None]
    preference: int = 0
    never_negative: frozenset[str] = frozenset()
    split: str = "random"
    folds: int = 0
    only_in_scope: bool = False
    grouping: Callable[[Material], str] | None = anion_family
    series: bool = False
    also_measured_on: tuple[str, ...] = ()
    further_splits: tuple[str, ...] = ()
    measured_splits: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()

    def minimum(self, target: str) -> float | None:
        """Return the least value that the target can have in this data set, or None."""
        return 0.0 if target in self.never_negative else find_target(target).minimum
