"""The view of a page: what it shows, kept in the session over page changes, and in the address for links, Back and reload.

A page declares a dataclass of what it shows and the parameters that hold its fields in the address. What is as in a fresh
view is left out of the address; what an address says and nobody understands is said, and dropped.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import streamlit as st

from mi_core.errors import InputError
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.address import is_arrival, own_parameters, write_parameters
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mi_core.web.shell.parameters import Parameter

V = TypeVar("V")


class PageView(Generic[V]):
    """The view of one page.

    fresh : what the page begins with; adapt : what an address is taken for, where it may be an older one or asks for more
    than its parameters say; refresh : brings a view up to date with what the session holds elsewhere.
    """

    def __init__(
        self,
        name: str,
        fresh: Callable[[], V],
        parameters: Sequence[Parameter],
        *,
        adapt: Callable[[dict[str, str]], dict[str, str]] = dict,
        refresh: Callable[[V], None] = lambda _: None,
    ) -> None:
        self.name, self.fresh, self.parameters = name, fresh, parameters
        self.adapt, self.refresh = adapt, refresh
        self._view, self._turn, self._problems = f"{name}_view", f"{name}_turn", f"{name}_problems"

    def now(self) -> V:
        """Return the session's view."""
        return st.session_state.setdefault(self._view, self.fresh())

    def turn(self) -> int:
        """Return a number for widget keys that changes when the view comes from elsewhere than from the widgets."""
        return st.session_state.get(self._turn, 0)

    def next_turn(self) -> None:
        """Have all widgets start anew from the view."""
        st.session_state[self._turn] = self.turn() + 1

    def show(self, view: V) -> None:
        """Take over a view that comes from elsewhere than from the widgets."""
        st.session_state[self._view] = view
        self.next_turn()

    @contextmanager
    def in_address(self) -> Iterator[V | None]:
        """Follow the address, and write it at the end of the page, also where an input error is the end, which is shown.

        A run that begins anew does not write: the next one would take the address before this for a link.
        """
        link = self.follow()
        with errors_shown():
            yield link
        self.write()

    def follow(self) -> V | None:
        """Take over what the address asks for, on arrival, and return it; None where it asks for nothing."""
        asked = self.adapt(own_parameters()) if is_arrival(self._view) else {}
        if asked:
            view, problems = self.read(asked)
            self.show(view)
            st.session_state[self._problems] = problems, self.written(view)
        self._say_problems()
        return self.now() if asked else None

    def write(self) -> None:
        """Put the present view into the address."""
        self.refresh(self.now())
        write_parameters(self.written(self.now()))

    def written(self, view: V) -> dict[str, str]:
        """Return the parameters of an address; what is as in a fresh view is left out."""
        fresh, found = self.fresh(), {}
        for parameter in self.parameters:
            value = parameter.value(view)
            if parameter.when(view) and value != parameter.value(fresh):
                found[parameter.name] = parameter.write(value)
        return {name: text for name, text in found.items() if text}

    def read(self, asked: Mapping[str, str]) -> tuple[V, list[str]]:
        """Return the view of an address, and sentences on what of it is left as in a fresh view."""
        view, problems, refused = self.fresh(), [], set()
        for parameter in self.parameters:
            text, field = asked.get(parameter.name), parameter.path[0]
            if not text or field in refused:
                continue
            try:
                odd = parameter.read_into(view, text)
            except InputError as problem:  # all that belongs to the field: half a wish is another wish
                refused.add(field)
                setattr(view, field, getattr(self.fresh(), field))
                problems.append(str(problem))
                continue
            if odd:
                problems.append(
                    f"The address says {parameter.name}={odd}, which means nothing here; it is left out."
                )
        return view, problems

    def choose_part(self, parts: Mapping[str, str], **options: Any) -> str:
        """Offer the parts of the page by key and name, and return the key of the chosen one."""
        view: Any = self.now()
        view.part = segmented_choice(
            "Part",
            parts,
            view.part if view.part in parts else next(iter(parts)),
            key=f"{self.name}_part_{self.turn()}",
            named=False,
            **options,
        )
        return view.part

    def _say_problems(self) -> None:
        """Say what was wrong with the address, until a run begins with another view."""
        problems, address = st.session_state.get(self._problems, ((), {}))
        if problems and self.written(self.now()) == address:
            for problem in problems:
                st.error(escaped(problem), icon=":material/link_off:")
