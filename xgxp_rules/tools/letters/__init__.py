"""One decision for three readers: a letter for the person, a worksheet for the officer, a receipt for the auditor.

`content` says what each page holds, as plain text; `pages` sets it with templates, which a folder may replace.
"""

from xgxp_rules.tools.letters.pages import page

__all__ = ["page"]
