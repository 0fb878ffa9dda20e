"""The authority for whatever is odd in a CIF: pymatgen's parser, given only what it needs and can finish."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.structures.limits import Limits

_SILENT = ("rounded to ideal values", "No structure parsed", "1-line symmetry op P1")


def crystal(text: str, limits: Limits) -> tuple[Structure, tuple[str, ...]]:
    """Return the crystal of a one-block CIF text and pymatgen's remarks; InputError with pymatgen's reason.

    Occupancies that sum to a little more than one (5 %, rounding in refinements) are scaled down.
    """
    if (
        len(text) > limits.max_slow_bytes
        or max(map(len, text.splitlines()), default=0) > limits.max_slow_line
    ):
        raise InputError(
            f"The CIF has an irregularity that only a slow parser can judge, and with {len(text):,} characters it is "
            f"too long for that (at most {limits.max_slow_bytes:,} in lines of {limits.max_slow_line:,}); "
            "export it anew, in P 1."
        )
    from pymatgen.io.cif import CifParser

    # a filter for good, because catch_warnings is not safe with threads; the remarks are returned
    warnings.filterwarnings("ignore", category=UserWarning, module=r"pymatgen\.io\.cif")
    try:
        parser = CifParser.from_str(text, occupancy_tolerance=1.05, check_cif=False)
        structures = parser.parse_structures(primitive=False, on_error="ignore")
    except Exception as error:
        reason = (
            next((w for w in parser.warnings if "No structure parsed" in w), "")
            if "parser" in locals()
            else ""
        )
        detail = " ".join((reason.partition("\n")[2] or str(error) or type(error).__name__).split())[:160]
        raise InputError(f"pymatgen finds no crystal in the CIF ({detail}); export it anew.") from error
    remarks = (w for w in parser.warnings if not any(part in w for part in _SILENT))
    return structures[0], tuple(dict.fromkeys(f"pymatgen: {' '.join(w.split())[:200]}" for w in remarks))
