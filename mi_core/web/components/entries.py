"""Ids of compounds as links to the databases that they come from."""

from __future__ import annotations

from mi_core.datasets.entries import entry_url
from mi_core.web.components.formulas import plain


def entry_link(row_id: str) -> str:
    """Return the id as Markdown that leads to its entry; as text where there is no page of it."""
    url = entry_url(row_id)
    return plain(row_id) if url is None else f"[{row_id}]({url})"
