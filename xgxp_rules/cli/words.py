"""`xgxp words`: the table of test words."""

from __future__ import annotations

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json


@spread
def words(out: Output) -> None:
    """Print the words that tests are written with, and their exact bounds. 条件用词表及其界限.

    \b
    xgxp words --lang zh
    """
    from xgxp_rules.tools.word_table import words_data, words_markdown, words_text

    match out.format:
        case Format.JSON:
            write_json(words_data())
        case Format.MARKDOWN:
            write(words_markdown(language(out.lang)))
        case Format.TEXT:
            write(words_text(language(out.lang)))
