"""Which element properties the regressors read, with the ranking to choose by."""

from __future__ import annotations

import streamlit as st

from mi_core.comparison.figures.importance import feature_words

OWN = "own"


def choose_features() -> str | list[str] | None:
    """Offer the sets of properties and a choice of one's own; None while the own choice is empty."""
    from mi_core.comparison.features import FEATURES

    options = {**FEATURES, OWN: "my own choice of element properties"}
    choice = st.selectbox(
        "Features",
        list(options),
        format_func=lambda name: options[name][:1].upper() + options[name][1:],
        key="compare_features",
        persist_state="session",
        help="For perovskites, the properties are those of the elements on each site; for other materials, mean, spread "
        "and extremes over the composition. CGCNN reads the crystal instead; the baseline of group and row reads these.",
    )
    with st.expander("How the properties rank", icon=":material/leaderboard:"):
        _ranking()
    if choice != OWN:
        return choice
    return _own_choice() or None


def _own_choice() -> list[str]:
    record = _record()
    chosen = st.multiselect(
        "Element properties, most useful first",
        record["ranking"],
        default=record["selected"][:3],
        format_func=feature_words,
        key="compare_own_features",
        persist_state="session",
    )
    if not chosen:
        st.info("Choose at least one property.", icon=":material/info:")
    return chosen


def _ranking() -> None:
    """Show the recorded ranking: what permutation importance said, and what backward elimination kept."""
    import pandas as pd

    from mi_core.descriptors.elements import property_unit
    from mi_core.targets import TARGETS

    record = _record()
    target = TARGETS[record["target"]]
    rows = pd.DataFrame(
        {
            "Rank": range(1, len(record["ranking"]) + 1),
            "Property": [name.replace("_", " ") for name in record["ranking"]],
            "Unit": [property_unit(name) or "–" for name in record["ranking"]],
            "Kept": [name in record["selected"] for name in record["ranking"]],
            "Importance": [record["importance"].get(name) for name in record["ranking"]],
        }
    )
    st.caption(
        f"Backward elimination on {record['rows']:,} training rows of `{record['dataset']}` ({target.title.lower()}, "
        f"{record['folds']} folds, seed {record['seed']}): extremely randomised trees were trained again and again, and "
        "the properties whose shuffling cost least left first. Importance is the rise of the mean absolute error when a "
        "property is shuffled on all sites; it was last measured for those that were kept."
    )
    st.dataframe(
        rows,
        hide_index=True,
        height=280,
        column_config={
            "Importance": st.column_config.NumberColumn(f"Importance ({target.unit})", format="%.4f"),
            "Kept": st.column_config.CheckboxColumn(help="Among the 11 × 3 = 33 features"),
        },
        placeholder="–",
    )
    st.code(record["command"], language="bash")


@st.cache_data(max_entries=1, show_spinner=False)
def _record() -> dict:
    import json

    from mi_core.descriptors.sites import SELECTION

    return json.loads(SELECTION.read_text(encoding="utf-8"))
