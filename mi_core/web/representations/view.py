"""What the page shows: a network, points, a layer on a map, their colour, and the selected ones; in session and address.

/representations?model=oqmd-cgcnn&of=atoms&layer=convolution 2&map=tsne&colour=shell&selected=SrTiO3:1
"""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.representations.embedding import PCA, TSNE
from mi_core.representations.layers import KINDS_OF_POINTS
from mi_core.web.shell.parameters import Parameter, known, one_of, switch
from mi_core.web.shell.view import PageView

MAPS = {PCA: "PCA", TSNE: "t-SNE"}
SIZES = (100, 200, 400, 800, 1600)  # materials taken of those that a model learned
PARTS = {"measures": "Separation", "clusters": "Clusters", "pairs": "Similar but separated"}


@dataclass
class View:
    """The page's choices.

    model : name of a network or of a set of points, "" for the first; of : one of KINDS_OF_POINTS, "" for the model's first.
    size : how many materials are taken of those that it learned.
    layer : name, "" for the last; map : key of MAPS, "" for t-SNE where there is one; tsne : whether there are maps by
    t-SNE, which take a while; colour : column of the frame of points, "" for the first; labels : the column whose classes
    are compared, "" for the usual one.
    selected, second : names of points; part : key of PARTS; measured : whether the
    layers are compared with those of random weights, which takes a while.
    """

    model: str = ""
    of: str = ""
    size: int = 200
    layer: str = ""
    map: str = ""
    tsne: bool = False
    colour: str = ""
    labels: str = ""
    selected: str = ""
    second: str = ""
    measured: bool = False
    part: str = "measures"


def _read_model(text: str) -> str:
    from mi_core.web.representations.choices import all_choices

    return known(text, all_choices().titles)


def _read_size(text: str) -> int:
    """Return the size on offer that is nearest to a number."""
    return min(SIZES, key=lambda size: abs(size - float(text)))


PAGE = PageView(
    "representations",
    View,
    [
        Parameter("model", _read_model),
        one_of("of", KINDS_OF_POINTS),
        Parameter("size", _read_size, str),
        Parameter("layer"),
        one_of("map", MAPS),
        switch("tsne"),
        Parameter("colour"),
        Parameter("labels"),
        Parameter("selected"),
        Parameter("second"),
        switch("measured"),
        one_of("part", PARTS),
    ],
)
