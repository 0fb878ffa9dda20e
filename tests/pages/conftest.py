"""The app without a browser."""

from __future__ import annotations

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def router(monkeypatch):
    """Run pages through app.py: AppTest forgets before each run that the app has a router, a server remembers."""
    make = PagesManager.__init__

    def make_remembering(self, *arguments, **options):
        make(self, *arguments, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make_remembering)
