"""Three compounds of a ranking, their numbers made up to be easy to follow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.thermoelectrics.ranking.candidates import elements_of

FRAME = pd.DataFrame(
    {
        "id": ["mp-1", "mp-2", "mp-3"],
        "formula": ["PbTe", "SiO2", "TcO2"],
        "gap_ev": [0.8, 6.0, 0.0],
        "e_above_hull_ev_per_atom": [0.0, 0.1, 0.2],
        "log10_pf_n": [2.0, 1.0, 3.0],
        "seebeck_n_uv_per_k": [-200.0, -400.0, 5.0],
        "log10_sigma_n": [3.0, 1.0, 5.0],
        "log10_pf_n_half_width": [0.5, 0.5, 1.0],
        "in_domain_n": [True, False, True],
        "log10_pf_p": [1.0, 2.0, 3.0],
        "seebeck_p_uv_per_k": [200.0, 400.0, 5.0],
        "log10_sigma_p": [3.0, 1.0, 5.0],
        "log10_pf_p_half_width": [0.5, 0.5, 1.0],
        "in_domain_p": [True, True, True],
        "log10_pf_n_computed": [2.1, np.nan, np.nan],
        "log10_pf_p_computed": [1.1, np.nan, np.nan],
        "computed_by_ricci": [True, False, False],
        "measured": pd.Categorical(["composition measured", "never measured", "never measured"]),
    }
)
ELEMENTS = elements_of(FRAME["formula"])
