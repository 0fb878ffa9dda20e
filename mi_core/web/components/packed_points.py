"""Points of a map and what colours them, packed for the script that draws them."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.figures.colour_scale import scale_over, shades

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_CLASSES = 40  # ten colours in four marks
REST, UNKNOWN = "other", 255  # the class of what is rare; the code of what is not known
_STEPS = 65535  # of a place, from side to side
_CODES = 255  # of a number
_FAR = 1.5  # frames from the middle: farther points are left outside


def packed_points(
    layers: Sequence[str],
    maps: Mapping[str, Sequence[np.ndarray]],
    texts: Sequence[str],
    own: Iterable[int] = (),
) -> dict[str, Any]:
    """Return the places of n points in each layer of each map; ValueError where numbers do not match or are not finite.

    maps : title → places (n, 2) for each layer, in any unit: each layer fills the map, axes in proportion, but for a few far
    points that lie outside its frame.
    texts : what each point says, the first line its name; own : points drawn larger and ringed.
    """
    packed = {}
    for title, places in maps.items():
        if len(places) != len(layers) or {len(one) for one in places} != {len(texts)}:
            raise ValueError(
                f"{title}: places of {[len(one) for one in places]}, of {len(texts)} points in {layers}"
            )
        packed[title] = [_filling(one) for one in places]
    reach = max([1.0, *(float(np.abs(one).max(initial=0.0)) for layers in packed.values() for one in layers)])
    steps = {title: [_text(_stepped(one / reach)) for one in layers] for title, layers in packed.items()}
    content = {
        "layers": list(layers),
        "maps": steps,
        "reach": reach,
        "texts": list(texts),
        "own": sorted(map(int, own)),
    }
    return content | {"key": _key(content)}


def packed_classes(title: str, labels: Sequence[str | None]) -> dict[str, Any]:
    """Return the colouring by classes, the most frequent first; None and "" are not known.

    Of more than MOST_CLASSES the rare ones share the class "other".
    """
    counts = Counter(sorted(label for label in labels if label))
    names = [name for name, _ in counts.most_common()]
    kept = names if len(names) <= MOST_CLASSES else names[: MOST_CLASSES - 1]
    code_of = {name: code for code, name in enumerate(kept)}
    rest = len(kept) if len(kept) < len(names) else UNKNOWN
    codes = np.array([code_of.get(label, rest) if label else UNKNOWN for label in labels], dtype=np.uint8)
    shown = [*kept, REST] if rest != UNKNOWN else kept
    return _colouring(
        title, codes, {"kind": "classes", "names": shown, "rest": REST if rest != UNKNOWN else None}
    )


def packed_numbers(title: str, values: Sequence[float]) -> dict[str, Any]:
    """Return the colouring by numbers, NaN not known, on a linear scale between the 1st and the 99th per cent of them.

    A few far values would leave all others one colour; beyond the ends they take the colour of the end.
    """
    numbers = np.asarray(values, dtype=np.float64)
    known = np.isfinite(numbers)
    low, high = np.percentile(numbers[known], (1, 99)) if known.any() else (0.0, 1.0)
    scale = scale_over((), (float(low), float(high)), log=False)
    shares = (np.where(known, numbers, scale.low) - scale.low) / (scale.high - scale.low)
    codes = np.where(known, np.rint(np.clip(shares, 0, 1) * (_CODES - 1)), UNKNOWN).astype(np.uint8)
    labels = [[round(100 * scale.position(tick), 2), text] for tick, text in scale.labels().items()]
    colours = [colour for colour, _ in shades()[:_CODES]]
    return _colouring(title, codes, {"kind": "number", "shades": colours, "labels": labels})


def _filling(places: np.ndarray) -> np.ndarray:
    """Return places (n, 2) in units of the map's frame, which reaches from -1 to 1: all but one in a hundred lie in it.

    All of them where the farthest is not far outside.
    """
    places = np.asarray(places, dtype=np.float64)
    if places.ndim != 2 or places.shape[1] != 2 or not np.isfinite(places).all():
        raise ValueError(f"places must be finite and (n, 2); got {places.shape}")
    low, high = np.percentile(places, (0.5, 99.5), axis=0)
    inner, outer = _half(low, high), _half(places.min(axis=0), places.max(axis=0))
    if outer <= _FAR * inner or inner == 0:
        low, high, inner = places.min(axis=0), places.max(axis=0), outer
    return (places - (low + high) / 2) / (inner or 1.0)


def _half(low: np.ndarray, high: np.ndarray) -> float:
    return float((high - low).max() / 2)


def _stepped(places: np.ndarray) -> np.ndarray:
    return np.rint((places + 1) / 2 * _STEPS).astype("<u2")


def _colouring(title: str, codes: np.ndarray, rest: dict[str, Any]) -> dict[str, Any]:
    content = {"title": title, "codes": _text(codes), **rest}
    return content | {"key": _key(content)}


def _text(array: np.ndarray) -> str:
    return b64encode(np.ascontiguousarray(array).tobytes()).decode()


def _key(content: dict[str, Any]) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]
