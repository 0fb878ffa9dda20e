"""The part as a whole: a potential, its errors on held-out frames, where it fails, and phases that it may not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.figures.measures import three_digits
from mi_core.potentials.errors_by_group import errors_by_group
from mi_core.potentials.export import has_lammps_format, lammps_zip
from mi_core.potentials.web.ask.table import shown_table, table_columns
from mi_core.potentials.web.asked import Asked
from mi_core.potentials.web.cached import answers, examples
from mi_core.potentials.web.choice import choose_potential
from mi_core.potentials.web.ships.held_out import held_out_shown
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.potentials.learned import LearnedPotential


def trust_part() -> None:
    """Show how far a potential can be trusted."""
    learned = choose_potential("trusted")
    if learned is None:
        return
    held_out_shown(learned)
    _for_lammps(learned)
    _where_it_fails(learned)
    with errors_shown(), st.container(border=True):
        _phases(learned)


def _for_lammps(learned: LearnedPotential) -> None:
    """Offer a network in the format of n2p2."""
    if not has_lammps_format(learned):
        return
    st.download_button(
        "For LAMMPS (n2p2)",
        lambda: lammps_zip(learned),
        f"{learned.name}-n2p2.zip",
        mime="application/zip",
        icon=":material/download:",
        key="potentials_lammps",
        help="input.nn, scaling.data and the weights, for pair_style hdnnp; without the repulsion below the shortest "
        "distance learned, and without intervals.",
    )


def _where_it_fails(learned: LearnedPotential) -> None:
    """Say where errors are largest, and what no number here speaks of."""
    groups = errors_by_group(learned.held_out)
    named = groups[groups["group"] != "all"]
    sentences = []
    if len(named) > 1:
        worst = named.loc[named["rmse_mev"].idxmax()]
        best = named.loc[named["rmse_mev"].idxmin()]
        sentences.append(
            f"Energies are worst for **{escaped(worst['group'])}** (RMSE {three_digits(worst['rmse_mev'])} meV/atom), "
            f"best for **{escaped(best['group'])}** ({three_digits(best['rmse_mev'])} meV/atom)."
        )
    held_out = learned.held_out
    errors = (held_out["predicted"] - held_out["energy"]).abs() * 1000
    inside, outside = errors[held_out["in_domain"]], errors[~held_out["in_domain"]]
    if len(inside) and len(outside):
        sentences.append(
            f"Of the {len(held_out):,} held-out frames it flagged {len(outside):,}: mean error "
            f"{three_digits(outside.mean())} meV/atom there, {three_digits(inside.mean())} meV/atom elsewhere."
        )
    sentences.append(
        "Frames were held out at random, so that others of their kind were learned: for kinds of structure that the frames "
        "do not hold, errors are larger than these and intervals promise nothing."
    )
    st.info(" ".join(sentences), icon=":material/warning:")


def _phases(learned: LearnedPotential) -> None:
    st.subheader("Phases that it may not know", anchor=False)
    elements = learned.potential.elements
    found = answers(learned, Asked(list(examples(elements)), f"examples {elements}"))
    flagged = int((found.table["in_domain"] == False).sum())  # noqa: E712 - a column of objects, some of them missing
    st.markdown(
        f"Examples made from lattice parameters, without any calculation of energies: of {len(found.table)} it "
        f"flags **{flagged}** as unlike what it learned."
    )
    st.dataframe(shown_table(found.table), hide_index=True, column_config=table_columns())
