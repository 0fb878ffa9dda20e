import contextlib
import gc
import sys
from dataclasses import replace

import pytest

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.web.shell.warmup import Attention, load_all, set_aside


class Clock:
    """Time that passes only while somebody sleeps; `at` holds what happens at some moments."""

    def __init__(self) -> None:
        self.now, self.at = 0.0, {}

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        for moment in [moment for moment in self.at if moment <= self.now]:
            self.at.pop(moment)()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attention(clock):
    return Attention(clock.monotonic, clock.sleep)


def test_the_pause_is_counted_from_the_last_page(attention, clock):
    clock.sleep(5)
    with attention.page():
        pass
    attention.wait_for_pause(1)
    assert clock.now == pytest.approx(6, abs=0.2)


def test_nothing_is_loaded_while_a_page_is_made(attention, clock):
    page = contextlib.ExitStack()
    page.enter_context(attention.page())
    clock.at[4.0] = page.close
    attention.wait_for_pause(1)
    assert clock.now == pytest.approx(5, abs=0.3)


def test_a_page_that_fails_has_ended_too(attention, clock):
    with pytest.raises(ValueError, match="broken"), attention.page():
        raise ValueError("broken")
    attention.wait_for_pause(1)
    assert clock.now == pytest.approx(1, abs=0.2)


def test_what_is_set_aside_is_not_gone_through_again():
    loaded = [[number] for number in range(1000)]
    try:
        set_aside()
        assert gc.get_freeze_count() >= len(loaded)
        assert not any(one is loaded for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_all_that_systems_name_is_loaded_and_what_is_missing_stops_nothing(attention, clock, monkeypatch):
    loaded = []

    def models():
        loaded.append("first")
        yield
        loaded.append("second")
        yield
        raise InputError("The third model is not there.")

    page = contextlib.ExitStack()
    page.enter_context(attention.page())
    clock.at[4.0] = lambda: (loaded.append("page closed"), page.close())
    system = replace(workbench.SYSTEMS[0], warm_up=("no_such_module", models, "tabnanny"))
    monkeypatch.delitem(sys.modules, "tabnanny", raising=False)
    load_all([system], attention, after_step=lambda: loaded.append("set aside"))
    assert loaded == ["page closed", "first", "set aside", "second", "set aside", "set aside"]
    assert "tabnanny" in sys.modules
