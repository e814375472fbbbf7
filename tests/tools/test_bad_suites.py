"""Bad suites, and exactly what is said about each: no two sound alike.

`XGXP_WRITE_GOLDEN=1` writes the expected texts anew; they are then read by eye before they are kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bench_kit import GOOD, HEAD, Town, town

from xgxp_rules.diagnostics import Lang, XgxpError
from xgxp_rules.tools.bench import Asked, bench_text, choose, run_bench

GOLDEN = Path(__file__).parents[1] / "golden" / "bench"
BEGUN = "  - {name: 住校的参加, as_of: 2031-05-01, decision: duty, "
WEAK = f"{BEGUN}expect: on_duty}}\n"

SUITES = {
    "no-cases": "  []\n",
    "a-circle": "  - {name: 甲, as_of: 2031-05-01, decision: duty, base: 乙, expect: free}\n"
    "  - {name: 乙, as_of: 2031-05-01, decision: duty, base: 甲, expect: free}\n",
    "base-unknown": f"{BEGUN}base: 住校地, expect: on_duty}}\n",
    "nothing-expected": f"{BEGUN}given: {{住校: 是}}}}\n",
    "unknown-rule": f"{BEGUN}expect: {{rules: [duty.live-in]}}}}\n",
    "unknown-outcome": f"{BEGUN}expect: on-duty}}\n",
    "not-filled-in": f"{BEGUN}expect: ?}}\n",
    "vacuous": f"{BEGUN}given: {{性别: 女}}, expect: {{offers: []}}}}\n",
    "outside-the-version": WEAK.replace("2031-05-01", "2032-01-01"),
    "differs": f"{BEGUN}expect: free}}\n",
    "one-combination": f"{BEGUN}matrix: {{住校: [是, 否]}}, expect: on_duty}}\n",
    "score-too-low": WEAK,
    "coverage-too-low": WEAK,
}


def _said(county: Town, name: str, lang: Lang) -> str:
    county.suites(GOOD)
    head = "".join(line for line in HEAD.splitlines(keepends=True) if name != "vacuous" or "given" not in line)
    county.case_file.write_text(head + SUITES[name], encoding="utf-8")
    asked = Asked((county.case_file,))
    if name == "score-too-low":
        asked = replace(asked, mutating=True, score_at_least=95.0)
    elif name == "coverage-too-low":
        asked = replace(asked, covering=True, cov_at_least=90.0)
    try:
        bench = run_bench(asked, county.catalog, choose(asked, county.catalog))
    except XgxpError as error:
        return error.text(lang)
    shown = bench_text(bench, asked, lang)
    shown = re.sub(r"\d+\.\d+ ?(秒|s)\b", r"0 \1", shown).replace(str(county.folder), "")
    return f"{shown}\n[{bench.exit_status}]\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SUITES)
def test_what_is_said_about_a_bad_suite(
    name: str, lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a suite with one thing wrong, then it is said in exactly the words kept, with the status that goes out."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept = GOLDEN / f"{name}.{lang}.txt"

    said = _said(town(tmp_path), name, lang)
    if os.environ.get("XGXP_WRITE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(said, encoding="utf-8")

    assert said == kept.read_text(encoding="utf-8")
