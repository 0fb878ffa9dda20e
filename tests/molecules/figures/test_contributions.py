import numpy as np

from mi_core.molecules.figures.contributions import contribution_colours


def test_red_raises_blue_lowers_and_nothing_is_not_coloured():
    colours = contribution_colours(np.array([1.0, -1.0, 0.0, 0.5]))
    assert set(colours) == {0, 1, 3}
    assert colours[0][0] > colours[0][2]
    assert colours[1][2] > colours[1][0]
    assert colours[3][1] > colours[0][1], "paler"


def test_the_ground_is_that_of_the_theme():
    (light,), (dark,) = (contribution_colours(np.array([0.1]), dark=dark).values() for dark in (False, True))
    assert min(light) > 0.8
    assert max(dark) < 0.3
