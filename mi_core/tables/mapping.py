"""Which column means what: proposed from headings and cells, and for the person to change."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.formulas import is_missing, read_formula
from mi_core.tables.elements import ElementColumns, find_elements
from mi_core.tables.names import rank
from mi_core.tables.units import split_unit
from mi_core.words import did_you_mean, listed

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.tables.table import Table

MATERIAL_ROLES = ("cif", "formula", "a_site", "b_site", "x_site")
_SAMPLE = 200
#: Share of the cells that must be formulas: of a column with a fitting heading, and of any other.
_NAMED, _UNNAMED = 0.3, 0.9


@dataclass(frozen=True, slots=True)
class Mapping:
    """The meaning of columns; "" and () where there is none.

    Attributes
    ----------
    cif, formula, a_site, b_site, x_site : str
        Headings of the columns that describe the material; a row is read from the first of them that it fills.
    elements : ElementColumns
        Contents of elements, where no other column describes the material.
    id : str
        Heading of the rows' names.
    smiles : str
        Heading of the molecules in a table of molecules, which no crystals are looked for in.
    """

    cif: str = ""
    formula: str = ""
    a_site: str = ""
    b_site: str = ""
    x_site: str = ""
    elements: ElementColumns = field(default_factory=ElementColumns)
    id: str = ""
    smiles: str = ""

    def __bool__(self) -> bool:
        """Whether a material can be read."""
        return bool(self.cif or self.formula or (self.a_site and self.b_site) or self.elements)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that describe the material or name its row."""
        named = (self.cif, self.formula, self.a_site, self.b_site, self.x_site, self.id, self.smiles)
        return (*(heading for heading in named if heading), *self.elements.columns.values())

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, as a job carries them."""
        return asdict(self)

    def words(self) -> list[str]:
        """Return a sentence for each role that is filled, for people."""
        said = {
            "cif": "crystals as CIF text",
            "formula": "chemical formulas",
            "a_site": "elements on A",
            "b_site": "elements on B",
            "x_site": "elements on X",
            "id": "names of rows",
            "smiles": "SMILES",
        }
        found = [
            f"{what}: column {getattr(self, role)!r}" for role, what in said.items() if getattr(self, role)
        ]
        if self.elements:
            headings = listed(map(repr, self.elements.columns.values()), 8)
            basis = self.elements.basis if self.elements.stated else f"{self.elements.basis} (assumed)"
            rest = f", {self.elements.balance} the rest" if self.elements.balance else ""
            found.append(f"contents of elements in {basis}: columns {headings}{rest}")
        return found


def mapping_of(values: dict[str, Any]) -> Mapping:
    """Return the mapping of `Mapping.as_dict`."""
    return Mapping(**{**values, "elements": ElementColumns(**values.get("elements", {}))})


def propose_mapping(table: Table) -> Mapping:
    """Return which columns describe the materials, by their headings and by what their cells can be read as.

    An empty mapping when no column does.
    """
    found: dict[str, Any] = {
        role: _by_name(table, role) for role in ("cif", "a_site", "b_site", "x_site", "id")
    }
    if not (found["a_site"] and found["b_site"]):
        found |= {"a_site": "", "b_site": "", "x_site": ""}
    found["cif"] = found["cif"] or _cif_by_cells(table)
    found["formula"] = _formula_column(table, taken={v for k, v in found.items() if v and k != "id"})
    if found["id"] == found["formula"]:
        found["id"] = ""
    mapping = Mapping(**found)
    return mapping or replace(mapping, elements=find_elements(table))


def need_mapping(table: Table, mapping: Mapping) -> Mapping:
    """Return the mapping; InputError when no column describes a material."""
    if mapping:
        return mapping
    raise InputError(
        "The table needs a column of formulas (formula, composition …), of CIF text (cif), of the elements on sites "
        "(a_site and b_site, x_site if not O), or of contents of elements (such as 'Al (wt%)'); "
        f"it has: {listed(table.columns)}."
    )


def find_column(table: Table, asked: str) -> str:
    """Return the heading that is meant: exact, in any case, or without its unit; InputError names the closest.

    InputError also where two headings could be meant.
    """
    if asked in table.columns:
        return asked
    wanted = asked.strip().casefold()
    fits = [h for h in table.columns if wanted in {h.casefold(), _bare(h).casefold()}]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise InputError(
            f"{asked!r} may mean the columns {listed(map(repr, fits))}; give the whole heading of one."
        )
    hint = did_you_mean(asked, [*table.columns, *map(_bare, table.columns)])
    raise InputError(
        f"{table.name} has no column {asked!r}; its columns are: {listed(table.columns, 20)}.{hint}"
    )


def _bare(heading: str) -> str:
    return split_unit(heading)[0]


def _by_name(table: Table, role: str) -> str:
    ranked = [(place, heading) for heading in table.columns if (place := rank(heading, role)) is not None]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else ""


def _cif_by_cells(table: Table) -> str:
    for heading in table.columns:
        cells = _texts(table.frame[heading].head(5))
        if cells and all("_cell_length_a" in cell for cell in cells):
            return heading
    return ""


def _formula_column(table: Table, taken: set[str]) -> str:
    """Return the column of formulas: a fitting heading whose cells are some, else a column whose cells nearly all are.

    The heading "formula" is taken at its word, so that its rows say themselves what is wrong with them.
    """
    candidates = [heading for heading in table.columns if heading not in taken]
    named = sorted((place, i) for i, h in enumerate(candidates) if (place := rank(h, "formula")) is not None)
    for place, i in named:
        if place == 0 or _are_formulas(table.frame[candidates[i]]):
            return candidates[i]
    shares = {heading: formula_share(table.frame[heading], strict=True) for heading in candidates}
    best = max(shares, key=shares.__getitem__, default="")
    return best if best and shares[best] >= _UNNAMED else ""


def _are_formulas(cells: pd.Series) -> bool:
    """Whether cells under a fitting heading are formulas, and no names of samples (A, B, C or S1, S2, S3)."""
    found = [amounts for text in dict.fromkeys(_texts(cells)[:_SAMPLE]) if (amounts := _amounts(text))]
    compounds = sum(len(amounts) > 1 for amounts in found)
    if compounds >= _NAMED * max(len(found), 1):
        return formula_share(cells) >= _NAMED
    numbered = len(found) > 1 and len({symbol for amounts in found for symbol in amounts}) == 1
    return not numbered and formula_share(cells) >= _UNNAMED


def formula_share(cells: pd.Series, *, strict: bool = False) -> float:
    """Return the share of filled cells that are formulas, of the first 200 different ones.

    strict : 0 unless most are compounds, so that symbols of something else (V, C, No) do not count.
    """
    texts = list(dict.fromkeys(_texts(cells)))[:_SAMPLE]
    texts = [text for text in texts if not is_missing(text)]
    if not texts:
        return 0.0
    amounts = [found for text in texts if (found := _amounts(text))]
    if strict and sum(map(_is_compound, texts)) < 0.6 * len(texts):
        return 0.0
    return len(amounts) / len(texts)


def _is_compound(text: str) -> bool:
    """Whether a text is a formula of several elements and no word in capitals, such as BCC."""
    return len(_amounts(text)) > 1 and re.search(r"[a-z\d]", text) is not None


def _amounts(text: str) -> dict[str, float]:
    try:
        return read_formula(text).amounts
    except InputError:
        return {}


def _texts(cells: pd.Series) -> list[str]:
    return [cell for cell in cells if isinstance(cell, str) and cell.strip()]
