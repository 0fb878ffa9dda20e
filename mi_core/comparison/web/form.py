"""A new comparison: what to predict, with which regressors, from which features, by which protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.comparison.web.chosen import split_choices
from mi_core.comparison.web.features import choose_features
from mi_core.comparison.web.problem import choose_problem
from mi_core.regressors.registry import REGRESSORS
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.workspace import show_job, workspace_id

if TYPE_CHECKING:
    from mi_core.comparison.web.chosen import Chosen, SplitChoice
    from mi_core.jobs.job import Job
    from mi_core.regressors.registry import RegressorEntry

NO_COLUMNS = "they cannot read own columns of numbers"
AT_FIRST = ["mean", "group-and-row", "ridge", "extra-trees"]
K_FOLD, HOLD_OUT = "k-fold", "hold-out"


def comparison_form() -> None:
    """Show the form; a click on its button starts the job and shows it."""
    with st.container(border=True):
        st.subheader("What to predict", anchor=False)
        chosen = choose_problem()
    with st.container(border=True):
        st.subheader("Regressors and features", anchor=False)
        models = _choose_models(chosen)
        features = choose_features()
    with st.container(border=True):
        st.subheader("Protocol", anchor=False)
        split, protocol = _choose_protocol(chosen)
    ready = chosen is not None and bool(models) and features is not None
    clicked = st.button(
        "Run comparison", type="primary", icon=":material/play_arrow:", key="compare_run", disabled=not ready
    )
    if clicked and chosen is not None:
        problem = chosen.reference | split.reference
        job = _submit(problem, chosen.title, models, protocol | {"features": features})
        show_job("compare", job.id)
        st.rerun()


def _choose_models(chosen: Chosen | None) -> list[str]:
    """Offer the regressors of the registry that can read the rows; those that cannot are named with the reason."""
    left_out: dict[str, list[RegressorEntry]] = {}
    for entry in REGRESSORS.values():
        if chosen is not None and (reason := _why_not(chosen, entry)):
            left_out.setdefault(reason, []).append(entry)
    own = chosen is not None and chosen.own_columns
    every_kind = left_out.keys() <= {NO_COLUMNS}
    gone = {entry.name for entries in left_out.values() for entry in entries}
    models = st.multiselect(
        "Regressors",
        [name for name in REGRESSORS if name not in gone],
        default=[name for name in AT_FIRST if name not in gone],
        format_func=lambda name: REGRESSORS[name].title,
        key=f"compare_models_{every_kind}{'_own' if own else ''}",
        persist_state="session",
    )
    if not models:
        st.info("Choose at least one regressor.", icon=":material/info:")
    with st.expander("What they are", icon=":material/menu_book:"):
        st.markdown(
            "\n".join(f"- **{REGRESSORS[name].title}**: {REGRESSORS[name].summary}" for name in REGRESSORS)
        )
    for reason, entries in left_out.items():
        st.caption(f"Not offered, for {reason}: {', '.join(entry.title for entry in entries)}.")
    return [name for name in REGRESSORS if name in models]


def _why_not(chosen: Chosen, entry: RegressorEntry) -> str:
    """Return why regressors such as this one cannot read the rows, or an empty text."""
    if entry.kind is not None and entry.kind.key not in chosen.kinds:
        return f"they need a {entry.kind.noun} in every row"
    return NO_COLUMNS if chosen.own_columns and not entry.reads_columns else ""


def _choose_split(chosen: Chosen | None) -> SplitChoice:
    """Offer the ways to hold rows out, and say what the error of the chosen one means."""
    splits = split_choices(chosen)
    further = [key for key in splits if splits[key].kind == "column"]
    key = segmented_choice(
        "What is held out",
        {key: split.title for key, split in splits.items()},
        "random",
        key="_".join(["compare_split", *further]),
        persist_state="session",
    )
    st.caption(splits[key].meaning)
    return splits[key]


def _choose_protocol(chosen: Chosen | None) -> tuple[SplitChoice, dict[str, Any]]:
    split = _choose_split(chosen)
    kind, size, seed, rows = st.columns(4, vertical_alignment="bottom")
    values: dict[str, Any] = {"split": split.kind}
    if split.kind == "leave_element_out":
        values["min_element_rows"] = _number(
            kind, "Elements in at least … rows", (10, 5000, 50), "element_rows", step=10
        )
    else:
        values |= _folds(kind, size)
    values["seed"] = _number(seed, "Seed", (0, 2**31 - 1, 0), "seed")
    help_words = "A random part is enough for a first look."
    values["rows"] = _number(
        rows, "At most … rows", (100, None, None), "rows", step=1000, placeholder="all", help=help_words
    )
    values["tune"] = st.toggle(
        "Tune hyper-parameters inside the training folds",
        key="compare_tune",
        persist_state="session",
        help="Every combination of a regressor's grid is tried on folds of the training rows alone. Fairer, and many "
        "times slower.",
    )
    return split, values


def _folds(kind, size) -> dict[str, Any]:
    way = kind.segmented_control(
        "Folds", [K_FOLD, HOLD_OUT], default=K_FOLD, required=True, key="compare_way", persist_state="session"
    )
    if way == K_FOLD:
        return {"folds": _number(size, "k", (2, 20, 5), "folds")}
    share = _number(size, "Held out (%)", (5, 50, 20), "holdout", step=5)
    return {"holdout": share / 100}


def _number(place, label: str, span: tuple[int, int | None, int | None], key: str, **others: Any) -> Any:
    """Ask for a number; span : the least, the most, and the one at first."""
    return place.number_input(label, *span, key=f"compare_{key}", persist_state="session", **others)


def _submit(problem: dict[str, Any], title: str, models: list[str], protocol: dict[str, Any]) -> Job:
    """Start the job; the choices are checked before anything is computed."""
    from mi_core.comparison.protocol import protocol_of
    from mi_core.jobs.service import submit

    params = {"problem": problem, "models": models, "protocol": protocol_of(protocol).as_dict()}
    with st.spinner("Starting …"):
        return submit(workspace_id(), "compare", params, title)
