"""Running many case files: which cases are asked for, in how many processes, and what is kept of each.

What a case came to is kept as plain data (problems, the lines of its worksheet that matter, the patch), because a
decision holds compiled rules and cannot leave the process that made it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, PolicyError, UsageError, register
from xgxp_rules.language.cases import Case, CaseFile, load_cases
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.case_patches import Edit, patch
from xgxp_rules.tools.case_sheets import sheet_of
from xgxp_rules.tools.cases import CaseResult, case_files, policy_of, run_case
from xgxp_rules.tools.coverage.counting import quota_marks
from xgxp_rules.tools.coverage.marking import Marks, marks_of
from xgxp_rules.tools.coverage.measuring import Key, marks_above, policy_targets
from xgxp_rules.tools.coverage.targets import Target
from xgxp_rules.tools.explain_quota import explain_quota

NO_PATH = register(
    "XG650",
    zh="没有这个文件或文件夹",
    en="there is no such file or folder",
    exit=2,
    mend_zh="请核对名称和所在的文件夹",
    mend_en="Check the name and the folder it lies in",
)
NO_CASES = register(
    "XG651",
    zh="里面没有案例文件（*.test.yaml）",
    en="it holds no case file (*.test.yaml)",
    exit=2,
    mend_zh="案例文件的名称以 `.test.yaml` 结尾；`xgxp new cases` 起草一份",
    mend_en="A file of cases ends in `.test.yaml`; `xgxp new cases` begins one",
)
NOTHING_CHOSEN = register(
    "XG652",
    zh="没有名称含有 `{text}` 的案例",
    en="no case has `{text}` in its name",
    exit=2,
    mend_zh="请照案例的 `name:` 写，写其中几个字即可",
    mend_en="Write it as under `name:` of a case; a part is enough",
)
CLOSED = register(
    "XG653",
    zh="文件无法读取：{why}",
    en="the file cannot be read: {why}",
    exit=2,
    mend_zh="请核对文件是否正被别的程序占用、有没有读的权限",
    mend_en="Check whether another program holds the file, and whether you may read it",
)
NOT_WRITTEN = register(
    "XG654",
    zh="文件无法写入：{why}",
    en="the file cannot be written: {why}",
    exit=2,
    mend_zh="请核对文件夹是否可写、磁盘有没有空间",
    mend_en="Check whether the folder can be written to and the disk has space",
)

Ticks = Callable[[int, int], None]
"""Told, after each piece of work, how many cases are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one case came to. `sheets` are the parts of its worksheets that matter, by language."""

    file: str
    name: str
    line: int
    seconds: float
    problems: tuple[Diagnostic, ...] = ()
    sheets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    edits: tuple[Edit, ...] = ()
    beside: int = 0
    """How many other cases the lines to change speak for too."""

    @property
    def passed(self) -> bool:
        """Return whether everything came out as expected."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What the case files came to: every case that ran, and what is wrong with files as a whole."""

    files: tuple[str, ...]
    cases: tuple[Ran, ...]
    problems: tuple[Diagnostic, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    marks: tuple[tuple[Key, Marks], ...] = ()
    """What the cases show of their policies, where that was asked for."""
    unread: bool = False
    """Whether some case file could not be read, which is graver than a case that fails."""

    @property
    def failed(self) -> tuple[Ran, ...]:
        """Return the cases that did not come out as expected."""
        return tuple(case for case in self.cases if not case.passed)

    @property
    def passed(self) -> bool:
        """Return whether every file is sound and every case passed."""
        return not self.problems and not self.failed


Chosen = frozenset[tuple[str, str]]
"""Cases by file and name."""


def find_case_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the case files named, and those under the folders named, each once.

    Raises:
        UsageError: a path does not exist, or holds no case file.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def _files(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise UsageError.of(NO_PATH, file=str(path))
    found = case_files(path)
    if not found:
        raise UsageError.of(NO_CASES, file=str(path))
    return found


def folder_beside(suite: CaseFile) -> Path | None:
    """Return the folder of policies in which a case file lies beside its version; None where it lies elsewhere."""
    place, parts = Path(suite.file).resolve().parent, suite.policy.split(".")
    if list(place.parts[-len(parts) :]) != parts or not (place / f"{suite.version}.yaml").is_file():
        return None
    return place.parents[len(parts) - 1]


@dataclass(frozen=True, slots=True)
class Suites:
    """Case files that could be read, with the names of the cases to run, and the problems of the others."""

    files: tuple[str, ...]
    read: tuple[CaseFile, ...]
    problems: tuple[Diagnostic, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)


def read_suites(paths: Sequence[Path], text: str = "", only: Chosen | None = None) -> Suites:
    """Return the case files, each with the cases whose name (or file's name) holds `text` and that are in `only`.

    Raises:
        UsageError: a file cannot be opened, or no case has the text in its name.
    """
    read: list[CaseFile] = []
    problems: list[Diagnostic] = []
    sources: dict[str, str] = {}
    for path in paths:
        content = _content(path)
        sources[str(path)] = content.decode("utf-8", "replace")
        try:
            read.append(_chosen(load_cases(content, str(path)), text.casefold(), only))
        except PolicyError as error:
            problems += error.diagnostics
    if text and not problems and not any(suite.cases for suite in read):
        raise UsageError.of(NOTHING_CHOSEN, text=text)
    return Suites(tuple(map(str, paths)), tuple(read), tuple(problems), sources)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError.of(CLOSED, file=str(path), why=error.strerror or "?") from None


def _chosen(suite: CaseFile, text: str, only: Chosen | None) -> CaseFile:
    whole = text in Path(suite.file).name.casefold()
    kept = tuple(
        case
        for case in suite.cases
        if (whole or text in case.name.casefold())
        and (only is None or (str(Path(suite.file).resolve()), case.name) in only)
    )
    return suite if len(kept) == len(suite.cases) else replace(suite, cases=kept)


def run_suites(
    suites: Suites, catalog: Catalog, *, processes: int = 1, tick: Ticks | None = None, covering: bool = False
) -> SuiteReport:
    """Return what the cases come to, in the order of the files; `covering` also notes what they show.

    With several processes, each reads the policies for itself; the answers are the same.
    """
    began = time.perf_counter()
    chunks = list(_chunks(suites.read, processes))
    total = sum(len(chunk.cases) for _place, chunk in chunks)
    done: dict[int, Result] = {}
    finished = 0
    for place, result in _run_chunks(chunks, catalog, processes, covering):
        done[place] = result
        finished += len(result.cases)
        if tick is not None:
            tick(finished, total)
    ordered = [done[place] for place in sorted(done)]
    problems = dict.fromkeys(each for result in ordered for each in result.problems)
    return SuiteReport(
        suites.files,
        tuple(case for result in ordered for case in result.cases),
        (*suites.problems, *problems),
        suites.sources,
        time.perf_counter() - began,
        _own(suites.read, (mark for result in ordered for mark in result.marks)),
        unread=bool(suites.problems),
    )


def _own(read: Sequence[CaseFile], marks: Iterable[tuple[Key, Marks]]) -> tuple[tuple[Key, Marks], ...]:
    """Return the marks of the versions whose own cases ran; higher law that was only asked is not measured."""
    keys = {(suite.policy, suite.version) for suite in read}
    return tuple(mark for mark in marks if mark[0] in keys)


_CHUNK: Final = 25
Chunk = tuple[int, CaseFile]


@dataclass(frozen=True, slots=True)
class Result:
    """What the cases of one piece came to, and what is wrong with their file as a whole."""

    cases: tuple[Ran, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    marks: tuple[tuple[Key, Marks], ...] = ()


def _chunks(read: Sequence[CaseFile], processes: int) -> Iterator[Chunk]:
    """Yield the files in pieces, numbered, so that several processes share one long file and a bar can move."""
    place = 0
    for suite in read:
        for start in range(0, max(1, len(suite.cases)), _CHUNK):
            yield place, replace(suite, cases=suite.cases[start : start + _CHUNK])
            place += 1


def _run_chunks(
    chunks: list[Chunk], catalog: Catalog, processes: int, covering: bool
) -> Iterator[tuple[int, Result]]:
    if processes <= 1 or len(chunks) <= 1:
        for place, suite in chunks:
            yield place, run_chunk(suite, catalog, covering)
        return
    with ProcessPoolExecutor(processes) as pool:
        waiting = {pool.submit(_in_worker, suite, catalog, covering): place for place, suite in chunks}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


_WORKERS: dict[Catalog, Catalog] = {}
"""The catalog of a worker process, kept from piece to piece so that policies are read once."""


def _in_worker(suite: CaseFile, catalog: Catalog, covering: bool) -> Result:
    return run_chunk(suite, _WORKERS.setdefault(catalog, catalog), covering)


def run_chunk(suite: CaseFile, catalog: Catalog, covering: bool = False) -> Result:
    """Return what the cases of one file come to."""
    found = policy_of(suite, catalog)
    if isinstance(found, Diagnostic):
        return Result(problems=(found if found.file else replace(found, file=suite.file),))
    targets = policy_targets(found) if covering else ()
    ran: list[Ran] = []
    marks: list[tuple[Key, Marks]] = [((suite.policy, suite.version), frozenset())] if covering else []
    above: dict[Key, tuple[Target, ...]] = {}
    for case in suite.cases:
        began = time.perf_counter()
        result = run_case(case, suite, found)
        ran.append(kept(result, suite, time.perf_counter() - began))
        if covering:
            shown = (marks_of(targets, one) for one in result.decisions if one.version == suite.version)
            counted = quota_marks(targets, case, suite, found)
            marks.append(((suite.policy, suite.version), counted.union(*shown)))
            for one in result.decisions:
                marks += marks_above(one, catalog, above)
    return Result(tuple(ran), marks=tuple(marks))


def kept(result: CaseResult, suite: CaseFile, seconds: float = 0.0) -> Ran:
    """Return what is kept of one case: for one that failed, the worksheets' parts that matter and the patch."""
    case = result.case
    ran = Ran(suite.file, case.name, case.span.line, seconds, result.problems)
    if result.passed:
        return ran
    sheets: dict[str, list[str]] = {"zh": [], "en": []}
    edits: list[Edit] = []
    expects = [one for one in case.expects if one.decision]
    for expected, decision in zip(expects, result.decisions, strict=False):
        places = {said.span for _key, said in expected.said()} | {expected.span}
        mine = [each for each in result.problems if each.span in places]
        if not mine:
            continue
        declared = decision.run.program.decision
        edits += patch(suite.text, expected, decision, declared, mine)
        sheets["zh"] += sheet_of(decision, expected, "zh")
        sheets["en"] += sheet_of(decision, expected, "en")
    if case.course is not None:
        from xgxp_rules.tools.case_processes import course_patch

        edits += course_patch(suite.text, result.problems)
    for quota in result.quotas:
        sheets["zh"] += explain_quota(quota, "zh").splitlines()
        sheets["en"] += explain_quota(quota, "en").splitlines()
    shown = tuple((lang, tuple(lines)) for lang, lines in sheets.items())
    return replace(ran, sheets=shown, edits=tuple(edits), beside=_beside(case, edits, suite))


def _beside(case: Case, edits: Sequence[Edit], suite: CaseFile) -> int:
    """Return how many other cases of the file expect what stands in the lines to change: those of one matrix do."""
    lines = {edit.line for edit in edits}
    return sum(
        one is not case and any(said.span.line in lines for each in one.expects for _key, said in each.said())
        for one in suite.cases
        if one.span == case.span
    )
