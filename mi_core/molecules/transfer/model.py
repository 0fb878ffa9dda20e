"""The model of a task of one's own: it answers for new molecules, with intervals and a word on how near they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.inputs.molecules import KEY
from mi_core.molecules.transfer.candidates import title_of
from mi_core.molecules.transfer.described import describe
from mi_core.molecules.transfer.learners.probabilities import venn_abers
from mi_core.molecules.transfer.likeness import INSIDE_SHARE, MEANING, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.molecules.encoders.encoders import Encoders
    from mi_core.molecules.transfer.described import Described
    from mi_core.molecules.transfer.nested import Fitted
    from mi_core.structures.material import Material
    from mi_core.structures.molecules.molecule import Molecule

COLUMNS = [
    "id", "smiles", "target", "value", "lower", "upper", "in_domain", "similarity", "nearest", "model", "error",
]  # fmt: skip
_SAME_ENCODERS = 1e-2  # of numbers near 1; two machines differ by far less, two trainings by more


@dataclass(frozen=True, eq=False)
class OwnModel:
    """A method that learned all labels of a task.

    Attributes
    ----------
    target : str
    classes : tuple of str
        How the table writes 0 and 1; () for numbers.
    method : str
        Name of the chosen one.
    fitted : Fitted
    encodings : tuple of str
        Tasks of the encoders that describe molecules for it.
    intervals : ConformalIntervals or None
        Of numbers, from nested held-out errors.
    threshold : float
        Likeness to the nearest learned molecule from which on a new one is inside the domain.
    training : frame
        Columns id, smiles, label, and value, scale: of the nested cross-validation, for each molecule while it was held out.
    probe : (encodings, d) float32
        What the encoders make of the first molecule, by which others than those of the training are noticed.
    """

    target: str
    classes: tuple[str, ...]
    method: str
    fitted: Fitted
    encodings: tuple[str, ...]
    intervals: ConformalIntervals | None
    threshold: float
    training: pd.DataFrame
    probe: np.ndarray

    @property
    def title(self) -> str:
        """The method in words."""
        return title_of(self.method)

    @cached_property
    def molecules(self) -> list[Molecule]:
        """The molecules that were learned."""
        from mi_core.structures.molecules.molecule import Molecule

        return [Molecule(smiles, "") for smiles in self.training["smiles"]]

    @cached_property
    def _fingerprints(self) -> np.ndarray:
        from mi_core.descriptors.molecules.fingerprints import morgan_counts

        return np.stack([morgan_counts(molecule.mol) for molecule in self.molecules])

    def check_encoders(self, encoders: Encoders) -> None:
        """InputError unless these are the encoders that the model learned with."""
        missing = [name for name in self.encodings if name not in encoders.networks]
        if not missing and self.encodings:
            found = describe(self.molecules[:1], encoders, self.encodings)
            probe = np.concatenate([found.encodings[name] for name in self.encodings])
            if np.allclose(probe, self.probe, atol=_SAME_ENCODERS):
                return
        if missing or self.encodings:
            raise InputError(
                f"The model of {self.target!r} was learned with other encoders than those of this version; bring the table "
                "again, and it is learned anew."
            )

    def predict(
        self,
        rows: Sequence[Material],
        encoders: Encoders,
        progress: Callable[[float, str], None] | None = None,
    ) -> pd.DataFrame:
        """Return a row for each input, COLUMNS; what cannot be used keeps its id and error.

        `value` is a number, or the probability of the class that counts as 1; `lower` and `upper` bound 90 % of numbers, and
        are the Venn-Abers band of a probability; `similarity` is the likeness to the learned molecule named in `nearest`.
        """
        self.check_encoders(encoders)
        usable = [row for row in rows if row.usable and KEY in row.inputs]
        found = self._answered([row.inputs[KEY] for row in usable], encoders, progress)
        found.insert(0, "id", [row.id for row in usable])
        errors = [
            {"id": row.id, "error": row.error or f"{row.id} is no molecule; give a SMILES."}
            for row in rows
            if not (row.usable and KEY in row.inputs)
        ]
        joined = pd.concat([found, pd.DataFrame(errors, columns=["id", "error"])]).set_index("id")
        joined = joined.loc[[row.id for row in rows]].reset_index()
        joined["in_domain"] = joined["in_domain"].astype("boolean")
        return joined.assign(target=self.target, model=self.title).reindex(columns=COLUMNS)

    def _answered(self, molecules: list[Molecule], encoders: Encoders, progress) -> pd.DataFrame:
        if not molecules:
            return pd.DataFrame(
                columns=["smiles", "value", "lower", "upper", "in_domain", "similarity", "error"]
            )
        described = describe(molecules, encoders, self.encodings, progress)
        value, lower, upper = self.bounds(described)
        similarity, place = nearest(described.morgan, self._fingerprints)
        return pd.DataFrame(
            {
                "smiles": [molecule.smiles for molecule in molecules],
                "value": value,
                "lower": lower,
                "upper": upper,
                "in_domain": similarity >= self.threshold,
                "similarity": similarity,
                "nearest": [self._named(row) for row in place.tolist()],
                "error": "",
            }
        )

    def bounds(self, described: Described) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return value, lower and upper, (n,) each."""
        value, scale = self.fitted.valued(described)
        if self.intervals is not None:
            return value, *self.intervals.bounds(value, scale, [""] * len(value))
        held_out, labels = (self.training[name].to_numpy(float) for name in ("value", "label"))
        lower, upper = venn_abers(held_out, labels, value)
        return value, np.minimum(lower, value), np.maximum(upper, value)

    def _named(self, place: int) -> str:
        row = self.training.iloc[place]
        return f"{row['id']} ({row['smiles']}) {row['label']:.4g}"

    @property
    def domain_words(self) -> str:
        """What the domain flag means, in a sentence."""
        return (
            f"A molecule is inside the domain if one of yours is like it by {self.threshold:.2f} or more ({MEANING}; 1.00 "
            f"need not be the same molecule): {INSIDE_SHARE:.0%} of your own have another one as near."
        )
