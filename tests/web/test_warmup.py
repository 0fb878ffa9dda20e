import gc
import threading
import time

import pytest

from mi_core.web.warmup import Attention, set_aside


@pytest.fixture
def attention():
    return Attention()


def waited(attention, seconds):
    started = time.monotonic()
    attention.wait_for_pause(seconds)
    return time.monotonic() - started


def test_the_pause_is_counted_from_the_last_page(attention):
    with attention.page():
        pass
    assert 0.1 <= waited(attention, 0.1) < 1


def test_nothing_is_loaded_while_a_page_is_made(attention):
    page_may_end = threading.Event()
    started = threading.Event()

    def make_page():
        with attention.page():
            started.set()
            page_may_end.wait(10)

    page = threading.Thread(target=make_page)
    page.start()
    started.wait(10)
    threading.Timer(0.4, page_may_end.set).start()
    assert waited(attention, 0.05) >= 0.4
    page.join()


def test_a_page_that_fails_has_ended_too(attention):
    with pytest.raises(ValueError, match="broken"), attention.page():
        raise ValueError("broken")
    assert waited(attention, 0.05) < 1


def test_what_is_set_aside_is_not_gone_through_again():
    loaded = [[number] for number in range(1000)]
    try:
        set_aside()
        assert gc.get_freeze_count() >= len(loaded)
        assert not any(one is loaded for one in gc.get_objects())
    finally:
        gc.unfreeze()
