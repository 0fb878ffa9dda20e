"""Components drawn by scripts of our own: a folder with a .css and one or more .js; of some, Python owns the value."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MESSAGES = Path(__file__).with_name("owned_component") / "messages.js"


@functools.cache
def component(folder: Path):
    """Return the component whose style and script lie in `folder`, and which has its name."""
    return st.components.v2.component(
        folder.name,
        css=_only(folder, "*.css").read_text(encoding="utf-8"),
        js=script(folder),
    )


def script(folder: Path) -> str:
    """Return the script of a component: `messages.js`, then its own by name, of which one has the `export default`."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (MESSAGES, *sorted(folder.glob("*.js"))))


def owned_component(
    folder: Path, data: Mapping[str, Any], *, key: str, on_message: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show a component whose value Python owns; a message that its script posts calls `on_message[name](value)`.

    What `data` shows is taken by the script but where the hand has done something since that Python has not received.
    """
    acknowledged = f"{key}.received"

    def receive(name: str) -> None:
        if (message := st.session_state[key].get(name)) is not None:
            st.session_state[acknowledged] = message["number"]
            on_message[name](message["value"])

    component(folder)(
        data={**data, "received": st.session_state.get(acknowledged)},
        key=key,
        **{f"on_{name}_change": functools.partial(receive, name) for name in on_message},
    )


def _only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path
