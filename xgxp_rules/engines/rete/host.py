"""The one place that touches durable-rules: its host without threads, its rulesets, and the lock around them.

The package's own host starts two timer threads, and its own loop around actions hides what they raise and forgets an
action that took ten seconds. Both are replaced here; the network in C is used as it is. A ruleset is never freed, so
each is made once and lives as long as the process.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from xgxp_rules.engines.rete.loading import network

# The package imports the network in C, which must have been loaded as `loading` does it.
from durable.engine import Host, Ruleset  # isort: skip

Fact = dict[str, Any]
Action = Callable[[str, Mapping[str, Fact]], None]
"""What a rule does when it fires: it is given the session's name, and by its name the fact that met each part."""

LOCK = threading.RLock()
"""Held for a whole session: the network is one thread's at a time."""


class EngineFault(Exception):
    """The engine did something it never should: a conclusion missing, or a fact it refused. No user is at fault."""


class QuietRuleset(Ruleset):  # type: ignore[misc]
    """A ruleset whose actions run here and now, and whose errors reach whoever handed in the fact."""

    def __init__(self, name: str, host: Host, definition: dict[str, Any], actions: Mapping[str, Action]) -> None:
        named = {rule: {**parts, "run": _nothing} for rule, parts in definition.items()}
        super().__init__(name, host, named)
        self.actions_by_rule = dict(actions)

    def post(self, fact: Fact) -> None:
        """Hand in an event: it is used up by the rule that fires on it."""
        self._fire(_taken(network.assert_event(self._handle, json.dumps(fact))))

    def put(self, fact: Fact) -> None:
        """Hand in a fact: it stays until it is taken back."""
        self._fire(_taken(network.assert_fact(self._handle, json.dumps(fact))))

    def take_back(self, fact: Fact) -> None:
        """Take a fact back."""
        self._fire(_taken(network.retract_fact(self._handle, json.dumps(fact))))

    def forget(self, session: str) -> None:
        """Delete a session; one that no rule has fired in must not be deleted, for that crashes the process."""
        self.delete_state(session)

    def _fire(self, session: Any) -> None:
        started = network.start_action_for_state(self._handle, session)
        if not started:
            return
        name, waiting = json.loads(started[0])["sid"], json.loads(started[1])
        while waiting:
            ((rule, parts),) = waiting.items()
            try:
                self.actions_by_rule[rule](name, parts)
            except BaseException:
                network.abandon_action(self._handle, session)
                raise
            following = network.complete_and_start_action(self._handle, session)
            waiting = json.loads(following) if following else None


def _taken(result: Any) -> Any:
    """Return the session that a fact went to; one that no part is met by, or handed in twice, is a fault of ours."""
    if result[0] in (1, 2):
        raise EngineFault("a fact that no rule knows" if result[0] == 1 else "the same fact twice")
    return 0 if result[0] == 3 else result[1]


def _nothing(closure: Any) -> None:
    """Stand in for an action where the package wants one."""


class QuietHost(Host):  # type: ignore[misc]
    """The package's host without its two timer threads."""

    def _run(self) -> None:
        """Start nothing."""


_host: QuietHost | None = None
_rulesets: dict[str, QuietRuleset] = {}


def ruleset(name: str, make: Callable[[], tuple[dict[str, Any], Mapping[str, Action]]]) -> QuietRuleset:
    """Return the ruleset of this name, made on first use and kept for the life of the process."""
    global _host
    with LOCK:
        found = _rulesets.get(name)
        if found is None:
            if _host is None:
                _host = QuietHost()
            definition, actions = make()
            found = _rulesets[name] = QuietRuleset(name, _host, definition, actions)
        return found
