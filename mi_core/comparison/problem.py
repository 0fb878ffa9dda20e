"""What regressors are compared on: materials, one number for each, and what is known of where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.datasets.cleaning import CleaningStep
from mi_core.datasets.composition import composition_key, key_elements
from mi_core.descriptors.own_columns import own_numbers
from mi_core.errors import InputError
from mi_core.inputs import FORMULA, KINDS, SITES
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.datasets.cleaning import CleaningReport
    from mi_core.inputs.kind import InputKind
    from mi_core.structures.material import Material, SiteElements
    from mi_core.targets import Target

#: Fewer rows leave no nine to calibrate an interval of 90 % on, beside those to train and to test on.
FEWEST_ROWS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """n materials and the property to predict.

    Attributes
    ----------
    name : str
        Data set or file.
    target : Target
        Key, title and unit of the property; for a user's column, named by it.
    materials : list of Material
    y : (n,) float64, unit of the target
    ids, formulas : lists of str
    sites : list of SiteElements, or None when some material is no perovskite
    origin : dict
        For the card: data set and SHA-256 of its table.
    report : CleaningReport
        What was dropped, and why.
    own_names : tuple of str
        Headings of the columns of numbers that regressors read beside the material, such as a temperature; every material
        has them among its `numbers`.
    optional_names : tuple of str
        Headings of those that only some materials have.
    learned_with : dict of (n,) arrays by key
        Further targets of the same rows, NaN where unknown, that networks learn at the same time as this one.
    kept_together : list of str, or None
        For each row a name; rows of one name are never parted by a split by column.
    cache : dict
        What was found out once: descriptors by choice of features, and which kinds of input the rows hold.
    """

    name: str
    target: Target
    materials: list[Material]
    y: np.ndarray
    ids: list[str]
    formulas: list[str]
    sites: list[SiteElements] | None
    origin: dict[str, Any]
    report: CleaningReport
    own_names: tuple[str, ...] = ()
    optional_names: tuple[str, ...] = ()
    kept_together: list[str] | None = None
    learned_with: dict[str, np.ndarray] = field(default_factory=dict)
    cache: dict = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.y)

    @property
    def kind(self) -> InputKind:
        """The kind of input of which regressors on numbers read a description."""
        if self.sites is not None:
            return SITES
        others = (kind for kind in KINDS.values() if kind.features and kind is not SITES)
        return next((kind for kind in others if self.holds(kind)), FORMULA)

    def holds(self, kind: InputKind) -> bool:
        """Whether every material can be read as this kind of input."""
        key = ("holds", kind.key)
        if key not in self.cache:
            self.cache[key] = all(kind.why_not(material) is None for material in self.materials)
        return self.cache[key]

    @property
    def groups(self) -> list[str]:
        """Unordered compositions: A-B swaps and polymorphs share one."""
        return [composition_key(formula) or formula for formula in self.formulas]

    @property
    def elements(self) -> list[frozenset[str]]:
        """Elements of each material."""
        return [key_elements(group) for group in self.groups]

    @property
    def columns(self) -> tuple[str, ...]:
        """All headings of numbers that are read beside the material."""
        return self.own_names + self.optional_names

    @property
    def all_targets(self) -> tuple[np.ndarray, int]:
        """What networks learn at the same time, (n, t), in the order of the keys, and the column of this target."""
        found = {**self.learned_with, self.target.key: self.y}
        keys = sorted(found)
        return np.column_stack([found[key] for key in keys]), keys.index(self.target.key)

    def filling(self, rows: np.ndarray | None = None) -> list[float]:
        """Return what stands for a missing number of each optional column: the mean of those known in these rows, or in all.

        Of the training rows a regressor hears nothing of those that it is tested on. 0 where none is known.
        """
        materials = self.materials if rows is None else [self.materials[i] for i in rows]
        numbers = own_numbers(materials, (), self.optional_names)[:, : len(self.optional_names)]
        known = np.isfinite(numbers)
        return (np.where(known, numbers, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)).tolist()

    def numbers(self, rows: np.ndarray | None = None) -> np.ndarray:
        """Return what is read beside all materials, filled from these rows, what is missing marked: see `own_numbers`."""
        return own_numbers(self.materials, self.own_names, self.optional_names, self.filling(rows))

    def frame(self) -> pd.DataFrame:
        """Return what splits and figures need: id, formula, true value, group if any, and the elements on A, B and X."""
        frame = pd.DataFrame({"id": self.ids, "formula": self.formulas, "true": self.y})
        if self.kept_together is not None:
            frame = frame.assign(group=self.kept_together)
        if self.sites is not None:
            frame = frame.assign(
                a=[s.a for s in self.sites],
                b=[s.b for s in self.sites],
                x=[" ".join(dict.fromkeys(s.x)) for s in self.sites],
            )
        return frame

    def subset(self, rows: np.ndarray) -> Problem:
        """Return the problem of these rows only."""
        together = self.kept_together
        return replace(
            self,
            materials=[self.materials[i] for i in rows],
            y=self.y[rows],
            ids=[self.ids[i] for i in rows],
            formulas=[self.formulas[i] for i in rows],
            sites=None if self.sites is None else [self.sites[i] for i in rows],
            kept_together=None if together is None else [together[i] for i in rows],
            learned_with={key: values[rows] for key, values in self.learned_with.items()},
            cache={},
        )


def check_problem(y: np.ndarray, name: str) -> None:
    """InputError in one sentence when nothing can be compared on these labels (n,)."""
    if len(y) < FEWEST_ROWS:
        raise InputError(
            f"{len(y)} usable rows of {name} are left, and a comparison needs at least {FEWEST_ROWS} to train, calibrate "
            "and test on; add rows, or see what was dropped and why."
        )
    if np.ptp(y) == 0:
        raise InputError(
            f"Every usable row of {name} has the same value, {y[0]:g}, so there is nothing to learn; choose another column."
        )


def with_optional_columns(problem: Problem) -> Problem:
    """Return the problem with a word on the rows that lack optional numbers; a column that lacks none is a needed one.

    Nothing could be learnt of a number's absence where there is none. InputError for a column without any number.
    """
    lacking = {
        heading: sum(heading not in material.numbers for material in problem.materials)
        for heading in problem.optional_names
    }
    if empty := [heading for heading, n in lacking.items() if n == len(problem)]:
        raise InputError(
            f"No usable row of {problem.name} has a number in {', '.join(empty)}; do not learn from it."
        )
    whole = tuple(heading for heading, n in lacking.items() if n == 0)
    optional = tuple(heading for heading in lacking if heading not in whole)
    words = "kept: the mean of the others that are trained on stands in its place, marked as missing."
    steps = [
        CleaningStep(
            "note_values", 0, 0, f"{counted(lacking[heading], 'row')} without a number in {heading} {words}"
        )
        for heading in optional
    ]
    report = replace(problem.report, steps=(*problem.report.steps, *steps))
    return replace(problem, report=report, own_names=problem.own_names + whole, optional_names=optional)
