"""Elements that share a reason to avoid them, and where each list comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """Elements that share a reason to avoid them, and where the list comes from."""

    title: str
    symbols: tuple[str, ...]
    source: str


def read_groups(path: Path) -> dict[str, ElementGroup]:
    """Return the groups of a JSON file: key → title, symbols with blanks between them, and source."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {
        key: ElementGroup(group["title"], tuple(group["symbols"].split()), group["source"])
        for key, group in stored.items()
    }


#: "toxic" and "radioactive", of all elements.
HAZARDS = read_groups(Path(__file__).with_name("element_hazards.json"))
