"""Frames of a run of VASP: vasprun.xml or OUTCAR, all steps."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from ase import Atoms

_HEAD = 4096


def is_vasp(text: str) -> bool:
    """Whether a text begins as one of the two files does."""
    head = text[:_HEAD]
    return "<modeling>" in head or head.lstrip().startswith("vasp.")


def read_vasp(text: str) -> list[Atoms]:
    """Return the steps of a run, with energies (eV, extrapolated to no smearing) and forces (eV/Å); InputError if broken."""
    from ase.io.vasp import read_vasp_out, read_vasp_xml

    xml = "<modeling>" in text[:_HEAD]
    try:
        if xml:
            return list(read_vasp_xml(BytesIO(text.encode()), index=slice(None)))
        return list(read_vasp_out(StringIO(text), index=slice(None)))
    except Exception as error:  # whatever ASE's parsers raise
        raise InputError(
            f"The {'vasprun.xml' if xml else 'OUTCAR'} cannot be read ({shown(detail(error), 100)}); give one of a run that "
            "ended, or extended XYZ."
        ) from error
