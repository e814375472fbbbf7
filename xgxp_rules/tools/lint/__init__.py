"""Lint: what is lawful to write and still probably not meant.

Each rule is a small module: its docstring is its page in the manual, `CODE` its stable code, `SEVERITY` how grave it is
and `find` the function that yields what it finds. To add one, write the module and name it in `RULES`. What a file
accepts with a reason (`accepts:`) is told apart from what is found.
"""

from xgxp_rules.tools.lint.running import RULES, Accepted, Linted, lint_policy
from xgxp_rules.tools.lint.subject import Subject

__all__ = ["RULES", "Accepted", "Linted", "Subject", "lint_policy"]
