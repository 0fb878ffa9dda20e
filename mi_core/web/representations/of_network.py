"""The points of materials in a trained network: their kind, how many, the user's own among them, and their maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.inputs import find_kind
from mi_core.representations.embedding import PCA, TSNE
from mi_core.representations.layers import KINDS_OF_POINTS
from mi_core.representations.samples import rows_at_hand
from mi_core.representations.trained import kinds_of
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals import session
from mi_core.web.representations import kept
from mi_core.web.representations.looked_at import LookedAt, begin_anew
from mi_core.web.representations.view import PAGE, SIZES

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.structures.material import Material

MOST_OWN = 200  # materials of the session


def choose_points(card: ModelCard) -> None:
    """Offer, in the row that it is called in, kinds of points, how many materials, and maps by t-SNE."""
    view = PAGE.now()
    view.of = _kind(kinds_of(card))
    view.size = _size(card)
    view.tsne = _tsne()


def points_of(card: ModelCard, catalogue: Catalogue) -> LookedAt:
    """Return the points chosen; InputError where there are too few."""
    view, own = PAGE.now(), _own(card)
    asked = kept.Question(card.name, str(card.files), view.of, view.size, tuple(map(_identity, own)))
    titles = {key: catalogue.targets[key].heading for key in card.targets if key in catalogue.targets}
    with st.spinner("Reading materials, and asking the network …"):
        mapped = kept.points(asked, catalogue, own, titles)
    if view.tsne:
        words = f"Drawing {len(mapped.layers.names)} maps of {len(mapped.layers):,} points by t-SNE …"
        with st.spinner(words):
            mapped = kept.with_tsne(asked, mapped)
    if not rows_at_hand(card):
        _not_at_hand(card)

    def at_random(rows):
        return kept.at_random(asked, tuple(mapped.rows[rows].tolist()), catalogue, mapped)

    return LookedAt(asked, f"{card.name}-{view.of}", mapped, at_random)


def _not_at_hand(card: ModelCard) -> None:
    st.info(
        f"The crystals that this network learned are not at hand: the table {card.dataset['name']} is not among the data "
        "sets here. Shown are the built-in examples and the crystals of your session.",
        icon=":material/info:",
    )


def _kind(offered: tuple[str, ...]) -> str:
    view = PAGE.now()
    kinds = {kind: kind.capitalize() for kind in KINDS_OF_POINTS if kind in offered}
    chosen = view.of if view.of in kinds else next(iter(kinds))
    if view.of and chosen != view.of:
        st.warning(
            f"This network has no states of {view.of}; shown are {chosen}.", icon=":material/link_off:"
        )
    found = segmented_choice("Points", kinds, chosen, key=f"representations_of_{view.model}_{PAGE.turn()}")
    if view.of in kinds and found != view.of:
        begin_anew(view.model, found)
    return found


def _size(card: ModelCard) -> int:
    return st.select_slider(
        "Materials",
        SIZES,
        value=PAGE.now().size,
        key=f"representations_size_{PAGE.turn()}",
        width=150,
        disabled=not rows_at_hand(card),
        help="How many are taken of those that the network learned. The map of a thousand crystals takes half a minute.",
    )


def _tsne() -> bool:
    view = PAGE.now()
    wanted = st.toggle(
        "t-SNE",
        value=view.tsne or view.map == TSNE,
        key=f"representations_tsne_{PAGE.turn()}",
        help="Maps that show who is near whom, and say nothing of distances between groups; a thousand points take about "
        "a second for each layer.",
    )
    if wanted != view.tsne:
        view.map = TSNE if wanted else PCA
    return wanted


def _own(card: ModelCard) -> list[Material]:
    """Return the materials of the session that the network can read."""
    kind = find_kind(card.takes)
    rows = session.current_materials()
    return [row for row in rows if row.usable and kind.why_not(row) is None][:MOST_OWN]


def _identity(material: Material) -> str:
    from mi_core.structures.analysis.cells import fingerprint

    return (
        f"{material.id}:{material.formula if material.structure is None else fingerprint(material.structure)}"
    )
