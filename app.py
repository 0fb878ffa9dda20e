"""The router and the frame of the workbench: each system has a page in pages/."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from mi_core import workbench
from mi_core.system import GROUPS
from mi_core.web.shell.address import begin_run
from mi_core.web.shell.frame import errors_shown
from mi_core.web.shell.login import login_form, login_needed
from mi_core.web.shell.warmup import attention, warm_up
from mi_core.web.shell.workspace import keep_workspace

HERE = Path(__file__).parent
ASSETS = HERE / "mi_core" / "web" / "shell" / "assets"


def pages() -> dict[str, list]:
    """Return the page of every system by its group in the navigation, after the home page."""
    home = st.Page(
        "pages/home.py",
        title="Home",
        icon=":material/home:",
        default=True,
        help="What the workbench does, and the ways in.",
    )
    groups: dict[str, list] = {"": [home]} | {group: [] for group in GROUPS}
    for system in workbench.SYSTEMS:
        page = st.Page(system.page, title=system.title, icon=system.icon, help=system.help)
        groups[system.group].append(page)
    return groups


st.set_page_config(page_title="MI Workbench", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.logo(str(ASSETS / "logo.svg"), size="large")
warm_up()
locked = login_needed()
if not locked:
    keep_workspace()
page = st.navigation(pages(), position="hidden" if locked else "top")
begin_run(page.url_path)
with attention.page(), errors_shown():
    if locked:
        login_form()
    else:
        page.run()
