"""The events of a YAML text, read by ruamel's own pure parser with less to look up.

This is the only importer of ruamel.yaml, and is itself imported when the first file is read.
The parser asks for its parts anew at every character: through three properties for one step forward. Here they are
found once for each file. What is accepted, and every place and message, is ruamel's; nothing of it is said again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner

__all__ = ["MarkedYAMLError", "YAMLError", "events"]


class _Scanner(Scanner):
    """The scanner with its reader at hand."""

    reader: Any = None

    def __init__(self, loader: Any = None) -> None:
        self.reader = loader.reader
        super().__init__(loader)

    def need_more_tokens(self) -> bool:
        """Return whether the next token cannot be told yet; without a possible key before it, it can."""
        return (not self.tokens or bool(self.possible_simple_keys)) and super().need_more_tokens()

    def check_token(self, *choices: Any) -> bool:
        """Return whether the next token is one of these, asked once for all of them."""
        while self.need_more_tokens():
            self.fetch_more_tokens()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))


class _Parser(Parser):
    """The parser with its scanner at hand."""

    scanner: Any = None

    def __init__(self, loader: Any) -> None:
        self.scanner = loader.scanner
        super().__init__(loader)


def events(text: str) -> Iterator[Any]:
    """Yield the events of a text.

    Raises:
        YAMLError: it is no YAML from here on.
    """
    # `base` leaves every scalar text; `pure` because the C parser accepts other files.
    yaml = YAML(typ="base", pure=True)
    yaml.Scanner, yaml.Parser = _Scanner, _Parser
    return yaml.parse(text)  # type: ignore[no-any-return]
