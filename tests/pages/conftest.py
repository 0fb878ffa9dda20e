"""The app as Streamlit's own test runner drives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app() -> AppTest:
    """The app on its start page; `app.switch_page("pages/….py")` goes elsewhere."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=60)
