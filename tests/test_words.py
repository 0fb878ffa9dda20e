"""Near misses: one helper for the whole product."""

import pytest

from mi_core.words import did_you_mean, meant_or_known, nearest


@pytest.mark.parametrize(
    ("name", "near"), [("rigde", "ridge"), ("RIDGE", "ridge"), ("LIQUIT", "LIQUID"), ("x", "")]
)
def test_the_nearest_name_whatever_its_case(name, near):
    assert nearest(name, ("ridge", "LIQUID", "mean")) == near


def test_hints_name_the_nearest_or_all():
    assert did_you_mean("gpa", ["gap"]) == " Did you mean 'gap'?"
    assert did_you_mean("zzz", ["gap"]) == ""
    assert meant_or_known("gpa", ["gap", "hull"]) == "did you mean 'gap'?"
    assert meant_or_known("zzz", iter(["gap", "hull"])) == "known are gap, hull."
