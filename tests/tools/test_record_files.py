"""Reading one record from a file: what is accepted, and what is said of the rest."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import RecordError, UsageError
from xgxp_rules.model.records import School, Teacher
from xgxp_rules.tools.record_files import MAX_BYTES, load_record

YAML = "姓名: 李梅\n性别: 女\n任职经历:\n  - {学校: 一中, 自: 2020-09-01}\n"
JSON = '{"姓名": "李梅", "性别": "女", "任职经历": [{"学校": "一中", "自": "2020-09-01"}]}'


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.yaml", YAML, id="yaml"),
        pytest.param("a.yml", YAML.replace("\n", "\r\n"), id="yaml-with-crlf"),
        pytest.param("a.yaml", b"\xef\xbb\xbf" + YAML.encode(), id="yaml-with-bom"),
        pytest.param("a.json", JSON, id="json"),
        pytest.param("a.json", "\ufeff" + JSON.replace(" ", "\t"), id="json-with-bom-and-tabs"),
        pytest.param("record", JSON, id="json-by-its-look"),
        pytest.param("record", YAML, id="yaml-by-its-look"),
        pytest.param(
            "record", "{姓名: 李梅, 性别: 女, 任职经历: [{学校: 一中, 自: 2020-09-01}]}", id="yaml-in-braces"
        ),
    ],
)
def test_every_spelling_gives_the_same_record(tmp_path: Path, name: str, text: str | bytes) -> None:
    """Given one record in any spelling, when it is read, then it is the same record."""
    record = load_record(write(tmp_path, name, text))

    assert record == Teacher.load(JSON)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given - for the path, when a record is read, then standard input is."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(JSON.encode()), encoding="ascii"))

    assert load_record("-") == Teacher.load(JSON)


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    """Given scalars that YAML would convert, when a record is read, then the vocabulary alone decides what they are."""
    text = "编号: 0800\n在编在职: no\n出生日期: 1980-05\n"

    record = load_record(write(tmp_path, "a.yaml", text))

    assert isinstance(record, Teacher)
    assert (record.id, record.in_post_on_establishment) == ("0800", False)


def test_decimals_stay_exact(tmp_path: Path) -> None:
    """Given a number in JSON, when a record is read, then no float stands between the file and the value."""
    record = load_record(write(tmp_path, "a.json", '{"学生数": 120}'), "school")

    assert isinstance(record, School)
    assert record.pupil_count == Fraction(120)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("a.yaml", "", ["XG016"], id="nothing"),
        pytest.param("a.yaml", "李梅", ["XG456"], id="a-word"),
        pytest.param("a.yaml", "- 性别: 女\n- 性别: 男\n", ["XG455"], id="a-list"),
        pytest.param("a.yaml", "性别: 女\n---\n性别: 男\n", ["a.yaml:2:1: XG006"], id="two-documents"),
        pytest.param("a.yaml", "性别: 女\n性别: 男\n", ["a.yaml:2:1: XG013"], id="a-name-twice"),
        pytest.param("a.yaml", "性别: 女\nsex: male\n", ["性别"], id="id-and-label"),
        pytest.param("a.yaml", "性别:女\n", ["a.yaml:1:3: XG021"], id="no-space"),
        pytest.param("a.yaml", "a: &x 甲\nb: *x\n", ["a.yaml:1:4: XG008", "a.yaml:2:4: XG009"], id="anchors"),
        pytest.param("a.yaml", "a: !!python/object 甲\n", ["a.yaml:1:4"], id="a-tag"),
        pytest.param("a.yaml", "a: [" * 50 + "]" * 50, ["XG902"], id="too-deep"),
        pytest.param("a.yaml", b"\xd0\xd5\xc3\xfb: \xc0\xee", ["GBK"], id="gbk"),
        pytest.param("a.yaml", b"a: \x00", ["XG003"], id="a-control-character"),
        pytest.param(
            "a.yaml",
            "性别: 人\n出生日期: 1980-02-30\n",
            ["a.yaml:1:5: XG408", "a.yaml:2:7: XG407"],
            id="all-at-once",
        ),
        pytest.param(
            "a.yaml",
            "任职经历:\n  - 学校: 一中\n    自: 某日\n",
            ["a.yaml:3:8: XG406 任职经历[1].自"],
            id="inside-a-list",
        ),
        pytest.param("a.yaml", "x" * (MAX_BYTES + 1), ["XG450"], id="too-large"),
        pytest.param("a.json", "[]", ["XG455"], id="json-list"),
        pytest.param("a.json", "1", ["XG456"], id="json-number"),
        pytest.param("a.json", '{\n"性别" "女"\n}', ["a.json:2:6: XG451"], id="json-colon"),
        pytest.param("a.json", '{"性别": "女", "性别": "男"}', ["XG453"], id="json-name-twice"),
        pytest.param("a.json", '{"a": {"b": 1, "b": 2}}', ["XG453"], id="json-name-twice-inside"),
        pytest.param("a.json", '{"a": NaN}', ["XG452"], id="json-nan"),
        pytest.param("a.json", '{"a": -Infinity}', ["XG452"], id="json-infinity"),
        pytest.param("a.json", '{"a":' * 100_000, ["XG454"], id="json-too-deep"),
        pytest.param("a.json", '{"a": 1' + "0" * 5000 + "}", ["XG457"], id="json-long-number"),
        pytest.param("a.json", '{"a": "\\ud800"}', ["XG457"], id="json-half-a-character"),
        pytest.param("a.json", '{\n "性别": "人"}', ["a.json:2:8: XG408"], id="json-places"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, text: str | bytes, said: list[str]) -> None:
    """Given a faulty file, when it is read, then every fault is told with its place, and no line of it is quoted."""
    path = write(tmp_path, name, text)

    with pytest.raises(RecordError) as caught:
        load_record(path)

    told = caught.value.text("zh").replace(str(tmp_path) + "/", "")
    assert [part for part in said if part not in told] == []
    assert all(one.file == str(path) for one in caught.value.diagnostics)
    assert caught.value.text("en") != caught.value.text("zh")
    assert "   1 |" not in told


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("no.yaml", "XG520", id="no-such-file"),
        pytest.param(".", "XG521", id="a-folder"),
        pytest.param("a\0b", "XG522", id="no-possible-name"),
        pytest.param("a.yaml/b", "XG522", id="a-file-as-folder"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, path: str, code: str) -> None:
    """Given a path that is no readable file, when it is read, then the call is wrong, not the data."""
    write(tmp_path, "a.yaml", YAML)

    with pytest.raises(UsageError) as caught:
        load_record(f"{tmp_path}/{path}")

    assert caught.value.code == code
    assert caught.value.exit_code == 2


def test_the_day_of_a_month_stays_open(tmp_path: Path) -> None:
    """Given a birth known to the month, when a record is read, then the day is left open."""
    record = load_record(write(tmp_path, "a.yaml", "出生日期: 1980-05\n"))

    assert isinstance(record, Teacher)
    assert (record.born_on.low, record.born_on.high) == (date(1980, 5, 1), date(1980, 5, 31))  # type: ignore[union-attr]
