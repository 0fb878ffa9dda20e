"""What the Molecules page shows: a part, tasks, a molecule and what of it; kept in the session and in the address.

/molecules?molecule=aspirin&tasks=esol_log_s,bbbp&task=bbbp&about=alerts
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mi_core.molecules.examples import EXAMPLES
from mi_core.molecules.tasks import TASKS
from mi_core.molecules.web.affinity.choices import AffinityView, parameters
from mi_core.molecules.web.session import SESSION
from mi_core.web.shell.parameters import Parameter, known, one_of, some_of
from mi_core.web.shell.view import PageView

#: Parts of the page by key; a further part is listed here, and called in page.py.
PARTS = {"predict": "Predict", "affinity": "Which tasks help which", "own": "Your own task"}
ABOUT = {"answers": "All 48 tasks", "alerts": "Structural alerts", "shape": "In three dimensions"}
#: What the table shows unasked: what most molecules are asked about first.
UNASKED = ("esol_log_s", "lipophilicity_log_d", "melting_point_c", "bbbp", "clintox_ct_tox")


@dataclass
class View:
    """The page's choices.

    part, about : keys of PARTS and ABOUT; tasks : those of the table; molecule : id of a row, or the name of an example;
    task : the one that is looked at; table, column, candidates : files of the workspace, and heading, of a task of
    one's own; affinity : choices of that part.
    """

    part: str = "predict"
    tasks: tuple[str, ...] = UNASKED
    molecule: str = ""
    about: str = "answers"
    task: str = "esol_log_s"
    table: str = ""
    column: str = ""
    candidates: str = ""
    affinity: AffinityView = field(default_factory=AffinityView)


def _read_molecule(text: str) -> str:
    return known(text, {*EXAMPLES, *(row.id for row in SESSION.current_materials())})


def _own(view: View) -> bool:
    return view.part == "own"


def _affinity(view: View) -> bool:
    return view.part == "affinity"


def _remember(view: View) -> None:
    """Have a view name the row that is looked at."""
    selected = SESSION.selected_material()
    view.molecule = selected.id if selected is not None else ""


PAGE = PageView(
    "molecules",
    View,
    [
        one_of("part", PARTS),
        Parameter("molecule", _read_molecule),
        some_of("tasks", TASKS),
        one_of("task", TASKS),
        one_of("about", ABOUT),
        Parameter("table", when=_own),
        Parameter("column", when=_own),
        Parameter("candidates", when=_own),
        *parameters(_affinity),
    ],
    refresh=_remember,
)
