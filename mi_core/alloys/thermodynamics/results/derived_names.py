"""What the temperatures that follow from a phase diagram are called, in files and for people."""

from __future__ import annotations

from mi_core.alloys.thermodynamics.database.phase_names import phase_label

DERIVED = {
    "solidus_k": "solidus",
    "liquidus_k": "liquidus",
    "freezing_range_k": "freezing range",
}
SOLVUS = "solvus_k:"  # followed by the phase


def derived_title(key: str) -> str:
    """Return the name of a derived temperature for people, such as "solvus of beta Mg2Si (MG2SI)"."""
    return f"solvus of {phase_label(key.removeprefix(SOLVUS))}" if key.startswith(SOLVUS) else DERIVED[key]
