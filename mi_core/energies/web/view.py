"""What the Stability page shows: a part, and a crystal; kept in the session and in the address."""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.web.crystals.link import CRYSTAL, remember_crystal
from mi_core.web.shell.parameters import one_of
from mi_core.web.shell.view import PageView

PARTS = {"hull": "Against the hull", "relax": "Relax"}


@dataclass
class View:
    """The page's choices: a key of PARTS, and the id of a row of the session or the name of a built-in example."""

    part: str = "hull"
    crystal: str = ""


PAGE = PageView("stability", View, [one_of("part", PARTS), CRYSTAL], refresh=remember_crystal)
