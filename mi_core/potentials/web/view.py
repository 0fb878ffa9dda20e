"""What the Potentials page shows: a part, a potential, what it is asked about; kept in the session and in the address.

/potentials?potential=silicon-ace&frame=Si β-tin&about=volume
"""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.potentials.kinds import TITLES
from mi_core.web.shell.parameters import Parameter, one_of
from mi_core.web.shell.view import PageView

PARTS = {"ask": "Ask", "barrier": "Barriers", "learn": "Learn your own", "trust": "How far to trust them"}
SOURCES = {"examples": "Examples", "crystals": "Your crystals", "file": "Frames of a file"}
ABOUT = {
    "atoms": "Atoms and forces",
    "volume": "Energy against volume",
    "elastic": "Elastic constants",
}
BETWEEN = {"example": "An example", "file": "Two frames of a file"}
COLOURS = {
    "element": "Element",
    "energy": "Energy",
    "force": "Force",
    "bound": "Bound of the force",
    "novelty": "Unlike those learned",
}


@dataclass
class View:
    """The page's choices.

    part, source, about, colour : keys of PARTS, SOURCES, ABOUT and COLOURS; potential : name; frame : id of the row that is
    looked at; file, learn : files of the workspace, to ask about and to learn from; kind : of potential to learn;
    between : a key of BETWEEN, of barriers.
    """

    part: str = "ask"
    potential: str = ""
    source: str = "examples"
    file: str = ""
    frame: str = ""
    about: str = "atoms"
    colour: str = "energy"
    learn: str = ""
    kind: str = "ace"
    between: str = "example"


def _asks(view: View) -> bool:
    return view.part == "ask"


def _learns(view: View) -> bool:
    return view.part == "learn"


PAGE = PageView(
    "potentials",
    View,
    [
        one_of("part", PARTS),
        Parameter("potential", when=lambda view: view.part != "learn"),
        one_of("source", SOURCES, when=_asks),
        Parameter("file", when=lambda view: view.part in {"ask", "barrier"}),
        one_of("between", BETWEEN, when=lambda view: view.part == "barrier"),
        Parameter("frame", when=_asks),
        one_of("about", ABOUT, when=_asks),
        one_of("colour", COLOURS, when=_asks),
        Parameter("learn", when=_learns),
        one_of("kind", TITLES, when=_learns),
    ],
)
