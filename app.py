"""The router and the frame of the workbench: pages are listed here and live in pages/."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mi_core.web.shell.address import begin_run
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.login import login_form, login_needed
from mi_core.web.shell.warmup import attention, warm_up
from mi_core.web.shell.workspace import keep_workspace

HERE = Path(__file__).parent
ASSETS = HERE / "mi_core" / "web" / "shell" / "assets"

PAGES = [
    st.Page(
        "pages/home.py",
        title="Home",
        icon=":material/home:",
        default=True,
        help="What the workbench does, in five steps.",
    ),
    st.Page(
        "pages/structures.py",
        title="Structures",
        icon=":material/deployed_code:",
        help="Read crystal files, check them, and look at them in 3D.",
    ),
    st.Page(
        "pages/predict.py",
        title="Predict",
        icon=":material/query_stats:",
        help="Predict properties with intervals, and see how far to trust them.",
    ),
    st.Page(
        "pages/screening.py",
        title="Screening",
        icon=":material/filter_alt:",
        help="Rank a quarter of a million perovskites, and see which elements make stable ones.",
    ),
    st.Page(
        "pages/alloys.py",
        title="Alloys",
        icon=":material/experiment:",
        help="Wish for phases at temperatures, get aluminium alloys, and have CALPHAD check them.",
    ),
    st.Page(
        "pages/models.py",
        title="Models",
        icon=":material/hub:",
        help="What can be predicted, how well, and from which data.",
    ),
    st.Page(
        "pages/compare.py",
        title="Compare",
        icon=":material/leaderboard:",
        help="Which regressor predicts best on which data, and whether that is more than luck.",
    ),
    st.Page(
        "pages/jobs.py",
        title="Jobs",
        icon=":material/manufacturing:",
        help="Long work: its progress, its results, and what went wrong.",
    ),
]

st.set_page_config(page_title="MI Workbench", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")
warm_up()
locked = login_needed()
if not locked:
    keep_workspace()
page = st.navigation(PAGES, position="hidden" if locked else "top")
begin_run(page.url_path)
with attention.page(), errors_shown():
    if locked:
        login_form()
    else:
        page.run()
