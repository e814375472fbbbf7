"""The present school of someone who serves two schools at once: the main post, or both while nobody says which."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import asked

OLD, NEW = {"学校": "村小", "自": "2020-09-01"}, {"学校": "村二小", "自": "2024-09-01"}
MAIN, SECOND = {"主岗": "是"}, {"主岗": "否"}


@pytest.mark.parametrize(
    ("postings", "outcome"),
    [
        pytest.param([OLD | MAIN, NEW | SECOND], "holds", id="marked-both-ways"),
        pytest.param([OLD | MAIN, NEW], "holds", id="only-the-main-post-marked"),
        pytest.param([OLD, NEW | SECOND], "holds", id="only-the-second-post-marked"),
        pytest.param([OLD | SECOND, NEW | MAIN], "fails", id="the-later-is-the-main-post"),
        pytest.param([OLD, NEW], None, id="nothing-marked"),
        pytest.param([OLD | SECOND, NEW | SECOND], None, id="no-main-post-at-all"),
        pytest.param([OLD | SECOND], "holds", id="a-second-post-alone"),
        pytest.param([OLD | {"至": "2024-08-31"} | MAIN, NEW | SECOND], "fails", id="the-main-post-is-over"),
        pytest.param([OLD | {"至": "2024-08-31"}, NEW], "holds-not", id="one-after-the-other"),
        pytest.param([OLD, {**NEW, "学校": "村小"}], "holds", id="the-same-school-twice-is-one"),
    ],
)
def test_the_main_post_is_the_present_school(postings: list[dict[str, Any]], outcome: str | None) -> None:
    """Given postings at once, when the present school is asked, then the marked one is it, else each may be."""
    if postings[-1]["学校"] == postings[0]["学校"] and len(postings) > 1:
        postings = [{**postings[0], "至": "2024-08-31"}, postings[1]]

    found = asked({}, {"现任学校": "村小"}, {"任职经历": postings})

    assert found.outcome == ("fails" if outcome == "holds-not" else outcome)
    assert (found.status == "undetermined") is (outcome is None)


def test_another_flag_may_say_which_counts() -> None:
    """Given a list of one's own with a flag, when the latest is asked with it, then the marked entry is taken."""
    facts: dict[str, Any] = {
        "聘任": {"list": {"日期": "date", "岗位名": "text", "正式": "flag"}},
        "现聘": {"latest": "聘任", "take": "岗位名", "prefer": "正式"},
    }
    record = {
        "聘任": [
            {"日期": "2020-01-01", "岗位名": "甲", "正式": "是"},
            {"日期": "2022-01-01", "岗位名": "乙", "正式": "否"},
        ]
    }

    assert asked(facts, {"现聘": "甲"}, record).outcome == "holds"
