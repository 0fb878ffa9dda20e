"""The choices of the part of affinities, in the view of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mi_core.molecules.web.view import PAGE
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.molecules.web.affinity.choices import AffinityView


def now() -> AffinityView:
    """Return the part's choices."""
    return PAGE.now().affinity


def choose(**chosen: Any) -> None:
    """Keep choices."""
    PAGE.now().affinity = replace(now(), **chosen)


def segmented(label: str, titles: Mapping[str, str], name: str, **options: Any) -> str:
    """Offer the values of a choice by their titles, and keep and return the chosen one."""
    chosen = segmented_choice(label, titles, getattr(now(), name), key=key(name), **options)
    choose(**{name: chosen})
    return chosen


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"affinity_{name}"
