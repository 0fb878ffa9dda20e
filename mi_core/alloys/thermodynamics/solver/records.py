"""pycalphad's compiled phases, each function built once and kept for as long as one element system is in use.

pycalphad keeps compiled functions in caches of 128 entries that all systems share; ten elements bring more phases than
that, and everything is compiled again at every point. Here each system owns what it compiles and frees it at its end.
Compiling itself is quicker, too: amounts and constraints, which are nearly linear, are interpreted instead of compiled.
Import it late: it brings pycalphad.
"""

from __future__ import annotations

from itertools import repeat

from pycalphad.codegen.phase_record_factory import PhaseRecordFactory
from pycalphad.codegen.sympydiff_utils import build_constraint_functions, build_functions
from pycalphad.core.constraints import ConstraintTuple
from pycalphad.core.phase_rec import PhaseRecord

compile_functions = build_functions.__wrapped__  # without the cache that all systems share
compile_constraints = build_constraint_functions.__wrapped__


class OwnedRecords(PhaseRecordFactory):
    """Phase records in a dictionary of the instance, without limit."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._kept = {}

    def _once(self, key: tuple, build):
        if key not in self._kept:
            self._kept[key] = build()
        return self._kept[key]

    def get_phase_constraints(self, phase_name):
        """Return the constraints on a phase's site fractions; interpreted, since they are linear."""
        return self._once(("constraints", phase_name), lambda: self._constraints(self.models[phase_name]))

    def _constraints(self, model):
        equations = model.get_internal_constraints()
        functions = compile_constraints(
            self.state_variables + model.site_fractions,
            equations,
            parameters=self.param_symbols,
            **_interpreted("func_options", "jac_options", "hess_options"),
        )
        return ConstraintTuple(*functions, len(equations))

    def get_phase_formula_moles_element(self, phase_name, element_name, per_formula_unit=True):
        """Return the moles of an element in a phase; interpreted, since they are nearly linear."""
        model = self.models[phase_name]
        return self._once(
            ("moles", phase_name, element_name, per_formula_unit),
            lambda: compile_functions(
                model.moles(element_name, per_formula_unit=per_formula_unit),
                self.state_variables + model.site_fractions,
                include_obj=True,
                include_grad=True,
                include_hess=True,
                parameters=self.param_symbols,
                **_interpreted("func_options", "grad_options", "hess_options"),
            ),
        )

    def get_phase_property(self, phase_name, property_name, include_grad=True, include_hess=True):
        """Return a property of the phase's model, such as "GM", compiled."""
        key = ("property", phase_name, property_name, include_grad, include_hess)
        return self._once(key, lambda: self._property(phase_name, property_name, include_grad, include_hess))

    def _property(self, phase_name, property_name, include_grad, include_hess):
        model = self.models[phase_name]
        value = getattr(model, property_name)
        symbols = value.free_symbols - set(model.site_fractions) - set(self.state_variables)
        undefined = symbols - set(self.param_symbols)
        fixed = all(len(sublattice) == 1 for sublattice in model.constituents)
        # pycalphad asks for value, gradient and Hessian each by itself, and uses no value beside a derivative.
        unused = ("func_options",) if include_grad or include_hess else ()
        interpreted = ("func_options", "grad_options", "hess_options") if fixed else unused
        return compile_functions(
            value.xreplace(dict(zip(undefined, repeat(0.0)))),
            tuple(self.state_variables + model.site_fractions),
            parameters=self.param_symbols,
            include_grad=include_grad,
            include_hess=include_hess,
            **_interpreted(*interpreted),
        )

    def get(self, phase_name):
        """Return the record of a phase."""
        name = str(phase_name)  # PhaseRecord refuses numpy's strings
        return self._once(("record", name), lambda: PhaseRecord(self, name))

    __getitem__ = get


def _interpreted(*options: str) -> dict[str, dict]:
    """Return options that make symengine interpret a function: 14 times as quick to build as compiling it."""
    return {name: {"backend": "lambda"} for name in options}
