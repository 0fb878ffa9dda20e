"""Chemical formulas as people write them: the one reader of the whole product."""

from mi_core.formulas.formula import Formula, atomic_numbers
from mi_core.formulas.reading import is_missing, plain_formula, read_formula

__all__ = ["Formula", "atomic_numbers", "is_missing", "plain_formula", "read_formula"]
