"""One answer to one molecule: which measured molecules are near, why it is in the domain or not, and what its atoms do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.molecules.models.describing import describe
from mi_core.molecules.models.store import load_tasks_model
from mi_core.molecules.prediction.contributions import Contributions, atom_contributions
from mi_core.molecules.prediction.nearest import N_NEAREST, Near, nearest_measured

if TYPE_CHECKING:
    from mi_core.structures.molecules.molecule import Molecule


class Surroundings(NamedTuple):
    """Measured molecules of a task near to one, the most similar first, and a sentence on whether they are near enough."""

    near: list[Near]
    reason: str


def surroundings(molecule: Molecule, task: str, *, in_domain: bool) -> Surroundings:
    """Return what of a task was measured near a molecule; in_domain : as it was predicted."""
    model = load_tasks_model()
    answers = model.of_described(describe([molecule.smiles]), [task], N_NEAREST)
    near = nearest_measured(answers, model.references, [task])[0]
    return Surroundings(near, _reason(near, model.of_task[task].least_similar, in_domain=in_domain))


def _reason(near: list[Near], least: float, *, in_domain: bool) -> str:
    if not near:
        return "No molecule of this task is known to have been measured."
    similarity = near[0].similarity
    words = f"its nearest measured molecule has a similarity of {similarity:.2f}, of 1 at most"
    if in_domain:
        return f"Inside: {words}."
    if similarity < least:
        return f"Outside: {words}, less than the {least:.2f} that 95 % of the molecules have by which the model was tested."
    return f"Outside, although {words}: the error to expect is larger than for most molecules."


def task_contributions(molecule: Molecule, task: str) -> Contributions:
    """Return what the atoms of a molecule contribute to the answer to a task, in its unit."""
    model = load_tasks_model()
    return atom_contributions(molecule, lambda described: model.of_described(described, [task]).value[:, 0])
