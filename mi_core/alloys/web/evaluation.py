"""The evaluation of the generators: a figure and a table of what was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.evaluation.evaluate import read_evaluation
from mi_core.alloys.figures.evaluation import MEASURES, evaluation_figure
from mi_core.alloys.models.generators.registry import GENERATORS
from mi_core.errors import InputError
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import pandas as pd

#: Who judges → key of the record.
JUDGES = {"CALPHAD": "table", "Surrogate": "table_by_surrogate"}
PERCENT = {
    "specification_met": "Specifications met (%)",
    "specification_met_spread": "± over seeds",
    "share_proposals_met": "Proposals that meet (%)",
    "rmse_best": "RMSE, best (mol%)",
    "rmse_best_spread": "± over seeds ",
    "rmse_mean": "RMSE, all (mol%)",
}


def evaluation() -> None:
    """Show all models side by side; without an evaluation, say how it is made."""
    try:
        record = read_evaluation()
    except InputError as problem:  # none was made yet: no error
        st.info(str(problem), icon=":material/info:")
        return
    table = _judged(record)
    if table is None:
        st.info("The evaluation holds no finished case.", icon=":material/info:")
        return
    _table(table, _figure(table))


def _judged(record: dict) -> pd.DataFrame | None:
    """Return the table of the judge that is chosen: the engine, or the surrogate for many more specifications."""
    import pandas as pd

    there = {judge: record[key] for judge, key in JUDGES.items() if record.get(key)}
    if not there:
        return None
    judge = st.segmented_control(
        "Judged by", list(there), default=next(iter(there)), required=True, key="alloy_eval_judge"
    )
    if JUDGES[judge] == "table":
        _lead(record)
    else:
        st.markdown(
            "Diagrams of held-out alloys are hidden in part; each model proposes alloys for what is left, as they come. The "
            "surrogate predicts their phases: quick enough for all models and seeds, but it is no proof."
        )
    return pd.DataFrame(there[judge])


def model_titles() -> dict[str, str]:
    """Return the titles of models, the whole design among them."""
    return {"best": "Design: all together, refined"} | {
        name: title for name, (_, title) in GENERATORS.items()
    }


def _lead(record: dict) -> None:
    st.markdown(
        "Diagrams of held-out alloys are hidden in part; each model proposes alloys for what is left, and the thermodynamic "
        "engine computes them. A specification is met when every specified cell is within 2 mol% of phase."
    )
    unfinished = (
        f", {record['unfinished_cases']:,} more were not finished" if record["unfinished_cases"] else ""
    )
    st.caption(
        f"{record['cases'] - record['unfinished_cases']:,} cases{unfinished}; {record['alloys_computed']:,} alloys "
        f"computed, {record['points_not_converged']:,} points did not converge and count as missed. "
        f"Made on {record['date']} with `{record['command']}`."
    )


def _figure(table: pd.DataFrame) -> int:
    """Show a measure of all models; return the number of proposals that was chosen."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        measure = st.selectbox(
            "Measure",
            list(MEASURES),
            format_func=lambda key: MEASURES[key][0],
            key="alloy_eval_measure",
            width=420,
        )
        sizes = sorted(int(k) for k in table["k"].unique())
        k = st.segmented_control(
            "Proposals", sizes, default=10 if 10 in sizes else sizes[0], required=True, key="alloy_eval_k"
        )
    shown = raw_rows(table, k)
    figure_with_downloads(
        evaluation_figure(shown, model_titles(), measure=measure),
        f"alloy-evaluation-{measure}-{k}",
        data=shown,
    )
    return k


def raw_rows(table: pd.DataFrame, k: int) -> pd.DataFrame:
    """Return a row per scenario and model for k proposals as they come, of most specifications; the design is refined."""
    raw = table["variant"].str.startswith("raw") | (table["model"] == "best")
    shown = table[raw & (table["k"] == k)]
    most = shown.sort_values("specifications", ascending=False, kind="stable")
    return shown.loc[most.drop_duplicates(["scenario", "model"]).index.sort_values()]


def _table(table: pd.DataFrame, k: int) -> None:
    """Show all numbers of one scenario, for k proposals each."""
    scenarios = list(dict.fromkeys(table["scenario"]))
    main = "70% hidden"
    scenario = st.selectbox(
        "What of the diagram is given",
        scenarios,
        index=scenarios.index(main) if main in scenarios else 0,
        key="alloy_eval_scenario",
        width=320,
    )
    titles = model_titles()
    rows = table[(table["scenario"] == scenario) & (table["k"] == k)].sort_values(
        ["specification_met", "share_proposals_met"], ascending=False
    )
    shown = rows.assign(model=[titles.get(model, model) for model in rows["model"]])
    shown[list(PERCENT)] = 100 * shown[list(PERCENT)].astype(float)
    shown["seconds_per_proposal"] = 1000 * shown["seconds_per_proposal"]
    column = st.column_config
    three = {key: column.NumberColumn(title, format="%.3g") for key, title in PERCENT.items()}
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="–",
        column_order=["model", "variant", *PERCENT, "diversity_wt", "novelty_wt", "share_new",
                      "seconds_per_proposal", "specifications", "seeds"],
        column_config={
            "model": column.TextColumn("Model", pinned=True),
            "variant": column.TextColumn("Variant", help="Raw: as the model proposes. Refined: moved towards the wishes."),
            **three,
            "diversity_wt": column.NumberColumn("Diversity (wt%)", format="%.3g", help="Mean distance between two"),
            "novelty_wt": column.NumberColumn("Novelty (wt%)", format="%.3g", help="To the nearest training alloy"),
            "share_new": column.NumberColumn("New", format="percent", help="Further than 0.05 wt% from all training alloys"),
            "seconds_per_proposal": column.NumberColumn("ms each", format="%.3g"),
            "specifications": column.NumberColumn("Specifications", width="small"),
            "seeds": column.NumberColumn("Seeds", width="small"),
        },
    )  # fmt: skip
