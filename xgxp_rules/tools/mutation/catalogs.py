"""A catalog in which one version reads otherwise: everything that looks a policy up, law included, meets the change."""

from __future__ import annotations

from typing import Any

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import PolicyVersion


class ChangedCatalog(Catalog):
    """The policies of another catalog, one version replaced; nothing is read from disk again."""

    def __init__(self, base: Catalog, changed: PolicyVersion) -> None:
        super().__init__(base.folder, settings=base._settings)
        self._base, self._changed = base, changed
        self._shipped = base._shipped
        self._files = base._found()

    def versions(self, policy_id: str) -> tuple[Policy, ...]:
        """Return every version of a policy, the changed one in its place."""
        found = self._policies.get(policy_id)
        if found is None:
            found = tuple(Policy(self._text_of(one), self) for one in self._base.versions(policy_id))
            self._policies[policy_id] = found
        return found

    def _text_of(self, policy: Policy) -> PolicyVersion:
        same = (policy.id, policy.version) == (self._changed.id, self._changed.version)
        return self._changed if same else policy.version_data

    @property
    def policy(self) -> Policy:
        """Return the changed version, ready to decide."""
        return next(one for one in self.versions(self._changed.id) if one.version == self._changed.version)

    def __reduce__(self) -> tuple[Any, ...]:
        return ChangedCatalog, (self._base, self._changed)
