"""What pages share: the session's crystals, cached computations, the viewer, panels, downloads.

Every page imports from here, and so gets the frame around it even when it is the first thing opened.
"""

from mi_core.web.frame import require_frame

require_frame()
