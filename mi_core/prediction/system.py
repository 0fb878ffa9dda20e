"""Predictions as a system of the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.system import HomeCard, System

if TYPE_CHECKING:
    from collections.abc import Iterator


def load_models() -> Iterator[object]:
    """Load the trained models."""
    from mi_core.pretrained.store import list_models, load_model

    for card in list_models():
        yield load_model(card.name)


SYSTEM = System(
    key="predict",
    title="Predict",
    icon=":material/query_stats:",
    group="Crystals",
    help="Predict properties with intervals, and see how far to trust them.",
    home_cards=(
        HomeCard(
            "Predict",
            "Stability, formation energy, band gap and elastic moduli, each with an interval and the nearest known "
            "compounds.",
        ),
    ),
    commands=("mi_core.commands.predict",),
    warm_up=("torch", "mi_core.prediction.predict", load_models),
)
