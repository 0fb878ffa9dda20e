import contextlib
import inspect

import pytest

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.jobs.kinds import dotted_name, load_kind, page_of, system_jobs, tasks_of
from mi_core.jobs.ledger import to_json

SYSTEMS_AND_JOBS = [(system, job) for system in workbench.SYSTEMS for job in system.jobs]
PARAMETERS = {
    "tasks": ["params"],
    "work": ["task", "folder"],
    "finish": ["params", "results", "folder"],
}


def test_an_unknown_kind_is_named_with_the_nearest():
    with pytest.raises(InputError, match="no kind of job named 'compares'; did you mean 'compare'"):
        dotted_name("compares")
    with pytest.raises(InputError, match="known are energies-relax, compare, "):
        dotted_name("xyz")


@pytest.mark.parametrize(("system", "job"), SYSTEMS_AND_JOBS, ids=lambda value: getattr(value, "name", ""))
def test_every_kind_of_every_system_keeps_the_contract(system, job):
    kind = load_kind(dotted_name(job.name))
    assert kind.name == job.name, "the record of a job and its system call it the same"
    assert job.title
    assert not job.title.endswith(".")
    assert page_of(job.name) == (system.page if job.on_page else None)
    for method, parameters in PARAMETERS.items():
        assert list(inspect.signature(getattr(kind, method)).parameters) == parameters


@pytest.mark.parametrize("job", [job for _, job in SYSTEMS_AND_JOBS], ids=lambda job: job.name)
def test_parameters_of_another_form_are_refused_before_the_kind_sees_them(job):
    """Never a KeyError or TypeError: what is missing or of another type is named in a sentence."""
    kind = load_kind(dotted_name(job.name))
    with contextlib.suppress(InputError):
        assert tasks_of(kind, {})
    for key in kind.params.__annotations__:
        with pytest.raises(
            InputError, match=f"The parameters of the job: .*(missing keys|{key}.* should be)"
        ):
            tasks_of(kind, {key: object()})


def test_no_two_kinds_have_one_name_or_one_title():
    jobs = [job for _, job in SYSTEMS_AND_JOBS]
    assert len(system_jobs()) == len(jobs) >= 7
    assert len({job.title for job in jobs}) == len(jobs)


def test_results_may_hold_numpy_numbers_but_no_objects():
    import numpy as np

    assert to_json({"mae": np.float64(0.5), "n": np.int64(3), "all": np.arange(3)}) == (
        '{"mae": 0.5, "n": 3, "all": [0, 1, 2]}'
    )
    with pytest.raises(TypeError, match="JSON; got object"):
        to_json(object())
