"""What the pages of alloys show."""

import mi_core.web  # noqa: F401 - the frame around every page
