import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_page_brings_the_frame_with_it(page):
    """Opened by its address on a fresh server, Streamlit would run the page without the router."""
    assert any(".web." in line for line in page.read_text().splitlines() if line.startswith("from mi_core"))


def test_the_start_of_the_app_imports_nothing_heavy():
    heavy = {"torch", "sklearn", "pymatgen", "crystal_toolkit", "plotly", "scipy", "dash", "matplotlib"}
    heavy |= {"distributed", "dask", "duckdb"}
    assert loaded_by("app.py") & heavy == set()


def test_the_page_of_crystals_loads_what_shows_crystals_alone():
    assert loaded_by("pages/structures.py") & {"torch", "sklearn", "scipy", "pandas", "pydantic"} == set()


def loaded_by(script: str) -> set[str]:
    """The modules that a first run of a script imports."""
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; before = set(sys.modules);"
        f"AppTest.from_file({script!r}, default_timeout=300).run();"
        "print(*(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())
