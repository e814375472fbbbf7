"""The rosters of the benchmarks and the policies of the engine's tests are used here too."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "engines")]
