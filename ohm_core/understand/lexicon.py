"""The lexicon in memory: word forms → lexemes, frames, concepts, word classes. Loaded from one compiled file, as the catalogue is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ohm_core.catalogue.catalogue import data_dir, ohm_home
from ohm_core.compiled import compiled
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Frame, Lexeme
from ohm_core.understand.reading_files import SORT_OF_FILE, Concept, concepts_in, frames_in, lexemes_in, names_in, read_toml, split
from ohm_core.understand.tokens import Token, tokenize

CACHE_FORMAT = 2
Node = dict[str, Any]
HERE = ""  # the key of a trie node under which the lexemes that end there stand


@dataclass
class Lexicon:
    """All that words may mean. `trie` is a tree of words with the numbers of lexemes; `classes` are the lists of words.toml;
    `heads` what a noun means that ends many names ("desk lamp", "reading lamp" …) and is no entry itself.
    """

    lexemes: list[Lexeme] = field(default_factory=list)
    frames: dict[str, Frame] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    trie: Node = field(default_factory=dict)
    phrases: dict[str, Node] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    general: frozenset[str] = frozenset()
    stands_in: dict[str, str] = field(default_factory=dict)
    heads: dict[str, Lexeme] = field(default_factory=dict)

    def add(self, lexeme: Lexeme) -> None:
        self.lexemes.append(lexeme)
        for form in lexeme.forms:
            insert(self.trie, [t.low for t in tokenize(form)], len(self.lexemes) - 1)

    def matches(self, tokens: Sequence[Token], at: int) -> list[tuple[int, list[Lexeme]]]:
        """(end, lexemes) for every stretch of words from AT that the lexicon knows, longest first."""
        return [(end, [self.lexemes[i] for i in ids]) for end, ids in walk(self.trie, tokens, at)]

    def phrase(self, name: str, tokens: Sequence[Token], at: int) -> int:
        """The end of the longest phrase of the class NAME that begins at AT, else AT."""
        found = walk(self.phrases[name], tokens, at, exact=True)
        return found[0][0] if found else at

    def is_a(self, concept: str, general: str) -> bool:
        """True when CONCEPT is GENERAL or a special case of it."""
        seen = 0
        while concept and seen < 9:
            if concept == general:
                return True
            concept, seen = self.concepts[concept].is_ if concept in self.concepts else "", seen + 1
        return False

    def any_is_a(self, concept: str, general: Iterable[str]) -> bool:
        return any(self.is_a(concept, g) for g in general)

    def kin(self, a: str, b: str) -> bool:
        """True when one of the two is a special case of the other."""
        return self.is_a(a, b) or self.is_a(b, a)

    def has(self, name: str, word: str) -> bool:
        """True when WORD is in the class NAME of words.toml."""
        return word in self.classes[name]


def insert(trie: Node, words: list[str], value: int) -> None:
    node = trie
    for word in words:
        node = node.setdefault(word, {})
    node[HERE] = (*node.get(HERE, ()), value) if value not in node.get(HERE, ()) else node[HERE]


def walk(trie: Node, tokens: Sequence[Token], at: int, exact: bool = False) -> list[tuple[int, tuple[int, ...]]]:
    """Every end and its values reachable from AT, longest first; with EXACT only by the words as they are written."""
    nodes, found, i = [trie], [], at
    while nodes and i < len(tokens):
        forms = (tokens[i].low,) if exact else lemmas(tokens[i].low)
        nodes = [n[w] for n in nodes for w in forms if w in n]
        i += 1
        values = tuple(dict.fromkeys(v for n in nodes for v in n.get(HERE, ())))
        if values:
            found.append((i, values))
    return found[::-1]


def build(root: Path) -> Lexicon:
    """The lexicon of the files in ROOT/lexicon and ROOT/concepts. Raises BadInput where a file is wrong."""
    lexicon = Lexicon(concepts={k: c for p in sorted((root / "concepts").glob("*.toml")) for k, c in concepts_in(read_toml(p)).items()})
    folder = root / "lexicon"
    for stem in SORT_OF_FILE:
        for lexeme in lexemes_in(stem, read_toml(folder / f"{stem}.toml")):
            lexicon.add(lexeme)
    for frame, verbs in frames_in(read_toml(folder / "frames.toml")):
        lexicon.frames[frame.key] = frame
        for lexeme in verbs:
            lexicon.add(lexeme)
    names = read_toml(folder / "names.toml")
    for lexeme in names_in(names):
        lexicon.add(lexeme)
    lexicon.stands_in = names["stands_in"]
    _classes(lexicon, read_toml(folder / "words.toml"))
    _word_lists(lexicon, (folder / "general.txt").read_text(encoding="utf-8"))
    lexicon.heads = {word: lexeme for word, lexeme in _heads(lexicon).items() if word not in lexicon.general}
    return lexicon


def _classes(lexicon: Lexicon, raw: Mapping[str, str]) -> None:
    """Lists of words, tables of word=value, and tries of those with phrases."""
    for name, text in raw.items():
        entries = split(text) if name != "comma" else (",", ";")
        if any("=" in e for e in entries):
            lexicon.tables[name] = {w: v or w for w, _, v in (e.partition("=") for e in entries)}
            entries = tuple(lexicon.tables[name])
        lexicon.classes[name] = frozenset(entries)
        lexicon.phrases[name] = {}
        for i, entry in enumerate(entries):
            insert(lexicon.phrases[name], [t.low for t in tokenize(entry)], i)


_NAMES, _SHARE = 11, 0.6  # a head noun ends at least so many names, and this part of them agrees


def _heads(lexicon: Lexicon) -> dict[str, Lexeme]:
    """Nouns that end many names of one meaning, each with the lexeme that has most of them: second evidence beside the entry itself."""
    ends: dict[str, Counter[int]] = {}
    for number, lexeme in enumerate(lexicon.lexemes):
        for form in lexeme.forms if lexeme.sort in ("device", "phenomenon") and lexeme.concepts else ():
            first, _, last = form.rpartition(" ")
            if first and last.isalpha():
                ends.setdefault(last, Counter())[number] += 1
    found = {}
    for word, names in ends.items():
        best = lexicon.lexemes[names.most_common(1)[0][0]]
        agree = sum(n for i, n in names.items() if lexicon.kin(lexicon.lexemes[i].concept, best.concept))
        if names.total() >= _NAMES and agree >= _SHARE * names.total():
            found[word] = replace(best, with_={}, against=(), cues=(), prior=0.0)
    return found


def _word_lists(lexicon: Lexicon, general: str) -> None:
    """Every single word the lexicon knows, and the general words that are never misspellings."""
    words = {t.low for lexeme in lexicon.lexemes for form in lexeme.forms for t in tokenize(form)}
    small = {t.low for entries in lexicon.classes.values() for entry in entries for t in tokenize(entry)}
    lexicon.words = frozenset(w for w in words | small if w.isalpha())
    lexicon.general = frozenset(general.split()) | frozenset(w for w in small if w.isalpha())


@cache
def load(root: Path | None = None) -> Lexicon:
    """The lexicon of data/, from the compiled file when it is newer than every source."""
    folder = root or data_dir()
    paths = sorted([*(folder / "lexicon").glob("*"), *(folder / "concepts").glob("*.toml")])
    return compiled(ohm_home() / "cache" / f"lexicon-{_stamp(paths)}.bin", lambda: build(folder))


def _stamp(paths: list[Path]) -> str:
    here = Path(__file__).parent
    code = [(here / n).stat().st_mtime_ns for n in ("lexeme.py", "lexicon.py", "reading_files.py", "tokens.py")]
    facts = [(p.name, s.st_size, s.st_mtime_ns) for p in paths for s in (p.stat(),)]
    return hashlib.sha256(repr((CACHE_FORMAT, code, facts)).encode()).hexdigest()[:16]
