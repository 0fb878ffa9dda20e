"""The models of alloys: the surrogate, the generators side by side, and the data set that they learnt from."""

from __future__ import annotations

from typing import Any

import streamlit as st

from mi_core.alloys.web.cached import TRAIN
from mi_core.errors import InputError
from mi_core.web.cards.model import three_digits
from mi_core.web.components.formulas import plain

SURROGATE = "surrogate"


def models_part() -> None:
    """Show evaluation, cards, and the data set."""
    from mi_core.alloys.models.trained_store import trained_names
    from mi_core.alloys.web.evaluation import evaluation

    st.subheader("Which generator proposes best", anchor=False)
    evaluation()
    st.subheader("Cards", anchor=False)
    names = [name for name in trained_names() if "-seed" not in name]
    if names:
        _cards(names)
    else:
        st.info(f"No model of alloys is trained yet. Train them with `{TRAIN}`.", icon=":material/info:")
    st.subheader("Data set", anchor=False)
    _data_set()


def _cards(names: list[str]) -> None:
    from mi_core.alloys.models.trained_store import read_card

    names = sorted(names, key=lambda name: name != SURROGATE)  # the surrogate first
    cards = {name: read_card(name) for name in names}
    chosen = st.pills(
        "Card",
        names,
        default=names[0],
        required=True,
        format_func=lambda name: cards[name]["title"],
        key="alloy_card",
        label_visibility="collapsed",
    )
    with st.container(border=True):
        if chosen == SURROGATE:
            _surrogate_card(cards[chosen])
        else:
            _generator_card(cards[chosen])
        _origin(cards[chosen])


def _surrogate_card(card: dict[str, Any]) -> None:
    st.markdown(
        "Predicts the phases of an alloy from its composition alone, in microseconds: it ranks and refines proposals, and "
        "draws the explorer's diagram while the sliders move. Its intervals are split-conformal, for 90 %."
    )
    rows = [
        {
            "Alloys": f"{split}, {metrics['alloys']:,}",
            "Mean abs. error (mol%)": three_digits(100 * metrics["mae"]),
            "… of phases that are there (mol%)": three_digits(100 * metrics["mae_of_present_phases"]),
            "… always the mean (mol%)": three_digits(100 * metrics["baseline_mae"]),
            "Points within 2 mol%": 100 * metrics["share_of_points_within_tolerance"],
            "Coverage": 100 * metrics["coverage"],
            "… of phases that are there": 100 * metrics["coverage_of_present_phases"],
        }
        for split, metrics in card.get("metrics", {}).items()
    ]
    share = st.column_config.NumberColumn(format="%.1f %%")
    st.dataframe(
        rows,
        hide_index=True,
        column_config={"Points within 2 mol%": share, "Coverage": share, "… of phases that are there": share},
    )


def _generator_card(card: dict[str, Any]) -> None:
    for title, metrics in card.get("metrics", {}).items():
        if not metrics:
            continue
        st.markdown(f"**{plain(title[0].upper() + title[1:])}** ({metrics['conditions']} conditions)")
        rows = [
            {
                "Met by at least one": 100 * metrics["share_met"],
                "Proposals that meet": 100 * metrics["share_proposals_met"],
                "RMSE of the best (mol%)": three_digits(100 * metrics["rmse_best"]),
                "RMSE of all (mol%)": three_digits(100 * metrics["rmse_mean"]),
            }
        ]
        share = st.column_config.NumberColumn(format="%.1f %%")
        st.dataframe(
            rows, hide_index=True, column_config={"Met by at least one": share, "Proposals that meet": share}
        )


def _origin(card: dict[str, Any]) -> None:
    data, made = card["data"], card["training"]
    st.markdown(
        f"Trained on **{data['split']['train']:,}** alloys ({data['split']['validation']:,} for validation, "
        f"{data['split']['test']:,} held out), {data['phases']} phases."
    )
    st.markdown("**Train it again**")
    st.code(made["command"], language="bash")
    with st.expander("How it was made"):
        versions = ", ".join(f"{library} {version}" for library, version in made["versions"].items())
        st.markdown(
            f"Made on {made['date']} in {made['seconds'] / 60:,.1f} minutes on {plain(made['machine'])}, revision "
            f"`{made['revision']}`, with {versions}."
        )
        st.json(card["parameters"], expanded=1)
        files = {**card.get("files", {}), **data["sha256"]}
        st.code("\n".join(f"{digest}  {name}" for name, digest in files.items()), language=None)


def _data_set() -> None:
    from mi_core.alloys.dataset.card import read_card

    try:
        card = read_card()
    except InputError as problem:
        st.info(str(problem), icon=":material/info:")
        return
    with st.container(border=True):
        st.markdown(
            f"**{card['title']}**: **{card['alloys']:,}** alloys × {len(card['temperatures_k'])} temperatures = "
            f"{card['points']:,} points, of which {card['points_failed']:,} did not converge and stay unknown; "
            f"{len(card['phases'])} phases occur. Computed with {card['database']['name']} in {card['cpu_hours']:g} "
            "CPU hours."
        )
        left, right = st.columns(2, gap="large")
        sampling = card["sampling"]
        counts = {"Alloys": st.column_config.NumberColumn(format="localized")}
        left.dataframe(
            [{"Series": name, "Alloys": number} for name, number in sampling["series"].items()],
            hide_index=True,
            column_config=counts,
        )
        right.dataframe(
            [
                {"Alloying elements": str(number), "Alloys": alloys}
                for number, alloys in sampling["alloying_elements"].items()
            ],
            hide_index=True,
            column_config=counts,
        )
        _check(card["spot_check"])
        st.markdown("**Make it again**")
        st.code(card["made"]["command"], language="bash")
        with st.expander("Database, engine, files"):
            st.markdown(plain(card["database"]["source"]))
            st.json(card["engine"], expanded=1)
            st.code("\n".join(f"{digest}  {name}" for name, digest in card["files"].items()), language=None)
            st.caption(
                f"{card['licence']} Made on {card['made']['date']}. SHA-256 of the database: {card['database']['sha256']}"
            )


def _check(check: dict[str, Any]) -> None:
    """Show what came of recomputing random points with finer grids."""
    answered = check["points"] - check["without_answer_in_one"]
    st.markdown(
        "**Spot check**, random points computed again with all phases, finer grids, and the lowest of several starts"
    )
    rows = [
        ("Points, of so many element systems", f"{check['points']}, {check['element_systems']}"),
        ("Without an answer in one of both", str(check["without_answer_in_one"])),
        ("Same Gibbs energy within 0.1 J/mol", f"{check['energy_within_0.1_j_per_mol']} of {answered}"),
        ("Same phase fractions within 0.001", f"{check['fractions_within_0.001']} of {answered}"),
        ("Highest Gibbs energy above the finer one", f"{check['highest_above_j_per_mol']:.3g} J/mol"),
        ("Largest difference of a fraction", f"{check['largest_fraction_difference']:.3g}"),
    ]
    st.dataframe([{"Checked": name, "Found": found} for name, found in rows], hide_index=True)
