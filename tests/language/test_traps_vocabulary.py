"""What officers mistype and only the vocabulary can tell: one clear message each, at the right line."""

import pytest
from policy_kit import policy_text, problems

HEADLINES = [
    pytest.param(
        policy_text("    when: {在编在职:是, 性别: 女}"), "XG021", "在编在职: 是", id="B1-no-space-in-braces"
    ),
    pytest.param(
        policy_text("    when: {在编在职：是, 性别: 女}"), "XG022", "在编在职: 是", id="B2-full-width-colon"
    ),
    pytest.param(policy_text("    when:\n      年龄:满50岁"), "XG021", "年龄: 满50岁", id="B3-no-space-in-block"),
    pytest.param(
        policy_text().replace("topic: 甲", "topic: 轮岗对象, 比例和期限"),
        "XG024",
        "topic: 轮岗对象，比例和期限",
        id="B10-comma-cuts-a-topic",
    ),
    pytest.param(
        policy_text("    when: {年龄: 满40岁, 不满50岁}"), "XG024", "满40岁不满50岁", id="B12-comma-cuts-a-band"
    ),
    pytest.param(
        policy_text(sections="facts: {分: {calc: min(4, 档数)}}\n"), "XG024", "calc", id="B13-comma-cuts-a-sum"
    ),
    pytest.param(
        policy_text("    when: {any: [在编在职，骨干教师]}"),
        "XG040",
        "[在编在职, 骨干教师]",
        id="B14-wide-comma-in-list",
    ),
    pytest.param(
        policy_text("    when: {any: [在编在职、骨干教师]}"),
        "XG040",
        "[在编在职, 骨干教师]",
        id="B14-pause-mark-in-list",
    ),
    pytest.param(
        policy_text("    when: [在编在职]\n    unless: 骨干教师, 长期病假"),
        "XG041",
        "[骨干教师, 长期病假]",
        id="B15-text-for-a-list",
    ),
    pytest.param(
        policy_text("    when: [在编在职]\n    unless: 骨干教师、长期病假"),
        "XG041",
        "[骨干教师, 长期病假]",
        id="B15-pause-mark-for-a-list",
    ),
    pytest.param(policy_text("    when: {年龄: [40岁, 50岁]}"), "XG042", "40岁 至 50岁", id="B16-list-for-a-range"),
    pytest.param(policy_text("    when: {性别: “女”}"), "XG043", "`女`", id="B24-chinese-quotes-on-a-choice"),
    pytest.param(policy_text("    when: {年龄: “>= 50岁”}"), "XG043", ">= 50岁", id="B24-chinese-quotes-on-a-test"),
    pytest.param(
        policy_text("    when: {any: {骨干教师: 是, 长期病假: 是}}"),
        "XG161",
        "[骨干教师, 长期病假]",
        id="B26-mapping-under-any",
    ),
    pytest.param(policy_text("    when: {性别 = 女}"), "XG023", "性别: 女", id="B27-equals-sign"),
    pytest.param(policy_text("    when: 性别＝女"), "XG023", "性别: 女", id="B27-wide-equals-sign"),
    pytest.param(policy_text("    when: {}"), "XG020", "写上内容", id="B29-empty-condition"),
    pytest.param(
        policy_text().replace("  - clause: 一", "  - clause:"), "XG020", "写上内容", id="B29-empty-clause"
    ),
    pytest.param(
        policy_text(sections="parameters: {数: {by: 性别, value: {01: 3次}}}\n"), "XG048", "`1`", id="B31-row-01"
    ),
    pytest.param(policy_text("    when: {性别: null}"), "XG047", "未知", id="B32-null-as-value"),
    pytest.param(policy_text().replace("{ready:", "{~: 无, ready:"), "XG047", "未知", id="B32-null-as-outcome"),
    pytest.param(
        policy_text(sections="parameters: {数: {by: 性别, value: {[1, 3]: 3次}}}\n"),
        "XG012",
        "1 至 3",
        id="B35-list-as-key",
    ),
    pytest.param(
        policy_text("    when:\n      - 距法定退休 不足 3年"),
        "XG029",
        "距法定退休: 不足 3年",
        id="B37-missing-colon",
    ),
    pytest.param(policy_text("    when: 在编在职。"), "XG049", "在编在职", id="B38-full-stop"),
    pytest.param(
        policy_text("    when:\n      年龄: 满45岁\n      年龄: 不超过50岁"),
        "XG014",
        "满45岁 且 不超过50岁",
        id="A23-one-fact-twice",
    ),
    pytest.param(
        policy_text("    when:\n      any: [在编在职]\n      any: [骨干教师]"), "XG013", "列表", id="A23-any-twice"
    ),
]


@pytest.mark.parametrize(("text", "code", "mend"), HEADLINES)
def test_a_slip_has_one_message_that_says_what_to_write(text: str, code: str, mend: str) -> None:
    """Given one slip in a sound policy, then one error names it and its hint holds what to write instead."""
    (problem,) = problems(text)

    assert (problem.code, problem.severity) == (code, "error")
    assert mend in (problem.hint("zh") or "")
    assert problem.headline("en") != problem.headline("zh")


def test_two_glued_lines_are_two_problems() -> None:
    """Given two tests without spaces one under the other (B4), then each line has its own message."""
    found = problems(policy_text("    when:\n      年龄:满50岁\n      性别:女"))

    assert [each.code for each in found] == ["XG021", "XG021"]
    assert found[1].span.line == found[0].span.line + 1


def test_outcomes_without_labels_are_each_named() -> None:
    """Given outcomes as bare words in braces (B28), then each is told to have a label, and nothing else is said."""
    text = policy_text().replace("{ready: 可以值守, idle: 不值守}", "{ready, idle}")

    assert [each.code for each in problems(text)] == ["XG028", "XG028"]


@pytest.mark.parametrize(
    ("rule", "code", "sentence"),
    [
        pytest.param(
            "    when:\n      any:\n        - 性别: 男\n        - 年龄: 满55岁",
            "XG163",
            "性别 男，或者年龄 满55岁",
            id="B25-a-dash-before-each",
        ),
        pytest.param(
            "    when: [在编在职]\n    unless: {骨干教师: 是, 长期病假: 是}",
            "XG162",
            "骨干教师 是，并且 长期病假 是",
            id="B26-mapping-under-unless",
        ),
    ],
)
def test_what_may_be_meant_otherwise_is_read_out(rule: str, code: str, sentence: str) -> None:
    """Given a lawful spelling that is often a slip, then the policy loads and a note reads it out."""
    (note,) = problems(policy_text(rule))

    assert (note.code, note.severity) == (code, "note")
    assert sentence in note.headline("zh")


def test_the_same_fact_by_id_and_label_is_given_twice() -> None:
    """Given one fact tested under its label and its id in one mapping, then the second is an error at its place."""
    text = policy_text("    when:\n      年龄: 满45岁\n      age: 不超过50岁")

    (problem,) = problems(text)

    assert problem.code == "XG170"
    assert text.splitlines()[problem.span.line - 1].strip().startswith("age")


def test_choices_that_look_like_test_words_are_safe() -> None:
    """Given choices such as 满编 and 不合格, then they are read as themselves and declared names are refused."""
    sections = "facts:\n  编制: {choice: [满编, 不满编, 非师范生]}\n"

    assert problems(policy_text("    when: {编制: 不满编}", sections=sections)) == []
    assert [each.code for each in problems(policy_text(sections="facts: {满编率: number}\n"))] == ["XG124"]
