"""What the columns of the user's own table mean: proposed, and for the person to change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.upload import read_upload, understood
from mi_core.tables.elements import ATOMS, WEIGHT, ElementColumns, element_of
from mi_core.tables.mapping import Mapping, mapping_of
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.tables.table import Table

FORMULAS, CRYSTALS, SITES, ELEMENTS = (
    "Formulas",
    "Crystals (CIF text)",
    "Elements on A and B",
    "Contents of elements",
)
NO_GROUP = "– none –"


def choose_mapping(path: Path) -> Mapping:
    """Offer the ways in which columns describe materials, the proposed one first chosen; empty while none is complete."""
    table, proposed = read_upload(path), mapping_of(understood(path)[0])
    way = st.segmented_control(
        "Materials are described by",
        [FORMULAS, CRYSTALS, SITES, ELEMENTS],
        default=_way_of(proposed),
        key=_key("way", path),
        help="Proposed from the headings and from what the cells can be read as; change it where that is wrong.",
    )
    choosers = {FORMULAS: _formulas, CRYSTALS: _crystals, SITES: _sites, ELEMENTS: _elements}
    mapping = choosers[way](table, proposed, path) if way else Mapping()
    return replace(mapping, id=proposed.id if proposed.id not in mapping.columns else "")


def choose_more(path: Path, mapping: Mapping, target: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Offer own columns of numbers to learn from, and the column that a split keeps together; "" for none.

    Returns the columns that every row must have, those of which rows without are kept, and the column of groups.
    """
    table, numeric = read_upload(path), understood(path)[2]
    taken = {*mapping.columns, target}
    left, right = st.columns(2)
    own = left.multiselect(
        "Own columns to learn from",
        [heading for heading in numeric if heading not in taken],
        key=_key("own", path),
        placeholder="none",
        help="Numbers such as a temperature or a time, which the regressors read beside the material. Regressors that "
        "cannot take them are left out.",
    )
    groups = [NO_GROUP, *(h for h in table.columns if h not in {target, mapping.cif})]
    group = right.selectbox(
        "Column whose equal cells stay together",
        groups,
        key=_key("group", path),
        help="For the protocol “Groups of a column”: rows that agree in it are never parted between training and test, "
        "such as those of one sample or one paper.",
    )
    optional = _choose_optional(own, path) if own else ()
    features = tuple(heading for heading in own if heading not in optional)
    return features, optional, "" if group == NO_GROUP else group


def _choose_optional(own: list[str], path: Path) -> tuple[str, ...]:
    """Ask which of the own columns may be empty."""
    chosen = st.multiselect(
        "Own columns that may be empty",
        own,
        key=_key("optional", path),
        placeholder="none: rows without a number are dropped",
        help="Rows that lack a number in one of these are kept. The mean of those that are trained on stands in its "
        "place, and a further column says that it is missing.",
    )
    return tuple(heading for heading in chosen if heading in own)


def say_table(table: Table) -> None:
    """Say what was decided about the table as a whole."""
    if table.remarks:
        st.caption("  \n".join(escaped(remark) for remark in table.remarks))


def _way_of(mapping: Mapping) -> str | None:
    ways = {
        FORMULAS: mapping.formula,
        CRYSTALS: mapping.cif,
        SITES: mapping.a_site,
        ELEMENTS: mapping.elements,
    }
    order = (CRYSTALS, SITES, FORMULAS, ELEMENTS)
    return next((way for way in order if ways[way]), None)


def _formulas(table: Table, proposed: Mapping, path: Path) -> Mapping:
    return Mapping(formula=_pick("Column of formulas", table, proposed.formula, _key("formula", path)))


def _crystals(table: Table, proposed: Mapping, path: Path) -> Mapping:
    return Mapping(
        cif=_pick("Column of CIF texts", table, proposed.cif, _key("cif", path)), formula=proposed.formula
    )


def _sites(table: Table, proposed: Mapping, path: Path) -> Mapping:
    a, b, x = st.columns(3)
    on_a = _pick("Elements on A", table, proposed.a_site, _key("a", path), a)
    on_b = _pick("Elements on B", table, proposed.b_site, _key("b", path), b)
    anions = x.selectbox(
        "Elements on X",
        ["O everywhere", *table.columns],
        index=table.columns.index(proposed.x_site) + 1 if proposed.x_site else 0,
        key=_key("x", path),
    )
    return Mapping(a_site=on_a, b_site=on_b, x_site="" if anions == "O everywhere" else anions)


def _elements(table: Table, proposed: Mapping, path: Path) -> Mapping:
    symbols = {h: element_of(h, table.units.get(h, ""))[0] for h in table.columns}
    left, right = st.columns([3, 1])
    headings = left.multiselect(
        "Columns of elements",
        [heading for heading, symbol in symbols.items() if symbol],
        default=list(proposed.elements.columns.values()),
        key=_key("elements", path),
        placeholder="no heading names an element",
    )
    basis = right.segmented_control(
        "Per cent by",
        [WEIGHT, ATOMS],
        default=proposed.elements.basis,
        required=True,
        key=_key("basis", path),
        help="at% also for fractions and ratios of atoms. A cell “bal.” makes up the rest.",
    )
    if headings and not proposed.elements.stated:
        st.caption(
            "The headings do not say whether the contents are by weight or by atoms: check the choice."
        )
    columns = {symbols[heading]: heading for heading in headings}
    return Mapping(elements=ElementColumns(columns, basis, stated=proposed.elements.stated))


def _pick(label: str, table: Table, proposed: str, key: str, place=st) -> str:
    index = table.columns.index(proposed) if proposed else None
    return place.selectbox(label, table.columns, index=index, key=key, placeholder="choose a column") or ""


def _key(what: str, path: Path) -> str:
    return f"compare_{what}_{path.parent.name}"
