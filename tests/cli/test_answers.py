"""`xgxp decide` and `xgxp explain`: what is printed, and with which exit status the program leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POLICY, RECORD, County, Done

Run = Callable[..., Done]
ASKED = ("--policy", "sample.county.xgxp", "--as-of", "2026-09-01")


def test_decide_prints_a_card(xgxp: Run, record: str) -> None:
    """Given a record that is due, when it is decided, then the card says so, by which clause and why."""
    done = xgxp("decide", record, *ASKED)

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("轮岗交流：应交流（应当）")
    assert "依据  四(四) 轮岗对象" in done.out
    assert "恰于 2026-09-01 期满" in done.out


def test_a_negative_answer_is_no_error(xgxp: Run, record: str) -> None:
    """Given the day before the six years are full, when it is decided, then the answer is no and the status 0."""
    done = xgxp("decide", record, "--policy", "sample.county.xgxp", "--as-of", "2026-08-31")

    assert done.status == 0
    assert "非交流对象" in done.out
    assert "差1天，到2026-09-01才满" in "".join(done.out.split())


def test_explain_prints_the_worksheet(xgxp: Run, record: str) -> None:
    """Given a record, when it is explained, then rules, facts, parameters and the content hash are shown."""
    done = xgxp("explain", record, *ASKED)

    assert done.status == 0
    assert [part in done.out for part in ("rotation.due", "【事实】", "最低同校年限  6年", "【版本与指纹】")] == [
        True
    ] * 4


def test_english(xgxp: Run, record: str) -> None:
    """Given --lang en, when a record is decided, then ids and English words are used."""
    done = xgxp("decide", record, *ASKED, "--lang", "en")

    assert done.out.startswith("rotation: due (must)")


def test_json_is_an_array_of_receipts(xgxp: Run, record: str) -> None:
    """Given --format json, when a record is decided, then an array of receipts comes out, the same bytes twice."""
    one, two = (
        xgxp("decide", record, *ASKED, "--format", "json"),
        xgxp("explain", record, *ASKED, "--format", "json"),
    )

    receipts = json.loads(one.out)
    assert [(each["decision"], each["outcome"]) for each in receipts] == [("rotation", "due")]
    assert one.out == two.out


def test_json_does_not_depend_on_the_locale(xgxp: Run, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given another locale, when receipts are written, then they are the same: only --lang changes them."""
    here = xgxp("decide", record, *ASKED, "--format", "json").out
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert xgxp("decide", record, *ASKED, "--format", "json").out == here
    assert xgxp("decide", record, *ASKED, "--format", "json", "--lang", "en").out != here


def test_markdown(xgxp: Run, record: str) -> None:
    """Given --format markdown, when a record is decided, then a heading and a list come out."""
    done = xgxp("decide", record, *ASKED, "--format", "markdown")

    assert done.out.startswith("### 轮岗交流：应交流（应当）")
    assert "\n- **依据** 四(四)" in done.out


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        pytest.param(RECORD, 0, id="yaml"),
        pytest.param('{"在编在职": "是"}', 0, id="json"),
        pytest.param("- 甲", 4, id="a-list"),
        pytest.param("", 4, id="nothing"),
    ],
)
def test_a_record_from_standard_input(xgxp: Run, typed: str, status: int) -> None:
    """Given - for the record, when standard input holds one, then it is decided; its faults are data faults."""
    done = xgxp("decide", "-", *ASKED, typed=typed.encode())

    assert done.status == status
    assert done.err.startswith("<stdin>") == (status == 4)


def test_a_reading_may_be_chosen(xgxp: Run, county: County) -> None:
    """Given an unknown leave, when the reading that does not ask for it is chosen, then the answer is settled."""
    file = county.file("unknown.yaml", RECORD.replace("长期病假: 否\n", ""))

    assert "尚不能确定" in xgxp("decide", file, *ASKED).out
    chosen = xgxp("decide", file, *ASKED, "--reading", "长期病假怎样认定=一概不问")
    assert chosen.out.startswith("轮岗交流：应交流")
    assert "一概不问（待明确，非默认）" in chosen.out


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param((), 0, id="an-open-answer-is-no-error"),
        pytest.param(("--require-determined",), 5, id="unless-an-answer-is-required"),
        pytest.param(("--require-determined", "--format", "json"), 5, id="in-json-too"),
    ],
)
def test_undetermined(xgxp: Run, county: County, options: tuple[str, ...], status: int) -> None:
    """Given an open answer, when one is required, then the status is 5 and the answer is printed all the same."""
    file = county.file("open.yaml", "在编在职: 是\n")

    done = xgxp("decide", file, *ASKED, *options)

    assert done.status == status
    assert "任职经历" in done.out


def test_decided_answers_satisfy_the_requirement(xgxp: Run, record: str) -> None:
    """Given a settled answer, when one is required, then the status is 0."""
    assert xgxp("decide", record, *ASKED, "--require-determined").status == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"--as-of": "2026-02-30"}, "`2026-02-30` 不是日历上的日子", id="no-such-day"),
        pytest.param({"--as-of": "1/9/2026"}, "请写成 年-月-日，例如 `2026-09-01`", id="another-order"),
        pytest.param({"--as-of": "２０２６-09-01"}, "不是日期", id="full-width"),
        pytest.param({"--as-of": "2020-01-01"}, "没有施行的版本", id="before-the-policy"),
        pytest.param({"--policy": "sample.county.xgx"}, "是否想写 `sample.county.xgxp`？", id="policy-misspelt"),
        pytest.param({"--decision": "轮岗交"}, "是否想写 `轮岗交流`？", id="decision-misspelt"),
        pytest.param({"--decision": "rotaton"}, "是否想写 `rotation`？", id="decision-id-misspelt"),
        pytest.param({"--reading": "甲"}, "请写成 `理解的名称=所选`", id="reading-without-choice"),
        pytest.param({"--reading": "甲=乙"}, "没有这样的理解", id="unknown-reading"),
        pytest.param(
            {"--policies": "/no/such/folder"}, "/no/such/folder: XG531 没有这个政策文件夹", id="no-folder"
        ),
        pytest.param({"--format": "xml"}, "--format 不能是 xml，可用：text、json、markdown", id="format"),
        pytest.param({"--lang": "fr"}, "--lang 不能是 fr", id="language"),
        pytest.param({"--asof": "2026-09-01"}, "没有选项 --asof，是否想写 --as-of？", id="option-misspelt"),
        pytest.param({"second.yaml": ""}, "多出的内容：second.yaml", id="two-records"),
    ],
)
def test_a_wrong_call(xgxp: Run, record: str, change: dict[str, str], said: str) -> None:
    """Given a call with one slip, when it is run, then it says which and what to write, with status 2."""
    typed = {"--policy": "sample.county.xgxp", "--as-of": "2026-09-01", **change}

    done = xgxp("decide", record, *(part for pair in typed.items() for part in pair if part))

    assert done.status == 2
    assert done.out == ""
    assert said in done.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(("decide",), "缺少 RECORD", id="no-record"),
        pytest.param(("decide", "x.yaml"), "缺少 --policy", id="no-policy"),
        pytest.param(("decied", "x.yaml"), "没有命令 decied，是否想写 decide？", id="verb-misspelt"),
        pytest.param(("decide", "x.yaml", "--policy"), "选项 --policy 后面缺少值", id="no-value"),
        pytest.param(("--format", "json", "decide"), "没有选项 --format", id="option-before-the-verb"),
        pytest.param(("schema", "teachers"), "不能是 teachers，可用：policy、cases、settings", id="no-such-schema"),
    ],
)
def test_an_unfinished_call(xgxp: Run, args: tuple[str, ...], said: str) -> None:
    """Given a call that lacks something, when it is run, then Chinese words say what, with status 2."""
    done = xgxp(*args)

    assert done.status == 2
    assert said in done.err


def test_missing_files_and_folders(xgxp: Run, county: County) -> None:
    """Given a record that is no file, when it is decided, then plain words say so, with status 2."""
    missing, folder = str(county.files / "no.yaml"), str(county.files)

    assert (xgxp("decide", missing, *ASKED).status, xgxp("decide", folder, *ASKED).status) == (2, 2)
    assert f"{missing}: XG520 没有这个文件" in xgxp("decide", missing, *ASKED).err
    assert "这是文件夹" in xgxp("decide", folder, *ASKED).err
    assert "there is no such file" in xgxp("decide", missing, *ASKED, "--lang", "en").err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("a.yaml", "在编在职: 是\n性别: 人\n", "a.yaml:2:5: XG408", id="a-value"),
        pytest.param("a.yaml", "在编在知: 是\n", "是否想写 `在编在职`", id="a-name"),
        pytest.param("a.yaml", "在编在职: 是\n出生日期: 2030-01-01\n", "XG430", id="born-later"),
        pytest.param("a.yaml", "在编在职:是\n", "a.yaml:1:", id="a-missing-space"),
        pytest.param("a.json", '{"在编在职": "是",}', "a.json:1:", id="broken-json"),
        pytest.param("a.yaml", b"\xd0\xd5\xc3\xfb: \xc0\xee", "GBK", id="gbk"),
    ],
)
def test_invalid_data(xgxp: Run, county: County, name: str, text: str | bytes, said: str) -> None:
    """Given a faulty record, when it is decided, then its faults are named with their places, with status 4."""
    done = xgxp("decide", county.file(name, text), *ASKED)

    assert done.status == 4
    assert done.out == ""
    assert said in done.err.replace("请写", "是否想写")


def test_a_faulty_policy(xgxp: Run, county: County, record: str) -> None:
    """Given a policy with a misspelt fact, when a record is decided, then the policy's line is shown, with status 3."""
    county.policy(POLICY.replace("同校连续任教: 满", "同校连任年限: 满"))

    done = xgxp("decide", record, *ASKED)

    assert done.status == 3
    assert "^^^^" in done.err


def test_a_bug_is_an_apology(xgxp: Run, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a defect in the program, when it shows, then the status is 70 and neither trace nor data are printed."""
    _break(monkeypatch)

    done = xgxp("decide", record, *ASKED)

    assert done.status == 70
    assert "抱歉" in done.err
    assert "KeyError" in done.err
    assert "李梅" not in done.err
    assert "Traceback" not in done.err


def test_a_bug_can_be_looked_into(xgxp: Run, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given XGXP_DEBUG=1, when a defect shows, then the whole trace is printed and the status stays 70."""
    _break(monkeypatch)
    monkeypatch.setenv("XGXP_DEBUG", "1")

    done = xgxp("decide", record, *ASKED)

    assert done.status == 70
    assert "Traceback" in done.err
    assert "KeyError" in done.err


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **named: object) -> None:
        raise KeyError("李梅")

    monkeypatch.setattr("xgxp_rules.tools.answers.answers", broken)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        pytest.param("{在编在职: 否}", ["rotation"], id="of-a-teacher"),
        pytest.param("{名称: 一中, 班级数: 3, 学区: 东片}", ["size"], id="of-a-school"),
        pytest.param("{编号: '1', 年度: 2026, 改革启动日: 2026-03-01}", ["reform"], id="of-a-county"),
        pytest.param("{}", ["rotation"], id="of-nobody"),
    ],
)
def test_the_kind_of_a_record_is_seen_by_its_names(
    xgxp: Run, county: County, tmp_path: Path, text: str, decided: list[str]
) -> None:
    """Given a policy about several kinds of record, when one is decided, then the decisions of its kind are asked."""
    more = POLICY.replace(
        "rules:\n  - id",
        "  size: {title: 规模, about: school, value: 班级数}\n"
        "  reform: {title: 改革, about: county_year, value: 改革启动日}\n"
        "facts: {改革启动日: {about: county_year, kind: date}}\nrules:\n  - id",
        1,
    )
    next(county.policies.rglob("2022-trial.yaml")).write_text(more, encoding="utf-8")
    path = tmp_path / "someone.yaml"
    path.write_text(text, encoding="utf-8")

    done = xgxp("decide", str(path), *ASKED, "--format", "json")

    assert [one["decision"] for one in json.loads(done.out)] == decided
