"""Where the shipped policies are, in an installed wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path


def shipped_policies() -> Path:
    """Return the folder of the policies that travel with the package.

    Raises:
        FileNotFoundError: the installation carries none.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "policies", package.parent / "policies"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("policies")
