"""Every mutant tried: first against the cases, then, if none notices, against every record the search can think of."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

from xgxp_rules.diagnostics import PolicyError
from xgxp_rules.language.cases import CaseFile
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.mutation.benches import Bench, Group
from xgxp_rules.tools.mutation.judging import Judgement, Mutation, PolicyMutation
from xgxp_rules.tools.suites import Suites, Ticks

Key = tuple[int, int]
"""A bench and one of its mutants."""


def mutate_suites(suites: Suites, catalog: Catalog, *, processes: int = 1, tick: Ticks | None = None) -> Mutation:
    """Return what becomes of every mutant of every version that the case files speak of.

    Raises:
        UsageError: a case fails, or a file's policy cannot be found; the first such problem is named.
        PolicyError: a case file cannot be read.
    """
    if suites.problems:
        raise PolicyError(suites.problems, suites.sources)
    began = time.perf_counter()
    benches = _benches(_groups(suites.read), catalog)
    work = [(place, number) for place, bench in enumerate(benches) for number in range(len(bench.mutants))]
    judged: dict[tuple[int, int], Judgement] = {}
    for done, (key, judgement) in enumerate(_judge(benches, work, catalog, processes), 1):
        judged[key] = judgement
        if tick is not None:
            tick(done, len(work))
    policies = tuple(
        PolicyMutation(
            bench.policy.id,
            bench.policy.version,
            bench.policy.version_data.file,
            tuple(judged[place, number] for number in range(len(bench.mutants))),
        )
        for place, bench in enumerate(benches)
    )
    return Mutation(policies, time.perf_counter() - began)


def _groups(read: Iterable[CaseFile]) -> list[Group]:
    """Return the case files of each version together."""
    found: dict[tuple[str, str], list[CaseFile]] = {}
    for suite in read:
        found.setdefault((suite.policy, suite.version), []).append(suite)
    return [tuple(group) for group in found.values()]


def _judge(
    benches: list[Bench], work: list[Key], catalog: Catalog, processes: int
) -> Iterator[tuple[Key, Judgement]]:
    if processes <= 1:
        for place, number in work:
            yield (place, number), benches[place].judge(number)
        return
    groups = [bench.group for bench in benches]
    with ProcessPoolExecutor(processes) as pool:
        pieces = [work[start :: processes * 4] for start in range(processes * 4)]
        waiting = [pool.submit(_in_worker, groups, catalog, piece) for piece in pieces if piece]
        for future in as_completed(waiting):
            yield from future.result()


def _benches(groups: list[Group], catalog: Catalog) -> list[Bench]:
    """Return a bench for each version; the guards of higher law are also tried on the versions that stand under it."""
    benches = [Bench(group, catalog) for group in groups]
    for bench in benches:
        bench.below = [one for one in benches if bench.policy.id in one.policy.version_data.under]
    return benches


_WORKERS: list[Bench] = []


def _in_worker(groups: list[Group], catalog: Catalog, work: list[Key]) -> list[tuple[Key, Judgement]]:
    if not _WORKERS:
        _WORKERS.extend(_benches(groups, catalog))
    return [((place, number), _WORKERS[place].judge(number)) for place, number in work]
