"""What the ranking saves: how many held-out candidates must be computed to find the stable ones among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import mi_core.screening
from mi_core.cards import read_card
from mi_core.screening.figures.savings import savings_figure
from mi_core.screening.savings import computed_for_recall, enrichment, recall_curve
from mi_core.screening.web.choices import choose_threshold
from mi_core.screening.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.pretrained.card import ModelCard

HOME = Path(mi_core.screening.__file__).parent
TABLE, CARD = HOME / "held_out.parquet", HOME / "held_out.yaml"
ALL = "All compounds"
FEWEST_STABLE = 20  # below, one compound more or less moves the curve


def savings(model: ModelCard) -> None:
    """Show the recall curve of a model's held-out predictions, and the paper's question with its answer."""
    rows = held_out(model.name)
    if rows is None:
        st.info(
            "No held-out predictions of this model are stored. Make them with `PYTHONPATH=. python "
            "benchmarks/screening_recall.py --write`.",
            icon=":material/info:",
        )
        return
    _answers(rows)
    _how_it_was_measured()


@st.cache_data(max_entries=4, show_spinner=False)
def held_out(model: str) -> pd.DataFrame | None:
    """Return the held-out predictions of a model: family, true, predicted …; None where there are none."""
    import pandas as pd

    if not TABLE.is_file():
        return None
    rows = pd.read_parquet(TABLE)
    rows = rows[rows["model"] == model].reset_index(drop=True)
    return rows if len(rows) else None


@st.fragment
def _answers(rows: pd.DataFrame) -> None:
    chosen, threshold, recall = _controls(rows)
    true, predicted = chosen["true"].to_numpy(), chosen["predicted"].to_numpy()
    n_stable = int((true <= threshold).sum())
    if not n_stable:
        st.warning(
            f"None of these {len(chosen):,} compounds lies at or below {threshold:.3f} eV/atom: raise the threshold.",
            icon=":material/filter_alt_off:",
        )
        PAGE.write()
        return
    needed = computed_for_recall(true, predicted, [recall], threshold=threshold).iloc[0]
    best = enrichment(true, predicted, threshold=threshold)
    st.markdown(
        f"### To find {percent(recall)} of the stable compounds, compute the best-ranked "
        f"{percent(needed['computed'])} and save {percent(needed['saved'])} of DFT"
    )
    numbers = {
        "DFT saved": percent(needed["saved"]),
        "Stable among the held-out": f"{n_stable:,} of {len(chosen):,}",
        "Mean absolute error (eV/atom)": f"{abs(true - predicted).mean():.3f}",
        "Enrichment, best-ranked 5 %": f"{best['enrichment']:.1f} ×",
    }
    with st.container(horizontal=True, gap="medium"):
        for label, number in numbers.items():
            st.metric(label, number, border=True)
    if n_stable < FEWEST_STABLE:
        st.caption(f":material/warning: Only {n_stable} stable compounds: these numbers are rough.")
    curve = recall_curve(true, predicted, threshold=threshold)
    figure = savings_figure(
        curve, recall=recall, computed=float(needed["computed"]), stable_share=n_stable / len(chosen)
    )
    figure_with_downloads(figure, "recall-against-dft-saved", data=curve)
    PAGE.write()


def _controls(rows: pd.DataFrame) -> tuple[pd.DataFrame, float, float]:
    """Offer the kind of compound, the threshold and the recall; return the rows and both numbers."""
    kinds = [ALL, *rows["family"].value_counts().index.astype(str)]
    left, middle, right = st.columns(3, gap="medium", vertical_alignment="bottom")
    kind = left.selectbox("Held-out compounds", kinds, key=f"savings_family_{PAGE.turn()}")
    with middle:
        choose_threshold(
            "Stable up to this decomposition energy (eV/atom)",
            "savings",
            help="By the true, computed energy.",
        )
    recall = right.slider(
        "Share of the stable compounds that must be found (%)",
        50.0,
        100.0,
        value=100 * PAGE.now().recall,
        step=0.5,
        format="%.1f",
        key=f"savings_recall_{PAGE.turn()}",
    )
    PAGE.now().recall = round(recall / 100, 4)
    return rows if kind == ALL else rows[rows["family"] == kind], PAGE.now().threshold, PAGE.now().recall


def percent(share: float) -> str:
    """Return 0.99 as "99 %" and 0.384 as "38 %"; a decimal where it is not 0."""
    text = f"{100 * share:.1f}".removesuffix(".0")
    return f"{text} %"


def _how_it_was_measured() -> None:
    card = read_card(dict, CARD)
    st.caption(
        f"Measured on {card['dataset']['rows']:,} rows of `{card['dataset']['name']}`: {card['split']}. Every compound is "
        "predicted by trees that never saw it, ranked, and “computed” from the best-ranked on until enough of the stable "
        "ones are found. They are compounds like those of the training set: of candidates outside the training domain, "
        f"which the ranking hides at first, the curve says nothing. Made on {card['date']} by `{card['made_by']}`."
    )
    st.caption(
        "The question is that of Schmidt et al., Chem. Mater. 29, 5090 (2017), for about 250,000 cubic cells: data, labels "
        "and split differ from these, so that the numbers do not compare."
    )
