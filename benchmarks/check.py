"""How long `xgxp check` takes over all shipped policies: reading, errors, lint with its searches.

Run it with the project's Python. Reported are medians of processor time, and the share of reading alone, so that two
machines can be compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.checking import check_catalog, policy_files

_ROUNDS = 5
_TARGET = 3.0


def main() -> None:
    """Measure and print."""
    files = policy_files(Catalog().folder)
    texts = [(file.read_bytes(), str(file)) for file in files]
    catalog = Catalog()

    def read() -> None:
        for text, file in texts:
            check_policy(text, file, kind_of_taken=catalog.kind_of_taken)

    reading, whole = _median(read), _median(lambda: check_catalog(Catalog()))
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "xgxp_rules", "check"], stdout=subprocess.DEVNULL, check=False)
    program = time.perf_counter() - started
    print(f"files                     {len(files)}")
    print(f"read and checked          {reading:.2f} s")
    print(f"with lint and searches    {whole:.2f} s   ({whole / reading:.1f} times reading)")
    print(f"the whole program, wall   {program:.2f} s   (target: {_TARGET:.0f} s)")


def _median(task: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        task()
        times.append(time.process_time() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
