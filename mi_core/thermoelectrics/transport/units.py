"""Units of the field, as numbers to multiply SI values by: S = 2e-4 V/K is S * UV_PER_K µV/K."""

from __future__ import annotations

#: Seebeck coefficient, V/K → µV/K.
UV_PER_K = 1e6
#: Electrical conductivity, S/m → S/cm.
S_PER_CM = 1e-2
#: Power factor, W/(m K²) → mW/(m K²), µW/(cm K²), µW/(m K²).
MW_PER_M_K2 = 1e3
UW_PER_CM_K2 = 1e4
UW_PER_M_K2 = 1e6
#: Mobility, m²/(V s) → cm²/(V s).
CM2_PER_V_S = 1e4
#: Carrier concentration, m⁻³ → cm⁻³.
PER_CM3 = 1e-6
#: Lorenz number, W Ω/K² → 1e-8 W Ω/K².
E_8_W_OHM_PER_K2 = 1e8
#: Time, s → fs.
FS = 1e15
