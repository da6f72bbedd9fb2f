"""The keys of all providers as they stand now: read afresh when they may have changed, with what became known of each by use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ohm_core.llm.health import KeyHealth, Kind, after_failure, pick, soonest
from ohm_core.llm.keys import Key, Keys, address, read_keys, read_secrets, scrub
from ohm_core.llm.models import Provider, provider, providers


@dataclass(frozen=True)
class ProviderState:
    """A provider for people to see: which keys there are by index, never by text. `kinds` says of each unhealthy one why."""

    id: str
    name: str
    total: int
    healthy: int
    kinds: tuple[str, ...]


@dataclass(repr=False)
class Ring:
    """`environ` and `secrets` are looked at on every `refresh`; what is known of a key is kept as long as its text stays."""

    environ: Mapping[str, str]
    secrets: Sequence[Path]
    clock: Callable[[], float] = time.monotonic
    _keys: Keys = field(default_factory=dict)
    _said: Mapping[str, object] = field(default_factory=dict)
    _seen: tuple[tuple[object, ...], dict[str, str]] | None = None
    _health: dict[Key, KeyHealth] = field(default_factory=dict)
    _current: dict[str, int] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def refresh(self, *asked: str) -> Ring:
        """Keys that were added, changed or taken away are so from now on; BadInput for a secrets file that is no TOML."""
        with self._lock:
            files, environ = tuple(_stamp(path) for path in self.secrets), dict(self.environ)
            if (files, environ) == self._seen and self._asked.issuperset(asked):
                return self
            if self._seen is None or files != self._seen[0]:
                self._said = read_secrets(self.secrets)
            self._seen = files, environ
            self._asked.update(asked)
            self._keys = read_keys(self.environ, self._said, self._asked)
            there = {key.anywhere for keys in self._keys.values() for key in keys}
            self._health = {key: health for key, health in self._health.items() if key in there}
        return self

    def pick(self, id: str) -> Key | None:
        """A healthy key of a provider: the one last used while it is, then the next."""
        with self._lock:
            at = pick(self._states(id), self.clock(), self._current.get(id, 0))
            if at is None:
                return None
            self._current[id] = at
            return self._keys[id][at]

    def failed(self, key: Key, kind: Kind, retry_after: float | None = None) -> None:
        """The key is out or rests from now on."""
        with self._lock:
            self._health[key.anywhere] = after_failure(self._health.get(key.anywhere, KeyHealth()), kind, self.clock(), retry_after)

    def worked(self, key: Key) -> None:
        """The key is well, whatever was before."""
        with self._lock:
            self._health.pop(key.anywhere, None)

    def has(self, id: str) -> bool:
        """Whether a provider has any key, or needs none."""
        return bool(self._keys.get(id))

    def any(self) -> bool:
        """Whether any provider can be asked."""
        return bool(self._keys)

    def healthy(self, id: str) -> int:
        """How many of a provider's keys may be used now."""
        now = self.clock()
        with self._lock:
            return sum(h.healthy(now) for h in self._states(id))

    def soonest(self, id: str) -> float | None:
        """Seconds until a key of a provider has rested; None where all are out, or there is none."""
        with self._lock:
            return soonest(self._states(id), self.clock())

    def address(self, served_by: Provider) -> str:
        """Where a provider is served, where a person said so."""
        return address(served_by, self.environ, self._said)

    def scrubbed(self, text: str) -> str:
        """TEXT without any key."""
        return scrub(text, [key for keys in self._keys.values() for key in keys])

    def states(self) -> tuple[ProviderState, ...]:
        """Every provider to choose from, and others that have keys, by index and health."""
        now = self.clock()
        with self._lock:
            listed = dict.fromkeys([*(p for p in providers() if not p.needs), *(provider(id) for id in self._keys)])
            return tuple(
                ProviderState(p.id, p.name, len(states), sum(h.healthy(now) for h in states), tuple("" if h.healthy(now) else h.kind for h in states))
                for p in listed
                for states in [self._states(p.id)]
            )

    def _states(self, id: str) -> list[KeyHealth]:
        return [self._health.get(key.anywhere, KeyHealth()) for key in self._keys.get(id, ())]


def _stamp(path: Path) -> object:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
