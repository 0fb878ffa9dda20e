"""Made-up rows of measured thermoelectrics, in the form of ESTM's table.

Each curve is that of one parabolic band or so: S rises with temperature and falls with doping, σ does the opposite.
"""

from __future__ import annotations

import pandas as pd

#: Host with a place for the dopant → sign of S, S at 300 K (µV/K), log10 σ (S/m), κ (W/(m K)); dopants.
HOSTS = {
    "Pb{rest}{dopant}Te": (1, 120.0, 5.0, 2.2, ("Na", "K", "Tl")),
    "Sn{rest}{dopant}Te": (1, 60.0, 5.5, 4.0, ("In", "Mn", "Ca")),
    "Ge{rest}{dopant}Te": (1, 70.0, 5.6, 4.5, ("Sb", "Bi", "Mn")),
    "Bi2Te2Se{rest}{dopant}": (-1, 150.0, 4.9, 1.5, ("S", "I", "Br")),
    "Mg3Sb{rest}Bi{dopant}": (-1, 200.0, 4.4, 1.1, ("Te", "Se")),
    "Co4Sb11{dopant}Te{rest}": (-1, 130.0, 5.1, 4.2, ("Sn", "Ge")),
    "Cu2Se{rest}{dopant}": (1, 90.0, 5.1, 1.4, ("S", "Te")),
    "Sn{rest}{dopant}Se": (1, 300.0, 3.6, 0.8, ("Ag", "Na")),
}
SHARES = (0.0, 0.01, 0.02, 0.04)
TEMPERATURES = range(300, 901, 200)


def measured_rows() -> pd.DataFrame:
    """Return made-up rows as the table of ESTM has them."""
    rows = []
    for number, (host, (*numbers, dopants)) in enumerate(HOSTS.items()):
        for dopant in dopants:
            for share in SHARES:
                rest = f"{1 - share:g}" if share else ""
                formula = host.format(rest=rest, dopant=f"{dopant}{share:g}" if share else "")
                doi = f"10.1000/{number}.{dopant.lower()}"
                rows += [_row(formula, doi, t, share, *numbers) for t in TEMPERATURES]
    return pd.DataFrame(rows)


def _row(
    formula: str, doi: str, t: int, share: float, sign: int, seebeck: float, log_sigma: float, kappa: float
) -> dict:
    size = (seebeck + 0.15 * (t - 300)) / (1 + 15 * share)
    sigma = 10 ** (log_sigma + 8 * share - 0.0006 * (t - 300))
    kappa = kappa * (300 / t) ** 0.6 + 1.2e-8 * sigma * t
    factor = (size * 1e-6) ** 2 * sigma
    return {
        "formula": formula,
        "temperature_k": float(t),
        "seebeck_uv_per_k": sign * size,
        "conductivity_s_per_m": sigma,
        "thermal_conductivity_w_per_mk": kappa,
        "power_factor_w_per_mk2": factor,
        "zt": factor * t / kappa,
        "doi": doi,
    }
