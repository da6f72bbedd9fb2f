"""Putting the rest of an answer behind a part that came before the stream broke, without saying anything twice."""

from __future__ import annotations

# A repetition at the seam shorter than this may be meant ("ha ha"); a longer one is the model finding its place.
SHORTEST_REPEAT = 12
LONGEST_REPEAT = 600
# So much of the beginning said again, and then other words: the model began anew, and its answer fits nowhere.
BEGUN_ANEW = 60


class Joiner:
    """Takes the text that continues `said`, piece by piece, and gives back what is new. A model that begins again with the last words, or
    with the whole answer, is followed silently until it comes to what nobody has read yet. `lost` when it began anew in other words."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.lost = False
        self._tail = said[-LONGEST_REPEAT:]
        self._held = ""
        self._joined = not said

    def feed(self, text: str) -> str:
        """What of TEXT is new, as far as that is certain; nothing once lost."""
        if self._joined:
            return "" if self.lost else text
        self._held += text
        return "" if self.said.startswith(self._held) or self._held in self._tail else self._join()

    def finish(self) -> str:
        """What was still held back, when the text has ended."""
        return "" if self._joined else self._join()

    def _join(self) -> str:
        self._joined = True
        held = self._held
        if held.startswith(self.said) and len(self.said) >= SHORTEST_REPEAT // 2:
            return held[len(self.said) :]
        for size in range(min(len(held), len(self._tail)), SHORTEST_REPEAT - 1, -1):
            if self._tail.endswith(held[:size]):
                return held[size:]
        self.lost = held[:BEGUN_ANEW] == self.said[:BEGUN_ANEW] and len(held) >= BEGUN_ANEW
        return "" if self.lost else held
