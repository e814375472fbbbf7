"""What can only be seen with every version of a policy at hand: transitions that lead nowhere or in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xgxp_rules.diagnostics import Diagnostic, diagnose, nearest, register
from xgxp_rules.model.policy import PolicyVersion

NO_SUCH_VERSION = register(
    "XG540",
    zh="过渡规定 `{name}` 指向的版本 `{version}` 不存在",
    en="the transition `{name}` names a version `{version}` that does not exist",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)
VERSION_CIRCLE = register(
    "XG541",
    zh="版本之间的过渡规定绕成了一圈：{chain}",
    en="the transitions between versions go round in a circle: {chain}",
    mend_zh="请让其中一版的过渡规定不再指回去",
    mend_en="Let the transition of one of them not lead back",
)
NOT_DECIDED_THERE = register(
    "XG542",
    zh="过渡规定 `{name}` 交给版本 `{version}` 的决定 `{decision}`，那一版本没有",
    en="the transition `{name}` hands the decision `{decision}` to version `{version}`, which does not have it",
    mend_zh="请在 `decisions:` 里只列那一版有的决定",
    mend_en="List under `decisions:` only what that version decides",
)


def transition_problems(versions: Sequence[PolicyVersion]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the transitions between the versions of one policy, each placed in its file."""
    named = {one.version: one for one in versions}
    for version in versions:
        for transition in version.transitions:
            target = named.get(transition.governed_by)
            if target is None:
                mend = nearest(transition.governed_by, named)
                yield diagnose(
                    NO_SUCH_VERSION,
                    transition.span,
                    version.file,
                    mend=mend,
                    name=transition.id,
                    version=transition.governed_by,
                )
                continue
            for decision in transition.decisions:
                if target.decision(decision) is None:
                    yield diagnose(
                        NOT_DECIDED_THERE,
                        transition.span,
                        version.file,
                        name=transition.id,
                        version=target.version,
                        decision=decision,
                    )
    yield from _circles(named)


def _circles(named: dict[str, PolicyVersion]) -> Iterator[Diagnostic]:
    """Yield the first circle found; each version's transitions are followed to their end."""
    done: set[str] = set()
    for start in named:
        path: list[str] = []
        steps = [iter((start,))]
        while steps:
            here = next(steps[-1], None)
            if here is None:
                steps.pop()
                done.update(path[len(steps) - 1 :] if steps else path)
                del path[max(len(steps) - 1, 0) :]
            elif here in path:
                version = named[path[-1]]
                place = next(one.span for one in version.transitions if one.governed_by == here)
                chain = " → ".join((*path[path.index(here) :], here))
                yield diagnose(VERSION_CIRCLE, place, version.file, chain=chain)
                return
            elif here in named and here not in done:
                path.append(here)
                steps.append(iter(dict.fromkeys(one.governed_by for one in named[here].transitions)))
