"""What can go wrong between a case and the database that keeps it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xgxp_rules.diagnostics import WORDINGS, Both, Diagnostic, XgxpError, register


class StoreError(XgxpError):
    """The database cannot do what was asked; nothing was written. The exit status is that of the first problem."""

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None) -> None:
        super().__init__(diagnostics, sources)
        self.exit_code = WORDINGS[self.code].exit


class Conflict(StoreError):
    """Somebody else wrote first."""


NO_SQLALCHEMY = register(
    "XG800",
    zh="案件库需要另外安装组件：{what}",
    en="the case store needs a further package: {what}",
    mend_zh="请运行 `pip install 'xgxp-rules[cases]'`",
    mend_en="Run `pip install 'xgxp-rules[cases]'`",
    exit=2,
)
BAD_URL = register(
    "XG801",
    zh="不认识的案件库地址 `{name}`",
    en="unknown address of a case store: `{name}`",
    mend_zh="请写成 `sqlite:///文件名` 或 `postgresql://用户@主机/库`，或直接写文件名",
    mend_en="Write `sqlite:///FILE` or `postgresql://USER@HOST/DATABASE`, or a file's name",
    exit=2,
)
CANNOT_OPEN = register(
    "XG802",
    zh="案件库打不开：{why}",
    en="the case store cannot be opened: {why}",
    exit=4,
    mend_zh="请核对案件库的地址和权限；用 `--store` 另写一个",
    mend_en="Check the address of the store and your rights to it, or give another with `--store`",
)
NO_STORE = register(
    "XG803",
    zh="没有案件库 `{name}`",
    en="there is no case store `{name}`",
    mend_zh="第一次 `xgxp case open` 会建立它",
    mend_en="The first `xgxp case open` makes it",
    exit=2,
)
NEWER = register(
    "XG804",
    zh="案件库的格式（{found}）比本程序（{known}）新，未作任何改动",
    en="the case store's schema ({found}) is newer than this program's ({known}); nothing was touched",
    mend_zh="请升级 xgxp-rules",
    mend_en="Upgrade xgxp-rules",
    exit=4,
)
NOT_OURS = register(
    "XG805",
    zh="这个数据库不是案件库",
    en="this database is no case store",
    exit=4,
    mend_zh="请写案件库的文件，或者写一个还没有的文件名，第一次开立案件时会建立",
    mend_en="Name a case store, or a file that does not exist yet: opening the first case makes it",
)
FULL = register(
    "XG806",
    zh="磁盘已满，没有写入；此前登记的内容完好",
    en="the disk is full; nothing was written, and what was recorded before is intact",
    mend_zh="请腾出空间后重新登记",
    mend_en="Free some space and record it again",
    exit=4,
)
BUSY = register(
    "XG807",
    zh="案件库正被占用，等待超时，没有写入",
    en="the case store is in use and waiting took too long; nothing was written",
    mend_zh="请稍后重试",
    mend_en="Try again later",
    exit=4,
)
BROKEN = register(
    "XG808",
    zh="案件库出错，没有写入：{why}",
    en="the case store failed; nothing was written: {why}",
    exit=4,
    mend_zh="请再登记一次；再出错的，请信息人员查看数据库",
    mend_en="Record it again; if it fails again, have the database looked at",
)
CONFLICT = register(
    "XG809",
    zh="案件 `{case}` 刚由他人登记了内容：您看到的是第 {seen} 版，现在是第 {now} 版；您的登记没有写入",
    en="somebody else has recorded in case `{case}`: you saw revision {seen}, it is now {now}; nothing was written",
    mend_zh="请先看 `xgxp case show {mend}`，再登记",
    mend_en="Look at `xgxp case show {mend}` first, then record again",
    exit=4,
)
CASE_EXISTS = register(
    "XG810",
    zh="案件 `{case}` 已经存在",
    en="case `{case}` exists already",
    exit=4,
    mend_zh="请用 `xgxp case record {case}` 接着登记；另一件事请另取编号",
    mend_en="Go on with `xgxp case record {case}`; another matter takes another id",
)
NO_CASE = register(
    "XG811",
    zh="没有案件 `{case}`",
    en="there is no case `{case}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
    advice_zh="请核对案件的编号和案件库",
    advice_en="Check the id of the case and the case store",
)
SPOILT = register(
    "XG812",
    zh="案件 `{case}` 的第 {number} 条登记读不懂：有人用别的程序改过案件库",
    en="entry {number} of case `{case}` cannot be read: another program has been at the case store",
    exit=4,
    mend_zh="请从备份恢复案件库",
    mend_en="Restore the store from a backup",
)

_REASONS = {
    "SQLITE_CANTOPEN": Both(
        "文件打不开，或者它的文件夹不存在", "the file cannot be opened, or its folder is not there"
    ),
    "SQLITE_READONLY": Both("文件或它的文件夹只能读，不能写", "the file or its folder may be read only"),
    "SQLITE_CORRUPT": Both("文件已经损坏", "the file is damaged"),
    "SQLITE_IOERR": Both("磁盘读写出错", "the disk could not be read or written"),
    "25006": Both("数据库现在只能读，不能写", "the database may be read only now"),
    "42501": Both("没有这项权限", "there is no right to do this"),
    "53300": Both("数据库的连接已满", "the database takes no more connections"),
    "57P01": Both("数据库服务器正在停止", "the database server is shutting down"),
}
_UNREACHED = Both(
    "连不上数据库服务器，或者它拒绝了连接；请核对地址、用户、密码和库名",
    "the database server cannot be reached or refuses; check the address, the user, the password and the database",
)


def reason(name: str, state: str, kind: str) -> Both | str:
    """Return why a database failed, in words where there are some, by SQLite's name, SQLSTATE, or the error's class."""
    known = next((words for key, words in _REASONS.items() if name.startswith(key) or state == key), None)
    if known is not None:
        return known
    if not name and not state and kind == "OperationalError":
        return _UNREACHED
    return name or (f"SQLSTATE {state}" if state else kind)
