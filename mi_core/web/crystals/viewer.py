"""The crystal viewer as a Streamlit element: Crystal Toolkit's React component, drawn offline."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components import v1 as components

from mi_core.web.components.bundle import served_folder

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.structures.drawing.scene import Scene


def crystal_viewer(
    scene: Scene, *, key: str, name: str = "crystal", height: int = 540, hidden_elements: Collection[str] = ()
) -> int | None:
    """Draw a scene; return the index of the atom clicked in it, into `scene.structure`, or None.

    name : file name of the PNG; height : pixels with toolbar and legend, less on narrow pages.
    A click stays selected until another atom or the background is clicked, or another scene is shown.
    """
    try:
        component = _component()
    except FileNotFoundError as problem:
        st.error(str(problem), icon=":material/error:")
        return None
    value = component(
        scene=scene.data,
        scene_key=scene.key,
        views=scene.views,
        legend=scene.legend,
        hidden=sorted(hidden_elements),
        atoms=scene.n_atoms,
        name=name,
        height=height,
        key=key,
    )
    return clicked_site(value, scene)


def clicked_site(value: object, scene: Scene) -> int | None:
    """Return the site of what the page sent back; None unless it was clicked in this very scene."""
    if not isinstance(value, dict) or value.get("scene") != scene.key:
        return None
    site = value.get("site")
    return site if isinstance(site, int) and 0 <= site < len(scene.structure) else None


@functools.cache
def _component():
    return components.declare_component("crystal_viewer", path=str(served_folder("viewer")))
