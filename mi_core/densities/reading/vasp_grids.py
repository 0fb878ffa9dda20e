"""The grids of a file of VASP, and what stands between them: augmentation occupancies, and moments of the atoms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.field import check_grid
from mi_core.densities.reading.limits import check_points
from mi_core.densities.reading.text import check_finite
from mi_core.errors import InputError
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymatgen.core import Structure

    from mi_core.densities.reading.limits import DensityLimits
    from mi_core.densities.reading.text import Text

MOST_GRIDS = 4
MOST_MOMENTS = 3  # numbers that stand between two grids, for each atom


def read_grids(
    text: Text, structure: Structure, limits: DensityLimits
) -> tuple[list[np.ndarray], tuple[str, ...]]:
    """Return the grids, each (nx, ny, nz), and what must be said about what follows them."""
    if (line := text.after_blanks()) is None:
        raise InputError(
            "The file ends after the crystal, and holds no grid (POSCAR or CONTCAR); give the whole CHGCAR or LOCPOT."
        )
    shape = _shape(line)
    if shape is None:
        raise InputError(
            f"After the crystal stands {shown(line.decode('utf-8', 'replace'), 40)!r} and not how many points a "
            "grid has along three axes; give a CHGCAR, AECCAR, LOCPOT or ELFCAR as VASP wrote it."
        )
    check_points(shape, limits)
    check_grid(shape, structure.lattice.matrix)
    grids: list[np.ndarray] = []
    remarks: list[str] = []
    for _ in _starts(text, shape, len(structure), remarks):
        values = text.numbers(int(np.prod(shape)), "grid")
        check_finite(values, "grid")
        grids.append(np.ascontiguousarray(values.reshape(shape, order="F")))
        if len(grids) > MOST_GRIDS:
            break
    return grids, tuple(remarks)


def _starts(text: Text, shape: tuple[int, int, int], n_atoms: int, remarks: list[str]) -> Iterator[None]:
    """Yield wherever a grid begins; augmentation occupancies and moments of the atoms are passed over."""
    yield
    loose, augmented = 0, 0
    while (line := text.after_blanks()) is not None:
        words = line.split()
        if words[0] == b"augmentation" and augmented < 2 * n_atoms:
            text.numbers(_whole(words[-1]), "list of augmentation occupancies")
            augmented += 1
        elif (found := _shape(line)) is not None:
            if found != shape:
                raise InputError(
                    f"The grids of the file differ: {shape} and {found} points; give one of them."
                )
            _check_loose(loose, bool(augmented) or loose in {n_atoms, 3 * n_atoms}, shape)
            yield
            loose, augmented = 0, 0
        elif _is_number(words[0]):
            loose += len(words)
            _check_loose(loose, loose <= MOST_MOMENTS * n_atoms, shape)
        else:
            remarks.append(
                f"What follows the first density ({shown(line.decode('utf-8', 'replace'), 40)!r} …) is left out."
            )
            break
    _check_loose(loose, bool(augmented), shape)


def _check_loose(loose: int, is_known: bool, shape: tuple[int, int, int]) -> None:
    """Raise InputError for numbers after a grid that are neither moments of atoms nor augmentation occupancies."""
    if loose and not is_known:
        raise InputError(
            f"The grid of {' × '.join(map(str, shape))} points is followed by at least {loose:,} more values than it has "
            "points; the counts before it are wrong, or the file is damaged."
        )


def _shape(line: bytes) -> tuple[int, int, int] | None:
    words = line.split()
    if len(words) != 3 or not all(word.isdigit() and len(word) < 10 for word in words):
        return None
    nx, ny, nz = map(int, words)
    return nx, ny, nz


def _whole(word: bytes) -> int:
    if not word.isdigit() or len(word) > 6:
        raise InputError(
            "A line of augmentation occupancies does not say how many follow; the file is damaged: copy it again."
        )
    return int(word)


def _is_number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
