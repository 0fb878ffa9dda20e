"""Files of densities and potentials in, fields out, or one sentence that names the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.densities.kinds import KINDS
from mi_core.densities.reading.cube import read_cube
from mi_core.densities.reading.limits import DEFAULT_LIMITS, DensityLimits
from mi_core.densities.reading.packing import chunks_of
from mi_core.densities.reading.pair import with_cores
from mi_core.densities.reading.sniff import CUBE, HEAD, chosen_format, head_of, is_meant
from mi_core.densities.reading.text import Text
from mi_core.densities.reading.vasp import read_vasp
from mi_core.errors import InputError
from mi_core.words import detail, find_named, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.densities.field import ScalarField
    from mi_core.densities.reading.packing import Content

__all__ = [
    "DensityLimits",
    "is_meant_as_density",
    "read_all_fields",
    "read_fields",
    "with_cores",
]


def read_fields(
    name: str, data: Content, *, kind: str | None = None, limits: DensityLimits = DEFAULT_LIMITS
) -> list[ScalarField]:
    """Return the fields of a file of VASP (CHGCAR, CHG, AECCAR0 to 2, PARCHG, LOCPOT, ELFCAR) or a cube file.

    The file may be packed with gzip, bzip2 or xz, and a member of an archive (`archive.Member`). Of a spin-polarised
    calculation there are two fields, of a non-collinear one four, of a cube file one for each data set. kind : of
    `kinds.KINDS`, in place of what name and values say. InputError names the file and says what is wrong with it.
    """
    if kind is not None:
        find_named("Kind of field", kind, KINDS)
    try:
        with chunks_of(data, limits) as chunks:
            text = Text(chunks)
            if chosen_format(name, text.head(HEAD)) == CUBE:
                return read_cube(text, limits, kind)
            return read_vasp(text, name, limits, kind)
    except InputError as error:
        raise InputError(f"{shown(name)}: {error}") from error
    except MemoryError:
        raise InputError(
            f"{shown(name)}: The grid needs more memory than there is; write it on a coarser grid."
        ) from None
    except Exception as error:  # the last net: parsers of libraries may raise anything
        raise InputError(
            f"{shown(name)}: The file cannot be read ({type(error).__name__}: {detail(error)})."
        ) from error


def read_all_fields(
    files: Iterable[tuple[str, Content]], *, limits: DensityLimits = DEFAULT_LIMITS
) -> list[ScalarField]:
    """Return the fields of several (name, data); AECCAR0 and AECCAR2 of one crystal become the density of all electrons."""
    read = [(name, read_fields(name, data, limits=limits)) for name, data in files]
    return [field for _, fields in with_cores(read) for field in fields]


def is_meant_as_density(name: str, data: Content, *, limits: DensityLimits = DEFAULT_LIMITS) -> bool:
    """Whether a file is one for `read_fields`: by its first bytes, else by its name, so that a damaged CHGCAR is told so."""
    return is_meant(name, head_of(data, limits))
