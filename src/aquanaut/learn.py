"""`aquanaut learn`: a working folder with one's own copies of the notebooks, and JupyterLab opened on them.

The project's notebooks are never worked in. They are copied to a folder of the learner's, and a copy that was
changed is never overwritten: an update is laid beside it.
"""

from __future__ import annotations
