"""What the Voxels page shows: a crystal, a part, a grid, scales, levels and slices; in session and address.

/voxels?crystal=SrTiO3&grid=spherical&scale=log&level=0.05&along=2&bin=20
/voxels?crystal=GaN&part=density&cut=1&height=0.25&ripples=1
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mi_core.descriptors.reciprocal.cube import N
from mi_core.voxels.axes import SCALES
from mi_core.voxels.described import GRIDS
from mi_core.voxels.web.field.session import opened
from mi_core.voxels.web.field.view import FieldView
from mi_core.voxels.web.field.view import parameters as field_parameters
from mi_core.web.crystals.link import CRYSTAL, remember_crystal
from mi_core.web.shell.parameters import Parameter, number, one_of, switch
from mi_core.web.shell.view import PageView

PARTS = {
    "voxels": "Voxels",
    "spectrum": "Spectrum",
    "density": "Density",
    "unseen": "Blind spots",
    "predictions": "Predictions",
    "explained": "Explanation",
}
#: Of a density file; voxels and spectrum are of electron densities alone.
FIELD_PARTS = {"density": "In the cell", "profiles": "Profiles", "voxels": "Voxels", "spectrum": "Spectrum"}
GRID_TITLES = {"cartesian": "Cartesian cube", "spherical": "Spherical grid"}
SHARES = (0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.001)
TRIED = {"electrons": "Electrons added", "atoms": "Atoms left out", "shells": "Shells left out"}
LAST_DRAW = 9999


@dataclass
class View:
    """The page's choices.

    crystal : id of a row; part, grid, scale : keys of PARTS, GRIDS and SCALES.
    answer, contour, opinion, tried : of the explanation: model and target as `models.Answer.key`, the level of its surfaces,
    whether there is a second opinion, and which of its changes of the density are drawn.
    middle, level, along, bin : of the voxels: whether G = 0 is shown, the level of the surface as a share of the maximum,
    axis and place of the slice.
    shell, ripples, cut, height, colours : of the density: the level of its surface, whether the sum ends abruptly, axis and
    fractional place of the plane, and its colours, "log" or "linear".
    draw : seed of what is shifted and rotated.
    field : about a density file.
    """

    crystal: str = ""
    part: str = "voxels"
    grid: str = "cartesian"
    scale: str = "log"
    answer: str = ""
    contour: float = 0.4
    opinion: bool = False
    tried: str = "electrons"
    middle: bool = False
    level: float = 0.2
    along: int = 2
    bin: int = N // 2
    cut: int = 2
    height: float = 0.0
    shell: float = 0.07
    ripples: bool = False
    colours: str = "log"
    draw: int = 0
    field: FieldView = field(default_factory=FieldView)


def _read_share(text: str) -> float:
    """Return the share on offer that is nearest to a number."""
    return min(SHARES, key=lambda share: abs(share - float(text)))


def _share(name: str) -> Parameter:
    return Parameter(name, _read_share, "{:g}".format)


def _remember(view: View) -> None:
    """Have the view name the crystal that is looked at, unless a density is."""
    if view.field.density in opened():
        view.crystal = ""
    else:
        remember_crystal(view)


PAGE = PageView(
    "voxels",
    View,
    [
        CRYSTAL,
        one_of("part", {**PARTS, **FIELD_PARTS}),
        one_of("grid", GRIDS),
        one_of("scale", SCALES),
        Parameter("answer"),
        _share("contour"),
        switch("opinion"),
        one_of("tried", TRIED),
        switch("middle"),
        _share("level"),
        number("along", 0, 2, kind=int),
        number("bin", 0, N - 1, kind=int),
        number("cut", 0, 2, kind=int),
        number("height", 0.0, 1.0),
        _share("shell"),
        switch("ripples"),
        one_of("colours", ("log", "linear")),
        number("draw", 0, LAST_DRAW, kind=int),
        *field_parameters(_read_share),
    ],
    refresh=_remember,
)
