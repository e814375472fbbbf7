"""Every message says what to write instead, or stands in a short list that says why it does not."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import xgxp_rules
from xgxp_rules.diagnostics import WORDINGS, placeholders

AT_THE_PLACE = "the place that reports it always builds the exact words"
IN_THE_SENTENCE = "the sentence itself says what to write"
BELOW = "the lines below it show what to change"
NOTHING = "it tells what was done: there is nothing to write"

EXCEPTIONS = {
    **dict.fromkeys(
        (
            "XG209",
            "XG215",
            "XG218",
            "XG220",
            "XG224",
            "XG226",
            "XG241",
            "XG294",
            "XG295",
        ),
        AT_THE_PLACE,
    ),
    **dict.fromkeys(
        (
            "XG217",
            "XG402",
            "XG404",
            "XG405",
            "XG406",
            "XG408",
            "XG410",
            "XG411",
            "XG412",
            "XG415",
        ),
        IN_THE_SENTENCE,
    ),
    **dict.fromkeys(
        (
            "XG604",
            "XG621",
            "XG625",
            "XG640",
            "XG655",
            "XG686",
            "XG687",
            "XG728",
        ),
        IN_THE_SENTENCE,
    ),
    **dict.fromkeys(
        (
            "XG843",
            "XG846",
            "XG853",
            "XG860",
            "XG883",
            "XG976",
            "XG979",
            "XG993",
        ),
        IN_THE_SENTENCE,
    ),
    **dict.fromkeys(
        (
            "XG906",
            "XG907",
            "XG908",
            "XG909",
            "XG912",
            "XG913",
            "XG918",
            "XG926",
        ),
        IN_THE_SENTENCE,
    ),
    **dict.fromkeys(
        (
            "XG618",
            "XG619",
            "XG925",
        ),
        BELOW,
    ),
    **dict.fromkeys(("XG910", "XG914", "XG915", "XG921", "XG923", "XG980", "XG997"), NOTHING),
}


def every_wording() -> list[str]:
    """Return every code, all modules read in."""
    for module in pkgutil.walk_packages(xgxp_rules.__path__, "xgxp_rules."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(WORDINGS)


CODES = every_wording()


def test_every_message_from_names_on_says_what_to_write() -> None:
    """Given every message but those on the text of a file, then each has a mend or is excepted with a reason."""
    silent = {code for code in CODES if WORDINGS[code].mend_zh is None and WORDINGS[code].advice_zh is None}

    assert {code for code in silent if code >= "XG1"} == set(EXCEPTIONS)


def test_the_list_of_exceptions_is_short() -> None:
    """Given the exceptions, then each is a message that exists, and together they are few."""
    assert set(EXCEPTIONS) <= set(CODES)
    assert len(EXCEPTIONS) < len(CODES) // 10


@pytest.mark.parametrize("code", CODES)
def test_what_to_write_is_one_short_sentence(code: str) -> None:
    """Given a message, then what it says to write has no full stop, and no open end in one language only."""
    wording = WORDINGS[code]
    for zh, en in ((wording.mend_zh, wording.mend_en), (wording.advice_zh, wording.advice_en)):
        assert (zh is None) == (en is None)
        if zh is not None and en is not None:
            assert not zh.endswith("。")
            assert not en.endswith(".")
            assert placeholders(zh) == placeholders(en)
            assert zh.count("`") % 2 == 0
            assert en.count("`") % 2 == 0
