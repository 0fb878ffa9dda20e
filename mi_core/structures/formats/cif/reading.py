"""Rows from a CIF text: one per data block that describes a crystal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pymatgen.core import Composition, Element, Structure

from mi_core.encodings import decode
from mi_core.errors import InputError
from mi_core.structures.checks import check_count, species_of
from mi_core.structures.formats.cif.cell import lattice, volume_a3
from mi_core.structures.formats.cif.choice import Question, choose
from mi_core.structures.formats.cif.declared import declared, remarks
from mi_core.structures.formats.cif.grammar import blocks
from mi_core.structures.formats.cif.refusal import check_kind, is_crystal, is_magnetic
from mi_core.structures.formats.cif.sites import sites
from mi_core.structures.formats.cif.symmetry import find
from mi_core.structures.formats.format import Format
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.formats.cif.block import Block
    from mi_core.structures.formats.cif.sharing import Species
    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

_LOOKS = re.compile(rb"^\s*(data_|_cell[._]length_a\b|loop_\s*$)", re.MULTILINE | re.IGNORECASE)
_NO_MOMENTS = "The magnetic moments were left out; the crystal was read as it is without them."


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:  # noqa: ARG001 - one signature for all readers
    """Yield a row per crystal of a CIF file; blocks without cell and atoms count only when nothing else is there."""
    yield from rows(decode(source.data), source.id, shown(source.name), limits)


def rows(text: str, row_id: str, source: str, limits: Limits) -> Iterator[Material]:
    """Yield a row per crystal of a CIF text."""
    found = blocks(text, limits)
    crystals = [
        block for block in found if isinstance(block, str) or block.fault or is_crystal(block)
    ] or found[:1]
    if not crystals:
        yield failed_row(
            row_id, source, "The text holds no CIF data block; a CIF begins with a line data_NAME."
        )
    for block in crystals:
        name = row_id if len(crystals) == 1 else f"{row_id}-{_name(block)}"
        place = source if len(crystals) == 1 else f"{source}, block {shown(_name(block), 60)}"
        try:
            structure, said = _crystal(block, limits)
        except InputError as error:
            yield failed_row(name, place, _with_fault(block, error))
        else:
            yield crystal_row(name, place, structure, limits, said)


def _crystal(block: Block | str, limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    """Return the crystal of a block and what is odd about it; InputError says why there is none."""
    if isinstance(block, str):
        raise InputError(block)
    check_kind(block)
    cell = lattice(block)
    volume = volume_a3(cell)
    listed = sites(block, cell)
    check_count(len(listed.labels), limits)
    symmetry = find(block)
    said = declared(block)
    filled, doubts = choose(Question(listed, cell, volume, said, limits), symmetry)
    check_count(len(filled.coords), limits)
    contents = {key: _composition(species) for key, species in {id(s): s for s in filled.species}.items()}
    structure = Structure(cell, [contents[id(species)] for species in filled.species], filled.coords)
    return structure, (
        *(
            (f"The text breaks the CIF grammar ({block.fault}); check that all atoms are there.",)
            if block.fault
            else ()
        ),
        *_repeated(block),
        *symmetry.remarks,
        *doubts,
        *listed.remarks,
        *filled.remarks,
        *((_NO_MOMENTS,) if is_magnetic(block) else ()),
        *remarks(filled.content, volume, said),
    )


def _with_fault(block: Block | str, error: InputError) -> str:
    if isinstance(block, str) or not block.fault:
        return str(error)
    return f"{str(error).removesuffix('.')} (the text breaks the CIF grammar: {block.fault})."


def _composition(species: Species) -> Composition:
    if len(species) == 1:
        ((symbol, amount),) = species.items()
        if amount == 1.0:
            return species_of(symbol)
    return Composition({Element(symbol): amount for symbol, amount in species.items()})


def _repeated(block: Block) -> tuple[str, ...]:
    tags = sorted(tag for tag in block.repeated if tag.startswith(("_cell_", "_symmetry_", "_space_group_")))
    if not tags:
        return ()
    return (f"The block gives {', '.join(shown(tag, 50) for tag in tags[:3])} twice; the first was used.",)


def _name(block: Block | str) -> str:
    return "broken" if isinstance(block, str) else block.name or "block"


FORMAT = Format("CIF", (".cif", ".mcif"), _LOOKS.search, read, certainty=3)
