"""What small reads answered, kept until a write touches a table that it came from. Only where one process has the store to itself."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from sqlalchemy import Table

MOST = 256
Answer = TypeVar("Answer")


class Remembered:
    """Answers by name; each holds as long as no later write touched one of its tables. Safe to use from any thread."""

    def __init__(self) -> None:
        self._writes: Counter[str] = Counter()
        self._all = 0
        self._answers: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable, tables: Iterable[Table], ask: Callable[[], Answer]) -> Answer:
        """The answer to ASK as it was, or asked now. A write that ends meanwhile makes it one that is asked again next time."""
        stand = self._stand(tables)
        with self._lock:
            kept = self._answers.get(name)
            if kept is not None and kept[0] == stand:
                self._answers.move_to_end(name)
                answer: Answer = kept[1]
                return answer
        answer = ask()
        with self._lock:
            self._answers[name] = (stand, answer)
            self._answers.move_to_end(name)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return answer

    def written(self, tables: Iterable[str]) -> None:
        """Says that a transaction changed these tables; "" for one nobody can tell."""
        touched = set(tables)
        with self._lock:
            self._writes.update(touched)
            self._all += "" in touched

    def forget(self) -> None:
        """Lets go of everything: the file may be another one next time."""
        with self._lock:
            self._answers.clear()

    def _stand(self, tables: Iterable[Table]) -> Hashable:
        with self._lock:
            return (self._all, *(self._writes[t.name] for t in tables))
