"""CIF: one row per data block that describes a crystal."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import gemmi

from mi_core.errors import InputError
from mi_core.structures.formats import cif_gemmi, cif_problems, cif_pymatgen
from mi_core.structures.formats.text import decode
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.structures.source import Source, shown, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.structures.limits import Limits
    from mi_core.structures.material import Material
    from mi_core.structures.progress import Progress

_BLOCK = re.compile(r"^[ \t]*data_", re.MULTILINE | re.IGNORECASE)
_AMOUNT = re.compile(r"([A-Z][a-z]?)\s*(\d*\.?\d*)")
_NEEDED = (
    "_cell",
    "_symmetry",
    "_space_group",
    "_atom_site",
    "_atom_type",
    "_parent_space_group",
    "_magnetic",
)


def read(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:  # noqa: ARG001 - one signature for all readers
    """Yield a row per crystal of a CIF file; blocks without cell and atoms count only when nothing else is there."""
    yield from rows(decode(source.data), stem(source.name), shown(source.name), limits)


def rows(text: str, row_id: str, source: str, limits: Limits) -> Iterator[Material]:
    """Yield a row per crystal of a CIF text."""
    blocks = _blocks(text, limits)
    crystals = [block for block in blocks if isinstance(block, str) or _is_crystal(block)] or blocks[:1]
    if not crystals:
        yield failed_row(
            row_id, source, "The text holds no CIF data block; a CIF begins with a line data_NAME."
        )
    for block in crystals:
        name = row_id if len(crystals) == 1 else f"{row_id}-{_name(block)}"
        place = source if len(crystals) == 1 else f"{source}, block {shown(_name(block), 60)}"
        try:
            structure, warnings = _crystal(block, limits)
        except InputError as error:
            yield failed_row(name, place, error)
        else:
            yield crystal_row(name, place, structure, limits, warnings)


def _blocks(text: str, limits: Limits) -> list[gemmi.cif.Block | str]:
    """Return the blocks of a text; those that break the CIF grammar as text."""
    try:
        return _bounded(list(gemmi.cif.read_string(text)), limits)
    except (ValueError, RuntimeError):
        ends = [*(match.start() for match in _BLOCK.finditer(text)), len(text)]
    pieces = [text[a:b] for a, b in pairwise(ends)]
    return [_block_or_text(piece) for piece in _bounded(pieces, limits)]


def _block_or_text(piece: str) -> gemmi.cif.Block | str:
    try:
        return gemmi.cif.read_string(piece)[0]
    except (ValueError, RuntimeError, IndexError):
        return piece


def _bounded(blocks: list, limits: Limits) -> list:
    if len(blocks) > limits.max_rows:
        raise InputError(
            f"The CIF has {len(blocks):,} data blocks and at most {limits.max_rows:,} are read; split the file."
        )
    return blocks


def _crystal(block: gemmi.cif.Block | str, limits: Limits) -> tuple[object, tuple[str, ...]]:
    """Return the crystal of a block and what is odd about it, the fast way where it is certain."""
    if isinstance(block, str):
        structure, remarks = cif_pymatgen.crystal(block, limits)
        return structure, ("The text breaks the CIF grammar; check that all atoms are there.", *remarks)
    structure = None
    if not _is_magnetic(block):
        try:
            structure = cif_gemmi.crystal(block, limits)
        except (ValueError, RuntimeError) as error:
            if isinstance(error, InputError):
                raise
    remarks: tuple[str, ...] = ()
    if structure is None:
        cif_problems.check(block, limits)
        structure, remarks = cif_pymatgen.crystal(_needed_text(block), limits)
        remarks = (*remarks, *_isotopes(block))
    return structure, (*remarks, *_stoichiometry(block, structure))


def _needed_text(block: gemmi.cif.Block) -> str:
    """Return the block without reflections, geometry and publication text."""
    lean = gemmi.cif.Block(block.name or "crystal")
    for item in block:
        tag = item.pair[0] if item.pair else (item.loop.tags[0] if item.loop else "")
        if tag.lower().startswith(_NEEDED) and not _says_nothing(item):
            lean.add_item(item)
    return lean.as_string()


def _says_nothing(item: gemmi.cif.Item) -> bool:
    values = [item.pair[1]] if item.pair else item.loop.values
    return cif_problems.ABSENT.issuperset(values)


def _stoichiometry(block: gemmi.cif.Block, structure) -> tuple[str, ...]:
    """Return a sentence when the declared formula differs from the atoms by more than 1 % of an element."""
    declared = block.find_value("_chemical_formula_sum")
    if declared in cif_problems.ABSENT:
        return ()
    text = gemmi.cif.as_string(declared)
    amounts: dict[str, float] = {}
    for symbol, amount in _AMOUNT.findall(text):
        symbol = {"D": "H", "T": "H"}.get(symbol, symbol)  # noqa: PLW2901 - isotopes count as hydrogen
        amounts[symbol] = amounts.get(symbol, 0.0) + float(amount if amount not in {"", "."} else 1)
    found: dict[str, float] = {}
    for site in structure:
        for element, amount in site.species.items():
            found[element.symbol] = found.get(element.symbol, 0.0) + amount
    ours, theirs = sum(found.values()), sum(amounts.values())
    if not theirs or all(
        abs(found.get(symbol, 0.0) / ours - amounts.get(symbol, 0.0) / theirs) <= 0.01
        for symbol in {*found, *amounts}
    ):
        return ()
    hint = "; hydrogen atoms are often left out" if "H" in amounts and "H" not in found else ""
    return (
        f"The atoms give {structure.composition.reduced_formula}, the file declares {shown(text, 60)}{hint}.",
    )


def _isotopes(block: gemmi.cif.Block) -> tuple[str, ...]:
    symbols = block.find_values("_atom_site_type_symbol") or block.find_values("_atom_site_label")
    if any(re.fullmatch(r"[DT]\d*", symbol) for symbol in symbols):
        return ("Deuterium or tritium is treated as hydrogen.",)
    return ()


def _is_crystal(block: gemmi.cif.Block) -> bool:
    return (
        block.find_value("_cell_length_a") is not None
        or bool(block.find_values("_atom_site_fract_x"))
        or cif_problems.is_mmcif(block)
    )


def _is_magnetic(block: gemmi.cif.Block) -> bool:
    return any(
        block.find_values(tag)
        for tag in (
            "_atom_site_moment_label",
            "_atom_site_moment.label",
            "_space_group_symop_magn_operation.xyz",
            "_space_group_symop_magn_operation_xyz",
            "_space_group_magn.number_BNS",
            "_space_group_magn_number_BNS",
        )
    )


def _name(block: gemmi.cif.Block | str) -> str:
    if isinstance(block, str):
        return block.split(maxsplit=1)[0][len("data_") :] or "block"
    return block.name or "block"
