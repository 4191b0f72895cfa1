"""Where bytecode is kept; imported before Hypothesis, of which pytest rewrites eighty modules.

Where none may be kept beside the modules it is kept with what pytest keeps. Without any, each
of some hundred processes compiles the whole program, and each run all tests.
"""

import sys
from pathlib import Path

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")

KEPT = sys.pycache_prefix
