"""The choices of the part of affinities, in the view of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mi_core.molecules.web.view import PAGE

if TYPE_CHECKING:
    from mi_core.molecules.web.affinity.choices import AffinityView


def now() -> AffinityView:
    """Return the part's choices."""
    return PAGE.now().affinity


def choose(**chosen: Any) -> None:
    """Keep choices."""
    PAGE.now().affinity = replace(now(), **chosen)


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"affinity_{name}"
