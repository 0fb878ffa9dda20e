"""Jobs: the long work of this workspace, what it made, and what can be done with it."""

from mi_core.web.jobs.page import page

page()
