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
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; before = set(sys.modules);"
        "AppTest.from_file('app.py', default_timeout=300).run();"
        f"print(sorted({heavy!r} & (set(sys.modules) - before)))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("[]"), run.stdout
