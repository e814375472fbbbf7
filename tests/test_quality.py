"""The quality bars that are commands: types, lint, format, and imports that point one way."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["mypy", "--strict", "xgxp_rules"], id="types"),
        pytest.param(["ruff", "check", "."], id="lint"),
        pytest.param(["ruff", "format", "--check", "."], id="format"),
    ],
)
def test_command_finds_nothing(command: list[str]) -> None:
    """Given the source tree, when the tool runs, then it has nothing to say."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_one_way() -> None:
    """Given the layers of the house, when import-linter reads them, then no contract is broken."""
    script = "from importlinter.cli import lint_imports_command; lint_imports_command(standalone_mode=True)"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "kept" in done.stdout


def test_only_the_source_module_reads_yaml() -> None:
    """Given the package, when its files are searched, then ruamel.yaml is imported in one module only."""
    users = [
        path.name
        for path in (ROOT / "xgxp_rules").rglob("*.py")
        if "import ruamel" in (text := path.read_text()) or "from ruamel" in text
    ]

    assert users == ["event_stream.py"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Given a fresh interpreter, when the package is imported, then no parser, data-frame library or engine is."""
    heavy = [
        "ruamel.yaml",
        "lark",
        "rich",
        "typer",
        "pydantic",
        "polars",
        "pandas",
        "narwhals",
        "duckdb",
        "durable",
        "sqlalchemy",
    ]
    code = f"import sys, xgxp_rules; print([name for name in {heavy!r} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
