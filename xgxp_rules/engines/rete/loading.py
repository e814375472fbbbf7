"""The network in C of durable-rules, loaded so that Python 3.13 takes it too.

Its source names a function of Python that 3.13 no longer has, in five call-backs for a store of its own that nobody
here sets. Bound when first called, which is never, it does no harm; bound when loaded, the module could not be loaded.
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType


def load_lazily(name: str) -> ModuleType:
    """Return an extension module whose functions of other libraries are looked for when they are first called."""
    if not hasattr(sys, "setdlopenflags"):  # Windows binds by table
        return importlib.import_module(name)
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        return importlib.import_module(name)
    finally:
        sys.setdlopenflags(flags)


network = load_lazily("durable_rules_engine")
