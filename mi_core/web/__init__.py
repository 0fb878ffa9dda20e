"""What pages share: the session's crystals, cached computations, the viewer, panels, downloads.

Every page imports from here, and so gets the frame around it even when it is the first thing opened.
"""

import os

# The browser draws on the same cores while a page predicts, and threads that wait for each other make small networks
# many times slower than one thread. Set before anything loads torch.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from mi_core.web.shell.frame import require_frame

require_frame()
