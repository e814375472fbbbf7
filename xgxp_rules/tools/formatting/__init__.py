"""The canonical spelling of policy files: keys in one language, numbers and dates written one way, comments untouched.

A file is never printed anew. Single words are replaced where they stand, the result is read again, and it is kept only
if it says the same.
"""

from xgxp_rules.tools.formatting.files import format_paths, formatted_data, said_of
from xgxp_rules.tools.formatting.formatting import Formatted, format_file, format_text
from xgxp_rules.tools.formatting.spelling import KeyLang, NameForm

__all__ = [
    "Formatted",
    "KeyLang",
    "NameForm",
    "format_file",
    "format_paths",
    "format_text",
    "formatted_data",
    "said_of",
]
