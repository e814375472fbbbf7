"""Runs the command line as `python -m xgxp_rules`."""

from xgxp_rules.cli.main import run

run()
