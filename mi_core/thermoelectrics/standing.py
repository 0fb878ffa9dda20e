"""How each predicted curve stands: how far its composition is from learned ones, which sign S has, where zT is highest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.evaluation.distance import NEW, SAME_COMPOSITION, SAME_ELEMENTS, SAME_HOST, SAME_SERIES
from mi_core.thermoelectrics.carriers import carrier_type
from mi_core.thermoelectrics.host_signs import sign_of_seebeck
from mi_core.thermoelectrics.predicted_points import DISAGREES, DOUBTFUL_SIGN
from mi_core.thermoelectrics.transport.analysis import NOT_COMPUTED, SEEBECK, TEMPERATURE, ZT
from mi_core.words import listed

if TYPE_CHECKING:
    from mi_core.thermoelectrics.display import Display
    from mi_core.thermoelectrics.neighbours import KnownMaterials

CLASS_WORDS = {
    SAME_COMPOSITION: "This composition was measured.",
    SAME_SERIES: "Compositions of the same elements, dopants included, were measured in other amounts. Samples of yet "
    "another paper lie outside predicted intervals more often than one in ten.",
    SAME_HOST: "Compositions of this host were measured, with other dopants: the same main elements, each at least 5 % of "
    "the atoms.",
    SAME_ELEMENTS: "The main elements were measured together, in hosts that have further ones.",
    NEW: "Nothing with all of these main elements was measured: what is nearest may be far.",
}
COLUMNS = (
    "curve", "series", "letter", "x", "relation", "carrier_type", "highest_zt", "lower", "upper", "from_parts", "at_k",
    "sign", "sign_is_open", "error",
)  # fmt: skip
_NEEDED = (
    "curve", "series", "letter", "x", "formula", TEMPERATURE, SEEBECK, ZT, f"{ZT}_lower", f"{ZT}_upper", "zt_from_parts",
    NOT_COMPUTED,
)  # fmt: skip
FACTOR, SMALL_ZT = 2.0, 0.1  # differing by which two zT deserve a word, and up to which no zT does
MOST_NAMED = 4  # curves in a sentence


def standing(points: pd.DataFrame, known: KnownMaterials) -> pd.DataFrame:
    """Return COLUMNS with a row per curve of `predicted_points`.

    relation : distance class from what is known; carrier_type : "n", "p" or "n and p", by the predicted S; highest_zt,
    lower, upper, from_parts, at_k : the highest zT predicted, its interval, S²σT/κ there, and where; sign : what is known of
    the sign of S in this host; sign_is_open : a dopant is new to a host that was measured with one sign alone; error : why
    there is no prediction
    """
    rows = [_of_curve(part, known) for _, part in points[[*_NEEDED]].groupby("curve", sort=False)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_curve(rows: pd.DataFrame, known: KnownMaterials) -> dict:
    first = rows.iloc[0]
    shared = {name: first[name] for name in ("curve", "series", "letter", "x")}
    predicted = rows.dropna(subset=[ZT])
    if predicted.empty:
        none = dict.fromkeys(("highest_zt", "lower", "upper", "from_parts", "at_k"), np.nan)
        words = dict.fromkeys(("relation", "carrier_type", "sign"), "")
        return shared | none | words | {"sign_is_open": False, "error": first[NOT_COMPUTED]}
    best = predicted.loc[predicted[ZT].idxmax()]
    signs = sign_of_seebeck(first["formula"], known)
    return shared | {
        "relation": known.classes.distance_class(first["formula"]),
        "carrier_type": " and ".join(sorted({*carrier_type(predicted[SEEBECK])} - {""})),
        "highest_zt": best[ZT],
        "lower": best[f"{ZT}_lower"],
        "upper": best[f"{ZT}_upper"],
        "from_parts": best["zt_from_parts"],
        "at_k": best[TEMPERATURE],
        "sign": signs.sentence,
        "sign_is_open": signs.is_doubtful,
        "error": "",
    }


def warnings(
    points: pd.DataFrame, curves: pd.DataFrame, learned_k: tuple[float, float], display: Display
) -> list[str]:
    """Return in sentences what of the points should not be taken at its word; none where all can.

    curves : of `standing`; learned_k : temperatures (K) between which the model learned
    """
    found = []
    if not points["temperature_learned"].all():
        low, high = (display.temperature(end) for end in learned_k)
        found.append(
            f"The model learned between {low} and {high}: what lies outside is a guess, drawn dotted."
        )
    if new := curves.loc[curves["relation"] == NEW, "curve"].tolist():
        found.append(
            f"{listed(new, MOST_NAMED)}: nothing with all of these main elements was measured; a guess."
        )
    open_signs = curves[curves["sign_is_open"].astype(bool)].groupby("sign", sort=False)["curve"].unique()
    found += [
        f"{listed(of_it, MOST_NAMED)}: the sign of S is open. {sign}"
        for sign, of_it in open_signs.head(MOST_NAMED).items()
    ]
    return found + _at_temperatures(points, display)


def _at_temperatures(points: pd.DataFrame, display: Display) -> list[str]:
    """Return the sentences on points whose S may have either sign, and on those whose two zT disagree."""
    found = []
    if doubtful := _where(points[points[DOUBTFUL_SIGN]], display):
        found.append(f"S may have either sign, as its interval holds 0: {doubtful}.")
    rows = points[points[DISAGREES]]
    if disagreeing := _where(rows, display):
        worst = rows.loc[_factor(rows).idxmax()]
        found.append(
            f"zT and S²σT/κ of the predicted parts differ by more than their intervals allow: {disagreeing}; most so "
            f"{worst['curve']} at {display.temperature(worst[TEMPERATURE])}, with {worst[ZT]:.2f} and "
            f"{worst['zt_from_parts']:.2f}."
        )
    far = points[~points[DISAGREES] & (points[ZT] > SMALL_ZT) & (_factor(points) > FACTOR)]
    if apart := _where(far, display):
        found.append(
            f"zT and S²σT/κ of the predicted parts differ by more than a factor of {FACTOR:g}, as the wide intervals of "
            f"the parts allow: {apart}. Leg, quality factor and headroom follow from the parts: take them as rough."
        )
    return found


def _factor(points: pd.DataFrame) -> pd.Series:
    """Return the factor, 1 or more, by which zT and S²σT/κ differ; zT below a thousandth counts as that."""
    ratio = points[ZT].clip(lower=1e-3) / points["zt_from_parts"].clip(lower=1e-3)
    return np.maximum(ratio, 1 / ratio)


def _where(rows: pd.DataFrame, display: Display) -> str:
    """Return curves and their range of temperature, such as "PbTe (300 K to 450 K), SnTe (300 K)"; "" for no rows."""
    ends = rows.groupby("curve", sort=False)[TEMPERATURE].agg(["min", "max"])
    texts = [
        f"{curve} ({' to '.join(dict.fromkeys(display.temperature(end) for end in pair))})"
        for curve, *pair in ends.itertuples()
    ]
    return listed(texts, MOST_NAMED)
