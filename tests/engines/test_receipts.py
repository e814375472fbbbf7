"""Receipts hold what was read and nothing else, come out again byte for byte, and every tampering is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from generated_policies import RECORDS, policies
from hypothesis import assume, given, settings
from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.diagnostics import RecordError
from xgxp_rules.language.loader import check_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.receipt import canonical, sealed
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.receipts import receipt
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.replaying import receipts_in, replay_words

CATALOG = Catalog()
MULEI = "xinjiang.mulei.xgxp"
AS_OF = date(2026, 9, 1)
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "teachers").glob("*.yaml"))


def receipt_of(sample: Path = SAMPLES[0], decision: str = "rotation") -> dict[str, Any]:
    record = load_record(str(sample))
    return receipt(CATALOG.decide(MULEI, decision, record, as_of=AS_OF), subject="样例")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("decision", CATALOG.in_force(MULEI, AS_OF).decisions)
def test_a_receipt_comes_out_again_byte_for_byte(sample: Path, decision: str) -> None:
    """Given the receipt of a sample, when it is read back from its text and replayed, then the bytes are the same."""
    text = canonical(receipt_of(sample, decision))

    assert xr.replay(json.loads(text), CATALOG).verdict == "same"


@settings(max_examples=60)
@given(text=policies(), facts=RECORDS)
def test_what_was_read_is_enough(text: str, facts: dict[str, object]) -> None:
    """Given any policy and record, when only the facts of the receipt are left, then the decision is the same."""
    version, _ = check_policy(text, "generated.yaml")
    assert version is not None
    policy = Policy(version, CATALOG)
    try:
        record = Teacher.model_validate(facts)
        decisions = policy.decide_all(record, as_of=AS_OF)
    except RecordError:
        assume(False)
        return

    for decision in decisions:
        made = receipt(decision)
        again = policy.decide(decision.decision, Teacher.load(made["record"]), as_of=AS_OF)
        assert canonical(receipt(again)) == canonical(made)


def test_only_the_facts_that_were_read_are_held() -> None:
    """Given a record with a name, a title and appraisals, when rotation is decided, then none of them is kept."""
    held = receipt_of()["record"]

    assert {"name", "appraisals", "registrations"}.isdisjoint(held)
    assert {"born_on", "postings", "on_long_sick_leave"} <= set(held)


def _edit(change: Callable[[dict[str, Any]], object], *, seal_again: bool = True) -> dict[str, Any]:
    data = deepcopy(receipt_of())
    change(data)
    return sealed(data) if seal_again else data


@pytest.mark.parametrize(
    ("data", "verdict", "moved"),
    [
        pytest.param(
            _edit(lambda one: one["record"].update(sex="male"), seal_again=False),
            "edited",
            (),
            id="one-fact-edited",
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(policy="no.such")), "unknown_policy", (), id="policy"
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(version="1999")), "unknown_version", (), id="version"
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(engine_version="99.0.0")), "newer_engine", (), id="engine"
        ),
        pytest.param(_edit(lambda one: one.update(format="other/1")), "unreadable", (), id="another-format"),
        pytest.param(
            _edit(lambda one: one["record"].update(born_on="1999-02-30")),
            "unreadable",
            (),
            id="a-day-that-never-was",
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(content_hash="0" * 64)),
            "differs",
            ("policy",),
            id="policy-moved",
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(engine_version="0.0.1")),
            "differs",
            ("engine",),
            id="engine-moved",
        ),
        pytest.param(
            _edit(lambda one: one["decision"]["higher_law"][0].update(content_hash="0" * 64)),
            "differs",
            ("higher_law",),
            id="law-moved",
        ),
        pytest.param(
            _edit(lambda one: one["decision"].update(outcome="due")),
            "differs",
            ("nothing",),
            id="forged-and-resealed",
        ),
    ],
)
def test_each_way_of_not_coming_out_is_named(data: dict[str, Any], verdict: str, moved: tuple[str, ...]) -> None:
    """Given a receipt with one thing wrong, when replayed, then the verdict names it, in words of both languages."""
    found = xr.replay(data, CATALOG)

    assert (found.verdict, found.moved) == (verdict, moved)
    assert replay_words(found, "zh") != replay_words(found, "en")


def test_every_edited_byte_is_noticed() -> None:
    """Given the text of a receipt, when any one of its letters is another, then it is refused or named as edited."""
    text = canonical(receipt_of())
    for place in range(0, len(text), 37):
        changed = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
        try:
            data = receipts_in(changed)[0]
        except RecordError:
            continue
        assert xr.replay(data, CATALOG).verdict in ("edited", "unreadable"), text[max(0, place - 20) : place + 20]


def test_receipts_are_the_same_under_every_hash_seed() -> None:
    """Given two hash seeds, when the same receipts are made in fresh processes, then their text is the same."""
    code = (
        "import sys; sys.path.insert(0, 'tests/tools'); from datetime import date; import xgxp_rules as xr;"
        "from xgxp_rules.tools.record_files import load_record; from xgxp_rules.tools.receipts import receipt_text;"
        "c = xr.Catalog(); r = load_record('examples/teachers/ma-yan.yaml');"
        "print([receipt_text(c.decide('xinjiang.mulei.xgxp', d, r, as_of=date(2026, 9, 1)))"
        " for d in c.in_force('xinjiang.mulei.xgxp', date(2026, 9, 1)).decisions])"
    )
    root = Path(__file__).resolve().parents[2]
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    ]

    assert made[0] == made[1]


def test_decide_keeps_receipts_and_replay_tells_them_apart(tmp_path: Path) -> None:
    """Given receipts kept by `decide`, when one line is edited, then `replay` exits with 7 and names that one only."""
    kept = tmp_path / "receipts.jsonl"
    call = ["decide", str(SAMPLES[0]), "--policy", MULEI, "--as-of", "2026-09-01", "--receipts", str(kept)]
    assert CliRunner().invoke(app, call).exit_code == 0
    assert CliRunner().invoke(app, ["replay", str(kept)]).exit_code == 0

    lines = kept.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace("样例-03", "样例-04", 1)
    kept.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(app, ["replay", str(kept), "--lang", "zh"])

    assert done.exit_code == 7
    assert [("改动过" in line) for line in done.output.splitlines()] == [True, *([False] * (len(lines) - 1))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "XG860", id="empty"),
        pytest.param('{"a": 1}', "XG860", id="no-receipt"),
        pytest.param('{"format": "xgxp-receipt/1"}\n{"format": ', "XG861", id="truncated-line"),
        pytest.param("{}", "XG860", id="an-empty-object"),
    ],
)
def test_a_file_that_holds_no_receipts_is_refused(text: str, code: str) -> None:
    """Given a text that is no receipt, when read, then it is refused by name."""
    with pytest.raises(RecordError) as caught:
        receipts_in(text)

    assert [each.code for each in caught.value.diagnostics] == [code]
