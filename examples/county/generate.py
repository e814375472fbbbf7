"""Makes the sample county: 300 invented teachers in 12 invented schools, with dated histories, as CSV tables.

Run `python examples/county/generate.py` to write the tables anew, or with a folder's name to write them there. The seed
is fixed, so the tables come out byte for byte the same; a test holds them against this program. Nobody in them exists.
"""

from __future__ import annotations

import sys
from pathlib import Path

from making.county import County
from making.events import befall
from making.histories import settle
from making.tables import laid_out, written

HERE = Path(__file__).resolve().parent


def files() -> dict[str, bytes]:
    """Return the content of every table by its file's name."""
    county = County()
    settle(county)
    befall(county)
    return {f"{name}.csv": written(*table) for name, table in laid_out(county).items()}


def main() -> None:
    """Write the tables beside this program, or into the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
