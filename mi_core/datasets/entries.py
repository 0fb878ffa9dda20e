"""Where the database that a compound comes from shows it."""

from __future__ import annotations

import re

_PAGES = (
    (re.compile(r"((?:mp|mvc)-\d+)"), "https://next-gen.materialsproject.org/materials/{}"),
    (re.compile(r"oqmd-(\d+)"), "https://oqmd.org/materials/entry/{}"),
)


def entry_url(row_id: str) -> str | None:
    """Return the address of the page of an entry, from its id in our tables; None where the database has no such page."""
    for pattern, page in _PAGES:
        if found := pattern.fullmatch(row_id):
            return page.format(found[1])
    return None
