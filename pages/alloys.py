"""Alloys: wish for phases at temperatures, get aluminium alloys, and have CALPHAD confirm or refute each."""

from mi_core.alloys.web.page import page

page()
