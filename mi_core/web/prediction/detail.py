"""All that was predicted for one material: a card per property, then its crystal."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import streamlit as st

from mi_core import workbench
from mi_core.files import file_name
from mi_core.prediction.basis import basis_of
from mi_core.prediction.frame import read_nearest
from mi_core.prediction.words import COVERAGE, INSIDE, domain_text, interval_text, value_text
from mi_core.system import load
from mi_core.web.components.formulas import entry_link, escaped, pretty_formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.structures.material import Material
    from mi_core.targets import Target

CARDS_PER_LINE = 3


def prediction_detail(
    material: Material,
    rows: pd.DataFrame,
    cards: dict[str, ModelCard],
    known: Mapping[str, Target],
    sharing: Sequence[str] = (),
) -> None:
    """Show the prediction rows of one material and its crystal; what went wrong is said once.

    known : the targets by key (`Catalogue.targets`).
    sharing : ids of other materials of the same composition, which get the same answers from models of compositions.
    """
    st.header(pretty_formula(material.formula) or escaped(material.id), anchor=False)
    origin = f"{material.id} · {material.source}" if material.source != material.id else material.id
    st.caption(escaped(origin))
    for warning in material.warnings:
        st.warning(escaped(warning), icon=":material/warning:")
    if material.error:
        st.error(escaped(material.error), icon=":material/error:")
        return
    _property_cards(material, rows[rows["error"] == ""], cards, known, sharing)
    failed = rows[rows["error"] != ""]
    for reason, group in failed.groupby("error", sort=False):
        titles = ", ".join(known[key].title for key in group["target"])
        st.info(f"**{titles}**: {escaped(reason)}", icon=":material/info:")
    if material.structure is not None:
        from mi_core.web.crystals.crystal_panel import crystal_panel

        crystal_panel(material, key="predict_crystal", height=480)


def _property_cards(
    material: Material,
    rows: pd.DataFrame,
    cards: dict[str, ModelCard],
    known: Mapping[str, Target],
    sharing: Sequence[str],
) -> None:
    """Lay the cards out in lines of equal height."""
    records = [row for _, row in rows.iterrows()]
    for start in range(0, len(records), CARDS_PER_LINE):
        line = records[start : start + CARDS_PER_LINE]
        for column, row in zip(st.columns(CARDS_PER_LINE), line, strict=False):
            with column.container(border=True, height="stretch"):
                _property_card(material, row, cards, known[row["target"]], sharing)


def _property_card(
    material: Material,
    row: pd.Series,
    cards: dict[str, ModelCard],
    target: Target,
    sharing: Sequence[str],
) -> None:
    from mi_core.figures.neighbours import neighbours_figure

    words = domain_text(row["in_domain"])
    inside = words == INSIDE
    st.metric(
        target.heading,
        value_text(target, row["value"]),
        help=target.definition or None,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(
            words,
            icon=":material/check:" if inside else ":material/warning:",
            color="green" if inside else "orange",
        )
        interval = interval_text(target, row["lower"], row["upper"])
        st.caption(f"{COVERAGE} interval {interval}", width="content")
    if (basis := basis_of(row["model"], cards)) is not None:
        also = f", here also {escaped(', '.join(sharing))}" if sharing and basis.same_for_formula else ""
        st.caption(f":material/content_copy: {basis.words}{also}")
    name = file_name(f"{material.id}-{target.key}")
    st.plotly_chart(
        neighbours_figure(row, target),
        key=f"neighbours_{target.key}",
        config={"displaylogo": False, "toImageButtonOptions": {"filename": name}},
    )
    card = cards.get(row["model"])
    st.caption(f"By {escaped(card.title if card else row['model'])} · {nearest_words(row['nearest'])}")
    for system in workbench.SYSTEMS:
        remark = load(system.prediction_remark)(target.key, row["model"]) if system.prediction_remark else ""
        if remark:
            st.caption(remark)


def nearest_words(text: str) -> str:
    """Return the nearest compounds of a cell of the frame as Markdown: formulas, and ids that lead to their database."""
    compounds = read_nearest(text)
    known = any(isfinite(compound.value) for compound in compounds)
    lines = "lines: true values of its" if known else "no true value is known of the"
    names = " · ".join(
        f"{pretty_formula(compound.formula)} {entry_link(compound.id)}" for compound in compounds
    )
    return f"{lines} nearest training compounds: {names}"
