"""A folder of policy versions, and the one in force on a day.

Files are found by their path, `<province>/<county>/<policy>/<version>.yaml`, and read only when a question needs them.
A version that names no last day ends on the day before its successor begins: a document in force is never edited again,
so only the new file can close the old one.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Diagnostic, NotInForce, PolicyError, UnknownPolicy, UsageError, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.loader import load_policy
from xgxp_rules.law.retirement import Schedule
from xgxp_rules.library.laws import RETIREMENT, schedule_of
from xgxp_rules.library.levels import as_set_below, level_problems
from xgxp_rules.library.policy import Policy, checked_day
from xgxp_rules.library.policy_files import astray, check_place, files_by_policy, unknown
from xgxp_rules.library.settings import FOLDER, settings_files, settled
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.library.taking import with_taken
from xgxp_rules.library.version_checks import transition_problems
from xgxp_rules.library.windows import beginning, holding_on, overlaps
from xgxp_rules.model.definitions import defined_on
from xgxp_rules.model.policy import Guard, PolicyVersion
from xgxp_rules.model.records import Record
from xgxp_rules.model.values import Kind

if TYPE_CHECKING:
    from xgxp_rules.model.readings_report import ReadingsReport

_MOST_STANDING = 4096
"""For how many pairs of version and day the guards are kept ready; a timeline asks about thousands of days."""

NO_FOLDER = register(
    "XG531",
    zh="没有这个政策文件夹",
    en="there is no such folder of policies",
    exit=2,
    mend_zh="请核对 `--policies` 后面的路径",
    mend_en="Check the path after `--policies`",
)


class Catalog:
    """The policies of a folder; without one, the shipped ones.

    `settings` names files, or folders of them, that set what policies leave to another body; those in a folder `local`
    beside a policy's versions are read without being named.

    Raises:
        UsageError: there is no such folder.
    """

    def __init__(self, folder: str | Path | None = None, *, settings: Iterable[str | Path] = ()) -> None:
        self.folder = shipped_policies() if folder is None else Path(folder)
        if not self.folder.is_dir():
            raise UsageError.of(NO_FOLDER, file=str(self.folder))
        self._settings = tuple(map(Path, (settings,) if isinstance(settings, (str, Path)) else settings))
        self._being_loaded: set[str] = set()
        self._shipped = folder is None
        self._lock = threading.RLock()
        self._versions: dict[Path, PolicyVersion] = {}
        self._at_hand: dict[Path, PolicyVersion] = {}
        self._policies: dict[str, tuple[Policy, ...]] = {}
        self._laws: dict[date, Schedule | None] = {}
        self._guards: dict[tuple[tuple[str, ...], date], _Higher] = {}
        self._standing: dict[tuple[PolicyVersion, date], tuple[tuple[PolicyVersion, Guard], ...]] = {}
        self._files: dict[str, tuple[Path, ...]] | None = None
        self._national: Catalog | None = None
        self._kept: dict[tuple[str, ...], Any] = {}

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the policies that have a file, sorted."""
        return tuple(sorted(self._found()))

    def knows(self, policy_id: str) -> bool:
        """Return whether a policy has a file here or among the shipped ones, where national law is looked up."""
        return policy_id in self._found() or policy_id in self._shipped_catalog()._found()

    def level_problems(self, version: PolicyVersion) -> Iterator[Diagnostic]:
        """Yield what a version sets otherwise than the law above it, as far as that is at hand, and may not."""
        yield from level_problems(version, self._versions_above)

    def versions(self, policy_id: str) -> tuple[Policy, ...]:
        """Return every version of a policy, oldest first.

        Raises:
            UnknownPolicy: the folder has no such policy.
            PolicyError: a file is invalid.
        """
        found = self._policies.get(policy_id)
        if found is not None:
            return found
        paths = self._found().get(policy_id)
        if paths is None:
            raise UnknownPolicy(self._unknown(policy_id))
        versions = sorted((self._load(path, policy_id) for path in paths), key=beginning)
        problems = (
            *transition_problems(versions),
            *(each for version in versions for each in level_problems(version, self._versions_above)),
        )
        if problems:
            raise PolicyError(problems)
        with self._lock:
            return self._policies.setdefault(policy_id, tuple(Policy(version, self) for version in versions))

    def in_force(self, policy_id: str, on: date) -> Policy:
        """Return the version in force on a day.

        Raises:
            UnknownPolicy: the folder has no such policy.
            NotInForce: no version is in force on that day, or two are.
            UsageError: the day is not a plain date.
        """
        checked_day(on)
        return holding_on(on, policy_id, self.versions(policy_id))

    def decide(
        self,
        policy_id: str,
        decision: str,
        record: Record,
        *,
        as_of: date,
        readings: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Decision:
        """Return a decision by the version that governs this record on the decision date.

        That is the version in force, unless one of its transitions hands the record to another. While a fact that a
        transition asks for is unknown, every version still possible decides; where they differ the decision is
        undetermined, reason `transition`. Without a version in force it is undetermined, reason `not_in_force`.

        Raises:
            UnknownPolicy, UsageError, RecordError: as `in_force` and `Policy.decide`.
        """
        from xgxp_rules.library.cohorts import decide_across

        return decide_across(self, policy_id, decision, record, as_of, readings, **more)

    def decide_readings(
        self,
        policy_id: str,
        decision: str,
        record: Record,
        *,
        as_of: date,
        readings: Mapping[str, str] | None = None,
        **more: Any,
    ) -> tuple[ReadingsReport, ...]:
        """Return a decision under all readings, by each version that may govern this record on the decision date.

        Raises:
            UnknownPolicy, NotInForce, UsageError, RecordError: as `in_force` and `Policy.decide_readings`.
        """
        from xgxp_rules.library.cohorts import readings_across

        return readings_across(self, policy_id, decision, record, as_of, readings, **more)

    def retirement_law(self, on: date) -> Schedule | None:
        """Return the retirement schedule in force on a day, or None where the national policies have none."""
        if on not in self._laws:
            self._laws[on] = self._find_retirement_law(on)
        return self._laws[on]

    def higher_law(self, version: PolicyVersion, on: date) -> tuple[PolicyVersion, ...]:
        """Return the versions in force, on a day, of every policy under which this one stands."""
        return self._higher(version.under, on)[0]

    def guards(self, version: PolicyVersion, on: date) -> tuple[tuple[PolicyVersion, Guard], ...]:
        """Return the guards that may stand against a version's outcomes on a day: its own and those of higher law."""
        key = (version, on)
        if key not in self._standing:
            if len(self._standing) >= _MOST_STANDING:
                self._standing = {}
            above = self._higher(version.under, on)[0]
            read = tuple(as_set_below(one, version) for one in above)
            self._standing[key] = (
                *((version, guard) for guard in version.guards),
                *((one, guard) for one in read for guard in one.guards),
            )
        return self._standing[key]

    def check(self) -> Iterator[Diagnostic]:
        """Yield what is wrong between files that are valid each for itself: versions that overlap."""
        for policy_id in self.ids():
            yield from self.check_versions(policy_id)

    def check_versions(self, policy_id: str) -> Iterator[Diagnostic]:
        """Yield where versions of one policy overlap; nothing where one of them cannot be read."""
        try:
            versions = self.versions(policy_id)
        except PolicyError:
            return
        yield from overlaps(policy_id, versions)

    @property
    def vocabulary_hash(self) -> str:
        """Return the SHA-256 of the built-in vocabulary."""
        return _vocabulary_hash()

    def _higher(
        self, under: tuple[str, ...], on: date
    ) -> tuple[tuple[PolicyVersion, ...], tuple[tuple[PolicyVersion, Guard], ...]]:
        if not under:
            return (), ()
        found = self._guards.get((under, on))
        if found is None:
            versions = tuple(self._version_of(policy_id, on) for policy_id in under)
            present = tuple(version for version in versions if version is not None)
            guards = tuple((version, guard) for version in present for guard in version.guards)
            found = self._guards[under, on] = (present, guards)
        return found

    def kept(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        """Return what was worked out from the policies under this key, working it out on first use."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def versions_anywhere(self, policy_id: str) -> tuple[PolicyVersion, ...]:
        """Return every version of a policy of this folder or, for what it does not hold, of the shipped ones."""
        return self._versions_above(policy_id)

    def _versions_above(self, policy_id: str) -> tuple[PolicyVersion, ...]:
        """Return every version of a policy that stands above; none where no folder has it."""
        source = self if policy_id in self._found() else self._shipped_catalog()
        try:
            return tuple(one.version_data for one in source.versions(policy_id))
        except UnknownPolicy:
            return ()

    def in_force_or_none(self, policy_id: str, on: date) -> PolicyVersion | None:
        """Return the version of a policy in force on a day, here or among the shipped ones, or None."""
        return self._version_if_any(policy_id, on)

    def _version_of(self, policy_id: str, on: date) -> PolicyVersion | None:
        source = self if policy_id in self._found() else self._shipped_catalog()
        try:
            return defined_on(source.in_force(policy_id, on).version_data, on)
        except NotInForce:
            return None

    def _find_retirement_law(self, on: date) -> Schedule | None:
        source = self if RETIREMENT in self._found() else self._shipped_catalog()
        try:
            return schedule_of(source.in_force(RETIREMENT, on).version_data)
        except (NotInForce, UnknownPolicy):
            return None

    def _shipped_catalog(self) -> Catalog:
        """Return where national law is looked up when a folder of one's own does not hold it."""
        if self._shipped:
            return self
        if self._national is None:
            self._national = Catalog()
        return self._national

    def _found(self) -> dict[str, tuple[Path, ...]]:
        if self._files is None:
            self._files = files_by_policy(self.folder)
        return self._files

    def _unknown(self, policy_id: str) -> list[Diagnostic]:
        """Return that there is no such policy, or where its file lies by mistake."""
        found = [] if self._shipped else astray(self.folder, policy_id)
        return found or [unknown(policy_id, self._found())]

    def _read(self, path: Path, policy_id: str) -> PolicyVersion:
        """Return a version as its file says it, with what local files set for it."""
        self._being_loaded.add(policy_id)
        try:
            version = self._at_hand.pop(path, None)
            if version is None:
                version = load_policy(path.read_bytes(), str(path), kind_of_taken=self.kind_of_taken)
        finally:
            self._being_loaded.discard(policy_id)
        return self.as_set(version, path)

    def as_set(self, version: PolicyVersion, path: Path) -> PolicyVersion:
        """Return a version with what local files set and define for it; `path` is where its own file lies.

        Raises:
            PolicyError: a settings file is not valid, or sets what it may not.
        """
        local = path.parent / FOLDER
        files = settings_files((*((local,) if local.is_dir() else ()), *self._settings))
        others = [one for one in path.parent.glob("*.yaml") if one != path and not one.name.endswith(".test.yaml")]
        return settled(version, files, others, local)

    def kind_of_taken(self, policy_id: str, parameter: str) -> Kind | None:
        """Return the kind of a policy's parameter, or None where there is no such policy or parameter."""
        if policy_id in self._being_loaded:
            return None
        for version in reversed(self._versions_above(policy_id)):
            found = version.parameter(parameter)
            if found is not None:
                return found.kind
        return None

    def taken_by(self, version: PolicyVersion, on: date) -> tuple[PolicyVersion, tuple[PolicyVersion, ...]]:
        """Return a version with the parameters that it takes from other policies, as they stand on a day."""
        return with_taken(version, on, self._version_if_any)

    def _version_if_any(self, policy_id: str, on: date) -> PolicyVersion | None:
        try:
            return self._version_of(policy_id, on)
        except UnknownPolicy:
            return None

    def remember(self, path: Path, version: PolicyVersion) -> None:
        """Keep a version that has just been read from its file, so that it is not read again."""
        with self._lock:
            self._at_hand[path] = version

    def _load(self, path: Path, policy_id: str) -> PolicyVersion:
        with self._lock:
            if path not in self._versions:
                version = self._read(path, policy_id)
                check_place(version, path, policy_id)
                self._versions[path] = version
            return self._versions[path]

    def __reduce__(self) -> tuple[Any, ...]:
        return _catalog, (None if self._shipped else str(self.folder), tuple(map(str, self._settings)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalog):
            return False
        return self.folder == other.folder and self._settings == other._settings

    def __hash__(self) -> int:
        return hash(self.folder)


def _catalog(folder: str | None, settings: tuple[str, ...]) -> Catalog:
    """Return a catalog again from what was pickled of it."""
    return Catalog(folder, settings=settings)


_Higher = tuple[tuple[PolicyVersion, ...], tuple[tuple[PolicyVersion, Guard], ...]]
_HASHES: dict[str, str] = {}


def _vocabulary_hash() -> str:
    if "builtin" not in _HASHES:
        from xgxp_rules.language.builtin_facts import ABOUTS, builtin_vocabulary

        text = repr([builtin_vocabulary(about).facts for about in ABOUTS])
        _HASHES["builtin"] = hashlib.sha256(text.encode()).hexdigest()
    return _HASHES["builtin"]
