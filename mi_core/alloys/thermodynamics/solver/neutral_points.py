"""Points of phases whose charged species must balance, such as oxides: corners, lines between them, and the inside.

End-members carry charge; the neutral site fractions are a plane through their polytope. Its corners are the neutral
end-members, and the points where the plane cuts an edge: a line between two end-members that differ on one sublattice.
"""

from __future__ import annotations

from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.site_fractions import SiteFractions

MOST_CORNERS, MOST_LINES = 5_000, 5_000
AT_ZERO = 1e-9  # charges per formula unit: rounding of the ratios of sites


def neutral_points(layout: SiteFractions, *, density: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the neutral corners (k, size), and points (n, size) between them, `density` per line and per freedom."""
    from pycalphad.core.utils import point_sample

    rng = np.random.default_rng(seed)
    corners = neutral_corners(layout)
    if len(corners) > MOST_CORNERS:
        corners = corners[np.sort(rng.choice(len(corners), MOST_CORNERS, replace=False))]
    pairs = np.array(list(combinations(range(min(len(corners), 500)), 2)), dtype=int).reshape(-1, 2)
    if len(pairs) > MOST_LINES // density:
        pairs = pairs[np.sort(rng.choice(len(pairs), MOST_LINES // density, replace=False))]
    part = np.linspace(0, 1, density + 2)[1:-1, None]
    lines = [part * corners[a] + (1 - part) * corners[b] for a, b in pairs]
    inside = layout.normalised(point_sample(list(map(len, layout.sublattices)), pdof=density))
    return corners, np.vstack([*lines, inside])


def neutral_corners(layout: SiteFractions) -> np.ndarray:
    """Return the corners (k, size) of the neutral site fractions, without those that hold no atoms."""
    charge, ends = layout.sites * layout.charges, _end_members(layout)
    total = ends @ charge
    found = list(ends[np.abs(total) <= AT_ZERO])
    starts = [0, *accumulate(map(len, layout.sublattices))]
    positive = np.flatnonzero(total > AT_ZERO)
    for start, stop in pairwise(starts):
        for species in range(start, stop):
            other = ends[positive].copy()
            other[:, start:stop] = 0.0
            other[:, species] = 1.0
            below = other @ charge
            crossing = below < -AT_ZERO
            above, below = total[positive[crossing], None], below[crossing, None]
            part = below / (below - above)
            found.extend(part * ends[positive[crossing]] + (1 - part) * other[crossing])
    corners = np.unique(np.round(np.array(found).reshape(-1, layout.size), 12), axis=0)
    corners = corners[(corners @ layout.atoms).sum(axis=1) > 0]
    return layout.floored(corners)


def _end_members(layout: SiteFractions) -> np.ndarray:
    from pycalphad.core.utils import endmember_matrix

    return np.round(endmember_matrix(list(map(len, layout.sublattices))))
