"""pycalphad's compiled phases, kept for as long as one element system is in use.

pycalphad keeps compiled functions in caches of 128 entries that all systems share; ten elements bring more phases than
that, and everything is compiled again at every point. Here each system owns what it compiles and frees it at its end.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_records(db, components: Sequence[str], phases: Sequence[str]):
    """Return the factory of pycalphad's `PhaseRecord`s for these components ("AL", …, "VA") and phases."""
    from pycalphad import variables as v
    from pycalphad.core.utils import instantiate_models

    models = instantiate_models(db, list(components), list(phases))
    return _factory()(db, list(components), {v.N, v.P, v.T}, models)


def forget_compiled() -> None:
    """Empty the cache of compiled functions that pycalphad shares between systems."""
    from pycalphad.codegen.sympydiff_utils import build_constraint_functions, build_functions

    build_functions.cache_clear()
    build_constraint_functions.cache_clear()


@cache
def _factory() -> type:
    """Return the class; made at the first call, so that pycalphad is not imported before it is needed."""
    from pycalphad.codegen.phase_record_factory import PhaseRecordFactory
    from pycalphad.core.phase_rec import PhaseRecord

    class OwnedRecords(PhaseRecordFactory):
        """Phase records in dictionaries of the instance, without limit."""

        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            self._compiled: dict = {}
            self._records: dict = {}

        def _once(self, name: str, *arguments, **options):
            key = (name, *arguments, *sorted(options.items()))
            if key not in self._compiled:
                build = getattr(PhaseRecordFactory, name).__wrapped__
                self._compiled[key] = build(self, *arguments, **options)
            return self._compiled[key]

        def get_phase_constraints(self, phase_name):
            return self._once("get_phase_constraints", phase_name)

        def get_phase_formula_moles_element(self, phase_name, element_name, per_formula_unit=True):
            return self._once(
                "get_phase_formula_moles_element", phase_name, element_name, per_formula_unit=per_formula_unit
            )

        def get_phase_property(self, phase_name, property_name, include_grad=True, include_hess=True):
            return self._once(
                "get_phase_property",
                phase_name,
                property_name,
                include_grad=include_grad,
                include_hess=include_hess,
            )

        def get(self, phase_name):
            name = str(phase_name)  # PhaseRecord refuses numpy's strings
            if name not in self._records:
                self._records[name] = PhaseRecord(self, name)
            return self._records[name]

        __getitem__ = get

    return OwnedRecords
