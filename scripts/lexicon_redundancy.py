"""How much hangs on one word form: takes each form that a set of requests uses out of the lexicon and counts what then goes wrong.

Run as `python scripts/lexicon_redundancy.py [every]`; EVERY takes each nth request only. Prints the forms that cost most, in points of 100.
"""

from __future__ import annotations

import copy
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ohm_core.catalogue.catalogue import Catalogue, load
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand import understand
from ohm_core.understand.lexicon import HERE, Lexicon, Node
from ohm_core.understand.names import names_of
from ohm_core.understand.understanding import page_of
from tests.understand.conftest import differences, table

Form = tuple[str, ...]


def used(requests: list[tuple[str, str]], lexicon: Lexicon, catalogue: Catalogue) -> dict[Form, set[int]]:
    """Every form of the lexicon that is matched in REQUESTS, with the numbers of the requests that use it."""
    found: dict[Form, set[int]] = defaultdict(set)
    for number, (text, _) in enumerate(requests):
        page = page_of(text, lexicon, names_of(catalogue))
        for item in page.items:
            path = _path(lexicon.trie, [t.low for t in page.tokens[item.start : item.end]])
            if path:
                found[path].add(number)
    return found


def _path(trie: Node, words: list[str]) -> Form:
    """The form as the lexicon has it whose base forms WORDS spell, () where it has none."""
    from ohm_core.understand.lemma import lemmas

    paths: list[tuple[Form, Node]] = [((), trie)]
    for word in words:
        paths = [((*done, low), node[low]) for done, node in paths for low in lemmas(word) if low in node]
    return next((done for done, node in paths if node.get(HERE)), ())


def costs(requests: list[tuple[str, str]], catalogue: Catalogue, least: int = 1) -> Iterator[tuple[float, Form]]:
    """What taking away each form costs, in points of 100 requests, for forms that at least LEAST requests use."""
    lexicon = lexicons.load()
    often = {form: numbers for form, numbers in used(requests, lexicon, catalogue).items() if len(numbers) >= least}
    asked = set().union(*often.values())
    right = {n for n in asked if not any(differences(understand(requests[n][0], catalogue), requests[n][1], catalogue))}
    for form, numbers in often.items():
        node = lexicon.trie
        for word in form:
            node = node[word]
        kept = copy.copy(node[HERE])
        node[HERE] = ()
        try:
            lost = sum(any(differences(understand(requests[n][0], catalogue), requests[n][1], catalogue)) for n in numbers & right)
        finally:
            node[HERE] = kept
        yield 100 * lost / len(requests), form


def main() -> None:
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    requests = table("requests.txt")[::every]
    found = sorted(costs(requests, load()), reverse=True)
    for cost, form in found[:40]:
        print(f"{cost:5.2f}  {' '.join(form)}")
    print(f"{len(requests)} requests, {len(found)} forms: {sum(c > 1 for c, _ in found)} cost more than one point, {sum(c == 0 for c, _ in found)} cost nothing; mean {sum(c for c, _ in found) / len(found):.3f}")


if __name__ == "__main__":
    main()
