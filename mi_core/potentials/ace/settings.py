"""How large an expansion is."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class AceSettings:
    """The size of an expansion; what takes time grows with the number of functions.

    Attributes
    ----------
    cutoff : float
        Å, how far an atom sees.
    radial : int
        Radial functions n = 0 … radial − 1 of each element of a neighbour.
    angular : int
        The largest angular momentum l.
    degrees : tuple of float
        For products of one, two, … factors, the largest sum of n + l over the factors.
    """

    cutoff: float = 5.0
    radial: int = 9
    angular: int = 5
    degrees: tuple[float, ...] = (99.0, 14.0, 11.0, 8.0)

    def record(self) -> dict:
        """Return it as JSON holds it."""
        return {**asdict(self), "degrees": list(self.degrees)}


def settings_from(record: dict) -> AceSettings:
    """Return the settings of a record."""
    return AceSettings(**{**record, "degrees": tuple(record["degrees"])})


#: For one element and for two, where each product comes in several.
OF_ONE = AceSettings()
OF_TWO = AceSettings(radial=6, angular=3, degrees=(99.0, 8.0, 5.0))
