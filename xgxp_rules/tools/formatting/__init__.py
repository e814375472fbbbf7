"""The canonical spelling of policy and case files: keys in one language, numbers and dates written one way.

A file is never printed anew. Single words are replaced where they stand, the result is read again, and it is kept only
if it says the same; comments and blank lines are untouched. In a case file the keys of a mapping have one order too.
"""

from xgxp_rules.tools.formatting.case_files import format_cases
from xgxp_rules.tools.formatting.files import format_paths, formatted_data, said_of
from xgxp_rules.tools.formatting.formatting import format_file, format_text
from xgxp_rules.tools.formatting.results import Formatted
from xgxp_rules.tools.formatting.spelling import KeyLang, NameForm

__all__ = [
    "Formatted",
    "KeyLang",
    "NameForm",
    "format_cases",
    "format_file",
    "format_paths",
    "format_text",
    "formatted_data",
    "said_of",
]
