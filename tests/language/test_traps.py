"""What authors mistype, and what they are told: one row for each slip.

A row is what is written, the codes with line and column, and the text proposed instead. The first group makes the
parser give up, the second is accepted by YAML and read as something else.
"""

import pytest

from xgxp_rules.diagnostics import render
from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.language.source import read_source
from xgxp_rules.language.text_rules import (
    date_problem,
    empty_collection_problem,
    empty_value_cause,
    fold_name,
    full_stop_problem,
    glued,
    list_in_text_problem,
    list_of_quantities_problem,
    missing_colon_problem,
    no_value_problem,
    null_or_empty,
    quoted_value_problem,
    read_day,
    row_number_problem,
)
from xgxp_rules.spans import Span

Found = list[tuple[str, int, int]]

SAID: dict[str, tuple[str, str]] = {
    "XG006": ("一个文件只能有一份", "holds only one"),
    "XG007": ("YAML 指令", "YAML directives"),
    "XG008": ("锚点记号", "taken for an anchor"),
    "XG009": ("引用别处", "refers to something elsewhere"),
    "XG010": ("意思就反了", "meaning is reversed"),
    "XG011": ("合并记号", "merges other content"),
    "XG012": ("名称只能是文字", "A name is a text"),
    "XG013": ("写了两次", "written twice"),
    "XG014": ("写了两次", "written twice"),
    "XG015": ("视为重复", "a duplicate"),
    "XG017": ("类型标记", "type mark"),
    "XG018": ("「%」不能作一行的开头", "A line cannot begin with `%`"),
    "XG020": ("是空的", "is empty"),
    "XG021": ("冒号后面少一个空格", "lacks a space after it"),
    "XG022": ("全角冒号", "full-width colon"),
    "XG023": ("要用「: 」", "separated by `: `"),
    "XG024": ("半角逗号把", "half-width comma cuts"),
    "XG025": ("千分位逗号", "thousands comma"),
    "XG026": ("「-」后面是空的", "Nothing follows the `-`"),
    "XG027": ("没有名称", "no name before the colon"),
    "XG028": ("没有写内容", "Nothing is said about"),
    "XG030": ("不能跨行", "stays on one line"),
    "XG031": ("「-」后面少一个空格", "The `-` lacks a space"),
    "XG032": ("半角「-」", "half-width `-`"),
    "XG033": ("缩进里有全角空格", "indentation contains a wide or hard space"),
    "XG034": ("内容的两端", "at an end of the value"),
    "XG035": ("成了另一个名称", "is another name"),
    "XG036": ("看不见的字符（U+200B", "invisible character (U+200B"),
    "XG037": ("形近的另一个字符", "look-alike"),
    "XG038": ("成了注释", "is a comment"),
    "XG039": ("不是注释", "is no comment"),
    "XG050": ("「>」开头的文字在这里有别的含义", "begins with `>` means something else"),
    "XG051": ("这里是全角「，」", "the full-width `，`"),
    "XG052": ("不用「;」", "not `;`"),
    "XG053": ("全角括号", "full-width bracket"),
    "XG054": ("当成新的一项", "taken for a new entry"),
    "XG055": ("另起一行并缩进", "on a line of its own, indented"),
    "XG056": ("两端括号不同的范围", "different brackets at its ends"),
    "XG057": ("档次要用文字写", "written in words"),
    "XG058": ("引号只括住了开头几个字", "hold only the first words"),
    "XG059": ('第 1 行的引号「"」没有闭合', "on line 1 is not closed"),
    "XG060": ("开头的文字会被当作列表", "taken for a list"),
    "XG061": ("括号里的文字不能含", "inside brackets cannot contain"),
    "XG062": ("不能以「%」开头", "cannot begin with `%`"),
    "XG063": ("文字不能以", "A text cannot begin with"),
    "XG064": ("制表符", "a tab"),
    "XG065": ("同一层里有的用了「- 」", "Some lines at this depth begin with `- `"),
    "XG066": ("不齐", "This line is indented by"),
    "XG067": ("第 1 行的「[」没有配上「]」", "The `[` on line 1 has no `]`"),
    "XG068": ("分隔线", "A rule between parts"),
    "XG069": ("双引号里的「\\」有特殊含义", "has a special meaning"),
    "XG070": ("括号因此没有闭合", "the bracket is not closed"),
    "XG072": ("没有「: 」", "has no `: `"),
    "XG074": ("多了一个「]」", "a `]` too many"),
    "XG075": ("冒号后面是全角空格", "After the colon stands a wide"),
}


def _check(written: str, found: Found, mend: str | None) -> None:
    _, problems = read_source(written, "a.yaml")

    assert [(each.code, each.span.line, each.span.column) for each in problems] == found
    assert problems[0].mend == mend
    for each in problems:
        zh, en = SAID[each.code]
        assert zh in each.headline("zh")
        assert en in each.headline("en")
        assert f"a.yaml:{each.span.line}:{each.span.column}: {each.code} " in render(each)
    for hint in (problems[0].hint("zh"), problems[0].hint("en")):
        assert hint is not None
        # The proposal for a line that begins with a percent sign is worded without it.
        assert mend is None or mend in hint or problems[0].code == "XG018"


@pytest.mark.parametrize(
    ("written", "found", "mend"),
    [
        pytest.param("a: 1\n年限: >= 6年\nb: 2\n", [("XG050", 2, 5)], "满6年", id="A1-at-least"),
        pytest.param("年限: >=6年\n", [("XG050", 1, 5)], "满6年", id="A1-at-least-no-space"),
        pytest.param("年限: > 6年\n", [("XG050", 1, 5)], "超过6年", id="A1-more-than"),
        pytest.param("年限: >6年\n", [("XG050", 1, 5)], "超过6年", id="A1-more-than-no-space"),
        pytest.param("日期: >= 2031-04-01\n", [("XG050", 1, 5)], "不早于 2031-04-01", id="A1-date"),
        pytest.param("a: {年限: >=6年}\n", [("XG050", 1, 9)], "满6年", id="A2-in-braces"),
        pytest.param("a: [>6年]\n", [("XG050", 1, 5)], "超过6年", id="A2-in-brackets"),
        pytest.param(
            "性别: 女\n年限：满6年\n学段: 小学\n", [("XG022", 2, 3)], "年限: 满6年", id="A3-between-good-lines"
        ),
        pytest.param("年限：满6年\n性别: 女\n", [("XG022", 1, 3)], "年限: 满6年", id="A4-first-line"),
        pytest.param("a: {在编在职: 是，性别: 女}\n", [("XG051", 1, 12)], ", ", id="A5"),
        pytest.param("a: {性别: 女; 年龄: 满50岁}\n", [("XG052", 1, 10)], ", ", id="A6"),
        pytest.param("a: ｛在编在职: 是｝\n", [("XG053", 1, 4)], "{", id="A7"),
        pytest.param("title: 试点: 第二版\n", [("XG054", 1, 10)], "试点：第二版", id="A8-title"),
        pytest.param("about: 有下列情形之一的:\nb: 1\n", [("XG054", 1, 16)], "有下列情形之一的：", id="A8-at-end"),
        pytest.param("a: {title: 试点: 第二版}\n", [("XG054", 1, 14)], "试点：第二版", id="A8-in-braces"),
        pytest.param("when: 性别: 女\n", [("XG055", 1, 9)], "{性别: 女}", id="A9"),
        pytest.param("a:\n  年限: [6年, 10年)\n  b: 2\nc: 3\n", [("XG056", 2, 7)], "满6年不满10年", id="A10"),
        pytest.param("a: {(5年, 10年]: 1}\n", [("XG057", 1, 5)], "超过5年不超过10年", id="A11"),
        pytest.param('title: "县管校聘"改革\n', [("XG058", 1, 14)], "“县管校聘”改革", id="A12-double"),
        pytest.param("title: '县管校聘' 改革\nb: 1\n", [("XG058", 1, 14)], "“县管校聘” 改革", id="A12-single"),
        pytest.param('title: "县管校聘\nb: 1\n', [("XG059", 1, 8)], '"县管校聘"', id="A13-to-the-end"),
        pytest.param(
            'title: "县管校聘\nb: "x"\nc: 1\n', [("XG059", 1, 8)], '"县管校聘"', id="A13-to-the-next-quote"
        ),
        pytest.param('a: {b: "x, c: d}\ne: 1\n', [("XG059", 1, 8)], '"x"', id="A13-in-braces"),
        pytest.param("a: [试行]办法\nb: 1\n", [("XG060", 1, 4)], "（试行）办法", id="A14-square"),
        pytest.param("a: {县}教育局\n", [("XG060", 1, 4)], "（县）教育局", id="A14-curly"),
        pytest.param("a: {about: 对象[含校长]}\n", [("XG061", 1, 14)], "对象（含校长）", id="A15-square"),
        pytest.param("a: {x: 对象{甲}}\n", [("XG061", 1, 10)], "对象（甲）", id="A15-curly"),
        pytest.param("率: %10\n", [("XG062", 1, 4)], "10%", id="A16"),
        pytest.param("a: 1\n%10: 是\nb: 2\n", [("XG018", 2, 1)], '"%10: 是"', id="A17"),
        pytest.param("a: *任期\n", [("XG009", 1, 4)], None, id="A18-star"),
        pytest.param("a: *任期 1\n", [("XG009", 1, 4)], None, id="A18-star-and-more"),
        pytest.param("a: @国家\n", [("XG063", 1, 4)], '"@国家"', id="A18-at"),
        pytest.param("a: `合格`\n", [("XG063", 1, 4)], '"`合格`"', id="A18-backtick"),
        pytest.param("a: !不满 6年\n", [("XG017", 1, 4)], '"!不满 6年"', id="A18-exclamation"),
        pytest.param("a: !=合格\n", [("XG010", 1, 4)], "不是 合格", id="A18-unequal"),
        pytest.param("a: |合格\n", [("XG063", 1, 4)], '"|合格"', id="A18-bar"),
        pytest.param("a: ? 未知\n", [("XG063", 1, 4)], '"? 未知"', id="A18-question"),
        pytest.param("? 未知\n: x\n", [("XG063", 1, 1)], '"? 未知"', id="A18-question-key"),
        pytest.param("a: - 扣分\n", [("XG063", 1, 4)], '"- 扣分"', id="A18-dash"),
        pytest.param("a:\n\tb: 1\n", [("XG064", 2, 1)], None, id="A19-indent"),
        pytest.param("a:\t是\n", [("XG064", 1, 3)], None, id="A19-after-colon"),
        pytest.param("a:\n  b: 1\n\tc: 2\n", [("XG064", 3, 1)], None, id="A19-after-good-lines"),
        pytest.param("a:\n  - x\n  b: 1\n", [("XG065", 3, 3)], None, id="A20-list-then-name"),
        pytest.param("a:\n  b: 1\n  - x\n", [("XG065", 3, 3)], None, id="A20-name-then-list"),
        pytest.param("a:\n  b: 1\n c: 2\nd: 3\n", [("XG066", 3, 1)], None, id="A21-too-few"),
        pytest.param("a:\n  b: 1\n   c: 2\n", [("XG066", 3, 1)], None, id="A21-too-many"),
        pytest.param("any: [孕期, 哺乳期\nb: 1\nc: 2\n", [("XG067", 1, 6)], "]", id="A22-next-name"),
        pytest.param("any: [孕期, 哺乳期\n", [("XG067", 1, 6)], "]", id="A22-end-of-file"),
        pytest.param(
            "when:\n  年龄: 满45岁\n  年龄: 不超过50岁\n",
            [("XG014", 3, 3)],
            "年龄: 满45岁 且 不超过50岁",
            id="A23-two-conditions",
        ),
        pytest.param("any:\n  - a: 1\nany:\n  - b: 2\n", [("XG013", 3, 1)], None, id="A23-any-twice"),
        pytest.param("a: 1\n————\nb: 2\n", [("XG068", 2, 1)], "# ————", id="A25"),
        pytest.param('a: "C:\\教育"\n', [("XG069", 1, 7)], "'C:\\教育'", id="A26-path"),
        pytest.param('a: "满\\6年"\n', [("XG069", 1, 6)], "'满\\6年'", id="A26-digit"),
        pytest.param("a: {学校: 一中 #2校区, 性别: 女}\nb: 1\n", [("XG070", 1, 12)], None, id="A27"),
        pytest.param("a:\n  >= 7: 甲\n  b: x\n", [("XG050", 2, 3)], "满7", id="A28"),
    ],
)
def test_the_parser_gives_up_and_the_author_hears_why(written: str, found: Found, mend: str | None) -> None:
    """Given a slip YAML refuses, when it is read, then place, cause and mend are the author's, not the parser's."""
    _check(written, found, mend)


@pytest.mark.parametrize(
    ("written", "found", "mend"),
    [
        pytest.param("a: {在编在职:是, 性别:女}\n", [("XG021", 1, 9), ("XG021", 1, 15)], "在编在职: 是", id="B1"),
        pytest.param("a: {在编在职：是, 性别: 女}\n", [("XG022", 1, 9)], "在编在职: 是", id="B2"),
        pytest.param("when:\n  年限:满6年\n", [("XG021", 2, 5)], "年限: 满6年", id="B3"),
        pytest.param(
            "when:\n  年限:满6年\n  性别:女\n", [("XG021", 2, 5), ("XG021", 3, 5)], "年限: 满6年", id="B4"
        ),
        pytest.param("在编在职: 是\n  年限：满6年\n", [("XG030", 2, 3), ("XG022", 2, 5)], None, id="B5"),
        pytest.param("a:\n  - 在编在职\n   - 满六年\n", [("XG030", 3, 4)], None, id="B6"),
        pytest.param("a:\n  -甲\n  -乙\n", [("XG031", 2, 3), ("XG031", 3, 3)], "- 甲", id="B7"),
        pytest.param("a:\n  -距法定退休: 不足 3年\n", [("XG031", 2, 3)], "- 距法定退休: 不足 3年", id="B8"),
        pytest.param("a:\n  － 甲\n  － 乙\n", [("XG032", 2, 3), ("XG032", 3, 3)], "- 甲", id="B9"),
        pytest.param(
            "a: {id: 四, about: 轮岗对象, 比例和期限}\n",
            [("XG024", 1, 19)],
            "about: 轮岗对象，比例和期限",
            id="B10",
        ),
        pytest.param("a: {额: 10,000元}\n", [("XG025", 1, 8)], "额: 10000元", id="B11"),
        pytest.param("a: {a: 满6年, 不满10年}\n", [("XG024", 1, 8)], "a: 满6年不满10年", id="B12"),
        pytest.param("a: {calc: min(4, 档数)}\n", [("XG024", 1, 11)], 'calc: "min(4, 档数)"', id="B13"),
        pytest.param("title: 一中 #2校区\n", [("XG038", 1, 11)], '"一中 #2校区"', id="B17"),
        pytest.param("身份: &骨干教师 是\n", [("XG008", 1, 5)], '"&骨干教师 是"', id="B18"),
        pytest.param("when:\n\u3000\u3000年限: 满6年\n", [("XG033", 2, 1)], None, id="B19"),
        pytest.param("a: 1\n在编在职:\u3000是\nb: 1\n", [("XG075", 2, 6)], "在编在职: 是", id="B20-glued"),
        pytest.param("在编在职:\u3000是\n", [("XG075", 1, 6)], "在编在职: 是", id="B20-only-line"),
        pytest.param("a: \u3000是\n", [("XG034", 1, 4)], "是", id="B20-wide"),
        pytest.param("a: \xa0是\n", [("XG034", 1, 4)], "是", id="B20-hard"),
        pytest.param("a: '是\u3000'\n", [("XG034", 1, 6)], "是", id="B20-quoted-end"),
        pytest.param("性别\u3000: 女\n性别: 男\n", [("XG035", 1, 3), ("XG015", 2, 1)], "性别", id="B21"),
        pytest.param("性\u200b别: 女\n", [("XG036", 1, 2)], "性别", id="B22-invisible"),
        pytest.param("⼥: 1\n", [("XG037", 1, 1)], "女", id="B22-radical"),
        pytest.param("yeаrs: 1\n", [("XG037", 1, 3)], "years", id="B22-cyrillic"),
        pytest.param("年龄（周岁）: 1\n年龄(周岁): 2\n", [("XG015", 2, 1)], None, id="B23"),
        pytest.param("a: {性别 = 女}\n", [("XG023", 1, 8)], "性别: 女", id="B27-in-braces"),
        pytest.param("b:\n  性别＝女\n", [("XG023", 2, 5)], "性别: 女", id="B27-own-line"),
        pytest.param("a: 1\n性别＝女\nb: 1\n", [("XG023", 2, 3)], "性别: 女", id="B27-between"),
        pytest.param("outcomes: {due, not_due}\n", [("XG028", 1, 12), ("XG028", 1, 17)], "due: …", id="B28"),
        pytest.param("clause:\na: 1\n", [("XG020", 1, 1)], None, id="B29-name"),
        pytest.param("a:\n  -\n  - x\n", [("XG026", 2, 3)], None, id="B29-dash"),
        pytest.param("%YAML 1.1\n---\na: 1\n", [("XG007", 1, 1)], None, id="B33"),
        pytest.param("a: 1\n---\nb: 2\n", [("XG006", 2, 1)], None, id="B34-dashes"),
        pytest.param("a: 1\n...\nb: 2\n", [("XG006", 2, 1)], None, id="B34-dots"),
        pytest.param("[1, 3]: 甲\n", [("XG012", 1, 1)], None, id="B35"),
        pytest.param("a: {第1, 2名: 甲}\n", [("XG024", 1, 5)], "第1、2名", id="B36"),
        pytest.param("年龄: >6\nb: 1\n", [("XG050", 1, 5)], "超过6", id="block-header"),
        pytest.param("年龄: != 6\n", [("XG010", 1, 5)], "不是 6", id="unequal"),
        pytest.param("a: 满6年#注\n", [("XG039", 1, 7)], "满6年 # 注", id="glued-hash"),
        pytest.param("%TAG ! tag:x,2022:\n---\na: 1\n", [("XG007", 1, 1)], None, id="tag-directive"),
        pytest.param("<<: x\n", [("XG011", 1, 1)], None, id="merge-key"),
        pytest.param("a: 1\n无冒号\nb: 1\n", [("XG072", 2, 1)], None, id="no-colon"),
        pytest.param("a: 1\nb: [1]]\n", [("XG074", 2, 7)], None, id="stray-bracket"),
        pytest.param("a:\n  - 甲\n  -乙\nb: 1\n", [("XG031", 3, 3)], "- 乙", id="dash-among-items"),
        pytest.param("a:\n  : 1\n", [("XG027", 2, 3)], None, id="name-missing"),
    ],
)
def test_yaml_accepts_it_and_the_author_is_told(written: str, found: Found, mend: str | None) -> None:
    """Given a slip YAML reads as something else, when it is read, then it is an error with place, cause and mend."""
    _check(written, found, mend)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_parser_words_reach_an_author(lang: str) -> None:
    """Given text no rule explains, when the parser gives up, then its complaint is shown translated, with a place."""
    _, problems = read_source("x" * 2000 + ": 1\n", "a.yaml")

    assert [each.code for each in problems] == ["XG071"]
    headline = problems[0].headline("zh" if lang == "zh" else "en")
    assert "token" not in headline
    assert ("另" in headline or "再" in headline) if lang == "zh" else "another `: `" in headline


def test_certain_slips_are_found_after_a_syntax_error() -> None:
    """Given several slips, when the first ends the parsing, then the certain ones further down are named as well."""
    text = "a: >= 6年\nb：2\nc: != 3\nd:\n\te: 1\nf: {g: >1}\n"

    _, problems = read_source(text)

    assert [(each.code, each.span.line) for each in problems] == [
        ("XG050", 1),
        ("XG022", 2),
        ("XG010", 3),
        ("XG064", 5),
        ("XG050", 6),
    ]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("a: |\n  说明：首行\n  b: >= 6\n  - x\n", id="literal"),
        pytest.param("a: >-\n  说明：首行\n  ————\n", id="folded"),
        pytest.param('a: "\n  说明：首行"\n', id="quoted"),
    ],
)
def test_nothing_is_guessed_inside_long_texts(block: str) -> None:
    """Given a long text that looks like slips, when another line breaks the file, then only that line is named."""
    _, problems = read_source(block + "z: >= 6年\n")

    assert [each.code for each in problems] == ["XG050"]


# Slips that only the vocabulary can recognise: the rule here, the expectation elsewhere.


def _text(written: str) -> LText:
    return LText(written, Span.at(3, 5, len(written)))


def _list(*words: str) -> LList:
    return LList(tuple(map(_text, words)), Span.at(3, 5, 10))


@pytest.mark.parametrize(
    ("rule", "node", "code", "mend"),
    [
        pytest.param(date_problem, _text("2022-02-30"), "XG044", None, id="A24-february"),
        pytest.param(date_problem, _text("2022-09-31"), "XG044", None, id="A24-september"),
        pytest.param(date_problem, _text("2022-09-30"), None, None, id="A24-last-day"),
        pytest.param(date_problem, _text("20220901"), "XG045", "2022-09-01", id="B40-no-separators"),
        pytest.param(date_problem, _text("20229901"), "XG045", None, id="B40-no-such-month"),
        pytest.param(date_problem, _text("07-31"), "XG046", "每年7月31日", id="B40-no-year"),
        pytest.param(date_problem, _text("8-15"), "XG046", "每年8月15日", id="B40-short"),
        pytest.param(date_problem, _text("2-29"), "XG046", "每年2月29日", id="B40-leap-day"),
        pytest.param(date_problem, _text("满6年"), None, None, id="not-a-date-at-all"),
        pytest.param(quoted_value_problem, _text("“女”"), "XG043", "女", id="B24-double"),
        pytest.param(quoted_value_problem, _text("‘女’"), "XG043", "女", id="B24-single"),
        pytest.param(quoted_value_problem, _text("“>= 6年”"), "XG043", ">= 6年", id="B24-test"),
        pytest.param(quoted_value_problem, _text("“县管校聘”改革"), None, None, id="B24-title"),
        pytest.param(list_in_text_problem, _text("孕期, 病假"), "XG041", "[孕期, 病假]", id="B15-comma"),
        pytest.param(list_in_text_problem, _text("孕期、病假"), "XG041", "[孕期, 病假]", id="B15-enumeration"),
        pytest.param(list_in_text_problem, _text("孕期"), None, None, id="B15-one-name"),
        pytest.param(list_of_quantities_problem, _list("6年", "10年"), "XG042", "6年 至 10年", id="B16"),
        pytest.param(list_of_quantities_problem, _list("6年", "8年", "10年"), None, None, id="B16-three"),
        pytest.param(list_of_quantities_problem, _list("校长", "副校长"), None, None, id="B16-words"),
        pytest.param(no_value_problem, _text("null"), "XG047", "未知", id="B32-null"),
        pytest.param(no_value_problem, _text("~"), "XG047", "未知", id="B32-tilde"),
        pytest.param(no_value_problem, _text("无"), None, None, id="B32-none"),
        pytest.param(row_number_problem, _text("01"), "XG048", "1", id="B31"),
        pytest.param(row_number_problem, _text("10"), None, None, id="B31-ten"),
        pytest.param(row_number_problem, _text("0"), None, None, id="B31-zero"),
        pytest.param(full_stop_problem, _text("在编在职。"), "XG049", "在编在职", id="B38"),
        pytest.param(full_stop_problem, _text("在编在职"), None, None, id="B38-clean"),
        pytest.param(
            empty_collection_problem, LMap((), Span.at(3, 5, 2), flow=True), "XG020", None, id="B29-braces"
        ),
        pytest.param(
            empty_collection_problem, LList((), Span.at(3, 5, 2), flow=True), "XG020", None, id="B29-list"
        ),
        pytest.param(empty_collection_problem, _list("甲"), None, None, id="B29-filled"),
    ],
)
def test_rules_that_need_the_vocabulary(rule, node: Node, code: str | None, mend: str | None) -> None:  # type: ignore[no-untyped-def]
    """Given a text where the caller knows what is expected, when its rule is asked, then it names cause and mend."""
    problem = rule(node)

    assert (None if problem is None else problem.code) == code
    if problem is not None:
        assert problem.mend == mend
        assert problem.span == node.span
        assert problem.headline("zh") != problem.headline("en")


@pytest.mark.parametrize("written", ["骨干教师，学科带头人", "甲、乙"], ids=["B14-comma", "B14-enumeration"])
def test_one_item_with_the_wrong_separator(written: str) -> None:
    """Given a list whose only item holds separators, when it is asked, then the half-width comma is proposed."""
    problem = list_in_text_problem(_text(written), in_list=True)

    assert problem is not None
    assert problem.code == "XG040"
    assert ", " in (problem.mend or "")


def test_a_condition_without_its_colon() -> None:
    """Given a known name and its test in one text (B37), when it is asked, then the colon is proposed."""
    problem = missing_colon_problem(_text("距法定退休 不足 3年"), frozenset({"距法定退休"}))

    assert problem is not None
    assert (problem.code, problem.mend) == ("XG029", "距法定退休: 不足 3年")
    assert missing_colon_problem(_text("距法定退休 不足 3年"), frozenset({"性别"})) is None


@pytest.mark.parametrize(
    "written",
    ["2022-09-01", "2022/09/01", "2022.9.1", "2022-9-1", "2022年9月1日", "2022－09－01"],
)
def test_five_spellings_of_a_date_are_one_day(written: str) -> None:
    """Given any accepted spelling of a day (B39), when it is read, then it is that day and no problem."""
    assert read_day(written) == (2022, 9, 1)
    assert date_problem(_text(written)) is None


@pytest.mark.parametrize(
    "written",
    [
        "4.10",
        "2022.10",
        "1.",
        "08",
        "010200",
        "8.15",
        "1_000",
        "1e3",
        "no",
        "on",
        "12:30",
        "1:19",
        "2022-09",
        "~",
        "0x1F",
    ],
)
def test_no_value_changes_its_kind(written: str) -> None:
    """Given text another loader would turn into a number, a time or nothing (B30, B32), then it stays as written."""
    node, problems = read_source(f"a: {written}\n{written}: b\n")

    assert problems == []
    assert isinstance(node, LMap)
    assert [entry.key.text for entry in node.entries] == ["a", written]
    assert node.get("a") == LText(written, Span.at(1, 4, len(written)))


@pytest.mark.parametrize(
    ("key", "previous", "code"),
    [
        pytest.param("在编在职:是", None, "XG021", id="colon-without-space"),
        pytest.param("在编在职：是", None, "XG022", id="full-width-colon"),
        pytest.param("性别 = 女", None, "XG023", id="equals"),
        pytest.param("比例和期限", "轮岗对象", "XG024", id="comma-before"),
        pytest.param("000元", "10", "XG025", id="thousands"),
        pytest.param("依据", None, "XG020", id="nothing-written"),
    ],
)
def test_the_cause_of_an_empty_value(key: str, previous: str | None, code: str) -> None:
    """Given a name without a value, when the cause is asked, then name and the text before it give it away."""
    assert empty_value_cause(_text(key), None if previous is None else _text(previous)).code == code


@pytest.mark.parametrize("written", ["1:12", "12:30", "http://a.b", "C:\\教育", "满6年", ">=6年", "甲 乙: 丙"])
def test_texts_that_are_no_glued_pair(written: str) -> None:
    """Given ratios, times, addresses and plain words, when asked for a glued pair, then there is none."""
    assert glued(written) is None


def test_names_are_folded_by_width_and_form_only() -> None:
    """Given names, when they are folded, then width and compatibility forms are one and other signs stay apart."""
    assert fold_name("ＡＢ（周岁）：") == "AB(周岁):"
    assert fold_name("⼥") == "女"
    assert fold_name("é") == fold_name("e\u0301")
    assert fold_name("①") != fold_name("1")
    assert null_or_empty(LText("", Span.none()))
    assert not null_or_empty(LText("", Span.none(), "double"))
