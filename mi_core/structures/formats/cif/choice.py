"""Which of the possible operations fill the cell as the file means it: asked of the cell, the atoms and the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.checks import check_count
from mi_core.structures.formats.cif.declared import agreement
from mi_core.structures.formats.cif.expansion import orbits, snapped_thirds, tolerance_a, wrapped
from mi_core.structures.formats.cif.metric import BARELY_FITS, FITS, deviation, in_cell
from mi_core.structures.formats.cif.settings import count_of_settings
from mi_core.structures.formats.cif.sharing import SHARED_A, shared
from mi_core.structures.formats.cif.sites import digits
from mi_core.structures.formats.cif.symmetry import Symmetry, missing, no_group

if TYPE_CHECKING:
    from pymatgen.core import Lattice

    from mi_core.structures.formats.cif.declared import Declared
    from mi_core.structures.formats.cif.expansion import Orbits
    from mi_core.structures.formats.cif.group_names import Meaning
    from mi_core.structures.formats.cif.sharing import Species
    from mi_core.structures.formats.cif.sites import Sites
    from mi_core.structures.limits import Limits

_RAW = 40  # images before merging, over the atoms that may remain
_CLOSE_A = 0.7  # no two full atoms are nearer


class Filled(NamedTuple):
    """A cell filled by one meaning of the symmetry: species and (k, 3) fractions of each place, and remarks."""

    meaning: Meaning
    species: list[Species]
    coords: np.ndarray
    sizes: np.ndarray
    remarks: tuple[str, ...]

    @property
    def content(self) -> dict[str, float]:
        """Atoms of each element in the cell."""
        amounts: dict[str, float] = {}
        for species in self.species:
            for element, amount in species.items():
                amounts[element] = amounts.get(element, 0.0) + amount
        return amounts


class Question(NamedTuple):
    """What the choice is made from."""

    sites: Sites
    lattice: Lattice
    volume: float
    said: Declared
    limits: Limits

    def fill(self, meaning: Meaning) -> Filled:
        """Return the cell filled under one meaning; InputError where that cannot be."""
        sites, operations, matrix = self.sites, meaning.operations, self.lattice.matrix
        if len(sites.labels) * len(operations) > _RAW * self.limits.max_atoms:
            raise InputError(
                f"{len(sites.labels):,} sites under {len(operations)} symmetry operations are more than can be expanded; "
                f"at most {self.limits.max_atoms:,} atoms a cell are read."
            )
        coords = snapped_thirds(sites.coords, sites.written, has_threefold=operations.has_threefold)
        if len(operations) == 1 and sites.is_full and "H" not in sites.elements:
            # nothing can be merged; what overlaps is found by the checks
            full = {element: {element: 1.0} for element in sites.elements}
            species = [full[element] for element in sites.elements]
            return Filled(meaning, species, wrapped(coords), np.ones(len(coords), dtype=int), ())
        found = orbits(coords, operations, matrix, tolerance_a(digits(sites.written), max(self.lattice.abc)))
        if len(found.coords) > self.limits.max_atoms and not self._are_listed(found):
            check_count(len(found.coords), self.limits)
        species, coords, remarks = shared(sites, found, matrix)
        return Filled(meaning, species, coords, found.sizes, remarks)

    def _are_listed(self, found: Orbits) -> bool:
        """Whether all images of the first site are listed, as in files that list the whole cell."""
        steps = found.coords[found.site == 0][:, None] - found.positions
        steps -= np.rint(steps)
        return bool((((steps @ self.lattice.matrix) ** 2).sum(axis=2) < SHARED_A**2).any(axis=1).all())

    def agreement(self, filled: Filled) -> tuple[int, ...]:
        """Return the votes of formula, formula units and density."""
        return agreement(filled.content, self.volume, self.said)

    def multiplicity_vote(self, filled: Filled) -> int:
        """Return whether the declared numbers of images are those found: 1, -1, or 0 where none is declared."""
        sizes = zip(self.sites.multiplicities, filled.sizes.tolist(), strict=True)
        agree = [text == str(size) for text, size in sizes if text.isdigit()]
        return 0 if not agree else 1 if all(agree) else -1


def choose(question: Question, symmetry: Symmetry) -> tuple[Filled, tuple[str, ...]]:
    """Return the cell as it is most likely meant, and sentences about what was assumed or stays doubtful."""
    if symmetry.is_listed:
        return _of_list(question, symmetry)
    if len(symmetry.meanings[0].operations) == 1 and len(symmetry.meanings) == 1:
        return question.fill(symmetry.meanings[0]), ()
    meanings, remarks = _fitting(symmetry.meanings, question.lattice)
    filled, doubt = _likeliest(question, meanings, symmetry)
    return filled, (*remarks, *doubt)


def _of_list(question: Question, symmetry: Symmetry) -> tuple[Filled, tuple[str, ...]]:
    """Return the cell filled by the listed operations, or by the whole group where only that agrees with the file."""
    own, *larger = symmetry.meanings
    filled = question.fill(own)
    if not larger and len(own.operations) == 1:
        return filled, ()
    matrix = question.lattice.matrix
    remarks: tuple[str, ...] = ()
    if deviation(own.operations, matrix) > BARELY_FITS:
        remarks = ("The cell does not have the symmetry of the listed operations; check lengths and angles.",)
    fitting = [found for meaning in larger for found in in_cell(meaning, matrix)]
    if _is_enough(question.agreement(filled)):
        return filled, remarks
    if not fitting:
        is_odd = larger and not own.operations.is_group  # what would complete them is another shape's
        return filled, (*remarks, no_group(own.operations)) if is_odd else remarks
    filled, doubts = _completed(question, filled, fitting)
    return filled, (*remarks, *doubts)


def _is_enough(votes: tuple[int, ...]) -> bool:
    """Whether formula units or density agree and neither disagrees."""
    return 1 in votes[1:] and -1 not in votes[1:]


def _completed(question: Question, filled: Filled, groups: list[Meaning]) -> tuple[Filled, tuple[str, ...]]:
    """Return the cell filled by all operations of a group of which some are listed, where only that can be meant."""
    own, whole = filled.meaning.operations, groups[0]
    lacking = (
        f"Of the {len(whole.operations)} symmetry operations of {whole.name} the file lists {len(own)} "
        f"(missing: {missing(own, whole.operations)})"
    )
    completed = list(filter(None, (_filled_or_none(question, group) for group in groups)))
    # Where completing adds no atom, the file lists all of the cell.
    if any(len(other.coords) == len(filled.coords) for other in completed):
        return filled, ()
    for other in completed:
        if sum(question.agreement(other)[1:]) > sum(question.agreement(filled)[1:]):
            return other, (f"{lacking}; all were used, as its Z or density demands.",)
    return filled, (f"{lacking}; those listed were used, so that atoms are probably missing.",)


def _filled_or_none(question: Question, meaning: Meaning) -> Filled | None:
    try:
        return question.fill(meaning)
    except InputError:
        return None


def _fitting(meanings: tuple[Meaning, ...], lattice: Lattice) -> tuple[list[Meaning], tuple[str, ...]]:
    """Return the meanings whose operations the cell allows; InputError when it allows none."""
    matrix = lattice.matrix
    off = [deviation(meaning.operations, matrix) for meaning in meanings]
    best = min(off)
    if best < BARELY_FITS:
        remarks = (
            ()
            if best < FITS
            else (f"The cell deviates from the shape that {meanings[off.index(best)].name} demands.",)
        )
        return [m for m, d in zip(meanings, off, strict=True) if d <= max(best, FITS)], remarks
    found = [other for meaning in meanings for other in in_cell(meaning, matrix)]
    if found:
        return found, (f"The cell was taken for the primitive cell of {meanings[0].name}.",)
    shape = ", ".join(f"{value:.5g}" for value in (*lattice.abc, *lattice.angles))
    raise InputError(
        f"The cell ({shape}) does not have the shape that the space group {meanings[0].name} demands, and no "
        "symmetry operations are listed; list them, or give the cell of that setting."
    )


def _likeliest(
    question: Question, meanings: list[Meaning], symmetry: Symmetry
) -> tuple[Filled, tuple[str, ...]]:
    """Return the meaning that agrees best with the file; of equals the one with the fewest atoms, then the first."""
    filled = list(filter(None, (_filled_or_none(question, meaning) for meaning in meanings)))
    if not filled:
        question.fill(meanings[0])  # says why not
    evidence = [(question.multiplicity_vote(f), *question.agreement(f)) for f in filled]
    ranks = [
        (*e, not _is_crowded(f, question.lattice), -len(f.coords))
        for e, f in zip(evidence, filled, strict=True)
    ]
    chosen = max(range(len(filled)), key=lambda i: (ranks[i], -i))
    best, meaning = filled[chosen], filled[chosen].meaning
    certain = all(evidence[i] < evidence[chosen] for i in range(len(filled)) if i != chosen)
    if (
        symmetry.source == "number"
        and len(symmetry.meanings) + _settings(meaning) > 2
        and not (certain and len(filled) > 1)
    ):
        return best, (
            f"The file gives the space group by its number alone; the setting {meaning.name} was assumed.",
        )
    if certain or _is_usual(meaning, filled):
        return best, ()
    names = dict.fromkeys(f.meaning.name for f in filled if f.meaning.name != meaning.name)
    others = " or ".join(names) or "the same along other axes"
    return best, (
        f"The space-group {symmetry.source} leaves the setting open; {meaning.name} was assumed, it could be {others}.",
    )


def _settings(meaning: Meaning) -> int:
    """Return how many settings share the number of this one."""
    group = meaning.operations.group
    return count_of_settings(group.number) if group else 1


def _is_usual(meaning: Meaning, filled: list[Filled]) -> bool:
    """Whether the cell is monoclinic with right angles, where the unique axis is b by convention."""
    groups = [f.meaning.operations.group for f in filled]
    return all(group and 3 <= group.number <= 15 for group in groups) and meaning == filled[0].meaning


def _is_crowded(filled: Filled, lattice: Lattice) -> bool:
    """Whether two full atoms lie nearer than atoms do; not asked of large cells."""
    full = [sum(species.values()) > 0.999 for species in filled.species]
    coords = filled.coords[full]
    if not 1 < len(coords) <= 500:
        return False
    steps = coords[:, None] - coords[None]
    squares = (((steps - np.rint(steps)) @ lattice.matrix) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    return bool(squares.min() < _CLOSE_A**2)
