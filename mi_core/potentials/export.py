"""Potentials as files that other programs read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.potentials.network.behler_parrinello import BehlerParrinello

if TYPE_CHECKING:
    from mi_core.potentials.learned import LearnedPotential


def has_lammps_format(learned: LearnedPotential) -> bool:
    """Whether a potential can be written in a standard format that LAMMPS reads."""
    return isinstance(learned.potential, BehlerParrinello)


def lammps_files(learned: LearnedPotential) -> dict[str, str]:
    """Return the texts of a folder in n2p2's format, for LAMMPS' `pair_style hdnnp`; InputError for other kinds."""
    if not isinstance(learned.potential, BehlerParrinello):
        raise InputError(
            f"Only Behler–Parrinello networks have a standard format that LAMMPS reads, that of n2p2; {learned.name!r} is "
            f"of kind {learned.card.domain['kind']!r}. Learn a network from the same frames, or ask it "
            "through ASE."
        )
    from mi_core.potentials.network.n2p2 import n2p2_files

    return n2p2_files(learned.potential)


def lammps_zip(learned: LearnedPotential) -> bytes:
    """Return these files as a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in lammps_files(learned).items():
            archive.writestr(f"{learned.name}/{name}", text)
    return content.getvalue()
