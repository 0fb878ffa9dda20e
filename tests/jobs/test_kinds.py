import pytest

from mi_core.errors import InputError
from mi_core.jobs.kinds import dotted_name, load_kind
from mi_core.jobs.ledger import to_json


def test_an_unknown_kind_is_named_with_the_nearest():
    with pytest.raises(InputError, match="no kind of job named 'compares'; did you mean compare"):
        dotted_name("compares")
    with pytest.raises(InputError, match="known are compare, "):
        dotted_name("xyz")


def test_a_kind_is_found_by_its_dotted_name():
    assert load_kind("tiny_kind:KIND").title == "Sum of squares"


def test_results_may_hold_numpy_numbers_but_no_objects():
    import numpy as np

    assert to_json({"mae": np.float64(0.5), "n": np.int64(3), "all": np.arange(3)}) == (
        '{"mae": 0.5, "n": 3, "all": [0, 1, 2]}'
    )
    with pytest.raises(TypeError, match="JSON; got object"):
        to_json(object())
