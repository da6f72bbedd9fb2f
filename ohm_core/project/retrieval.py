"""What is known about some words: parts of the catalogue with their facts, finished examples, and the project's own messages and documents.

By words always: parts by name and function, the rest by BM25 (Robertson and Zaragoza, 2009: k1 1.2, b 0.75) over stems. By meaning too where
somebody gives vectors (`meaning.py`); then both rankings are joined, and each source says which found it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, load
from ohm_core.catalogue.facts import fact_rows
from ohm_core.errors import BadInput
from ohm_core.project import history
from ohm_core.project.examples import LIGHT, example, examples, like
from ohm_core.project.meaning import MOST, Meaning, fused, nearest, pieces
from ohm_core.project.shelf import Shelf
from ohm_core.store import messages, uploads
from ohm_core.store.database import Database
from ohm_core.store.rows import Project, Upload

K1, B = 1.2, 0.75
SHOWN = 400
MOST_FACTS = 12
PAGES = "pages.json"  # the text of a PDF's pages, beside the file


@dataclass(frozen=True)
class Source:
    """Something found: `kind` is part, example, message or document; `where` names it for a person; `text` what it says; `by` what found it:
    words, meaning or both."""

    kind: str
    id: str
    title: str
    where: str
    text: str
    by: tuple[str, ...] = ("words",)

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id, "title": self.title, "where": self.where, "foundBy": list(self.by)}


def search(shelf: Shelf, project: Project, words: str, most: int = 8, catalogue: Catalogue | None = None, meaning: Meaning | None = None) -> tuple[Source, ...]:
    """The likeliest sources for WORDS, at most three of a kind but parts; [] where nothing shares a word (or, with MEANING, lies near). Reads the
    owner's own only, and nothing of a project that is deleted; what was asked does not find itself."""
    from ohm_core.understand.finding_parts import search_parts

    known = catalogue or load()
    own = [s for s in own_texts(shelf, project) if s.text.strip() != words.strip()] if _lives(shelf, project) else []
    near = _near(shelf, words, known, own, meaning) if meaning else []
    parts = [_part(known, p.id, words) for p in search_parts(words[:300], known)[:8]]
    alike = [_example(e.name) for e, s in like(words, 2) if s >= 1]
    return (*_joined(parts, near, ("part",))[:4], *_joined(ranked(words, own), near, ("document", "message"))[:3], *_joined(alike, near, ("example",))[:2])[:most]


def _joined(by_words: Sequence[Source], near: Sequence[Source], kinds: Sequence[str]) -> list[Source]:
    """Both rankings of these kinds as one; a source that both found has the text that the words found and says so."""
    by_meaning = [s for s in near if s.kind in kinds]
    rankings = {"words": {_place(s): s for s in by_words}, "meaning": {_place(s): s for s in by_meaning}}
    order = fused([list(r) for r in rankings.values()])
    return [replace(next(r[p] for r in rankings.values() if p in r), by=tuple(name for name, r in rankings.items() if p in r)) for p in order]


def _place(source: Source) -> tuple[str, str, str]:
    return source.kind, source.id, source.where


def _near(shelf: Shelf, words: str, catalogue: Catalogue, own: Sequence[Source], meaning: Meaning) -> list[Source]:
    """Sources whose meaning stands out as near to WORDS, the nearest first, each with its nearest piece; the project's own are given vectors first."""
    mine = [(s, piece) for s in reversed(own) for piece in pieces(s.text)][:MOST]
    every = mine + [(s, piece) for s in (*_finished(), *_told(catalogue)) for piece in pieces(s.text)]
    best: dict[tuple[str, str, str], tuple[Source, str]] = {}
    for i in nearest(shelf.db, shelf.owner, meaning, words, [piece for _, piece in every]):
        best.setdefault(_place(every[i][0]), every[i])
    return [_part(catalogue, s.id, words) if s.kind == "part" else _example(s.id) if s.kind == "example" else replace(s, text=piece[:SHOWN]) for s, piece in best.values()]


def _told(catalogue: Catalogue) -> Iterator[Source]:
    """What each part is and does, in a few words."""
    for p in catalogue.parts():
        does = ", ".join(dict.fromkeys([*(f"{x.role} {x.concept}" for x in p.provides), *p.readings, *p.events, *p.actions])).replace("_", " ")
        yield Source("part", p.id, p.name, "catalogue", f"{p.name} ({p.category.replace('_', ' ')}). {p.summary} {does}".strip())


def _finished() -> Iterator[Source]:
    return (Source("example", e.name, e.request or e.name, "finished examples", f"{e.name.replace('-', ' ')}. {e.request}".strip()) for e in examples())


def _part(catalogue: Catalogue, part_id: str, words: str) -> Source:
    return Source("part", part_id, catalogue.part(part_id).name, "catalogue", _facts(catalogue, part_id, words))


def _example(name: str) -> Source:
    found = example(name)
    return Source("example", name, found.request or name, "finished examples", ", ".join(u.part for u in found.design().parts.values()))


def _lives(shelf: Shelf, project: Project) -> bool:
    try:
        return bool(shelf.get(project.id))
    except BadInput:
        return False


def own_texts(shelf: Shelf, project: Project) -> list[Source]:
    """The project's documents, code files and messages, and the pages of PDFs that were sent, each as one source."""
    found = history.snapshot(shelf, project)
    documents = [Source("document", v.path or v.type, v.path or v.type, f"version {v.number}", v.content) for v in (found.versions if found else ()) if v.content]
    said = [Source("message", m.id, f"{'you' if m.role == 'user' else 'answer'}, message {m.sequence}", "this conversation", m.content) for m in messages.listed(shelf.db, shelf.owner, project) if m.content]
    return [*documents, *said, *_sent(shelf, project)]


def _sent(shelf: Shelf, project: Project) -> Iterator[Source]:
    """The pages of PDFs that were sent and read already, each as one source."""
    for upload in uploads.listed(shelf.db, shelf.owner, project.id):
        if upload.kind == "pdf":
            yield from (Source("document", upload.id, upload.name, f"page {n}", text) for n, text in kept_pages(shelf.db, upload).items())


def kept_pages(db: Database, upload: Upload) -> dict[int, str]:
    """The text of a PDF's pages as far as it was read before; {} where it was not."""
    try:
        return {int(n): str(t) for n, t in json.loads(uploads.path_of(db, upload, PAGES).read_text(encoding="utf-8")).items()}
    except (OSError, ValueError):
        return {}


def ranked(words: str, sources: Sequence[Source]) -> list[Source]:
    """SOURCES that share a word with WORDS, the likeliest first, their text cut to the place that fits best."""
    scored = sorted(zip(scores(words, [s.text for s in sources]), sources, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    return [Source(s.kind, s.id, s.title, s.where, passage(s.text, stems(words))) for score, s in scored if score > 0]


def best(words: str, texts: Sequence[str]) -> list[int]:
    """The places of those TEXTS that share a word with WORDS, the likeliest first."""
    found = scores(words, texts)
    return sorted((i for i, score in enumerate(found) if score > 0), key=lambda i: -found[i])


def scores(words: str, texts: Sequence[str]) -> list[float]:
    """How well each of TEXTS fits WORDS; 0 where it shares none."""
    wanted = stems(words)
    counts = [Counter(stems(t)) for t in texts]
    lengths = [sum(c.values()) for c in counts]
    usual = sum(lengths) / len(lengths) if lengths else 1.0
    spread = {w: sum(w in c for c in counts) for w in set(wanted)}
    return [bm25(wanted, c, n, usual, spread, len(texts)) for c, n in zip(counts, lengths, strict=True)]


def bm25(wanted: Sequence[str], counts: Mapping[str, int], length: int, usual: float, spread: Mapping[str, int], documents: int) -> float:
    """The score of one text for the stems WANTED; 0 where it shares none."""
    total = 0.0
    for word in wanted:
        if often := counts.get(word, 0):
            rare = math.log(1 + (documents - spread[word] + 0.5) / (spread[word] + 0.5))
            total += rare * often * (K1 + 1) / (often + K1 * (1 - B + B * length / (usual or 1)))
    return total


def passage(text: str, wanted: Sequence[str]) -> str:
    """At most SHOWN characters of TEXT, around the line with most of the words."""
    lines = text.splitlines() or [text]
    best = max(range(len(lines)), key=lambda i: (len(set(wanted) & set(stems(lines[i]))), -i))
    start = sum(len(line) + 1 for line in lines[:best])
    return text[start:start + SHOWN].strip()


def stems(text: str) -> list[str]:
    """Words without their endings; light words left out."""
    return [re.sub(r"(?:ing|ers|er|ed|s)$", "", w) if len(w) > 4 else w for w in re.findall(r"[^\W_]+", text.lower()) if w not in LIGHT]


def _facts(catalogue: Catalogue, part_id: str, words: str) -> str:
    """The facts of a part, those that the words name first."""
    wanted = set(stems(words))
    rows = sorted(fact_rows(catalogue.part(part_id)), key=lambda r: -len(wanted & set(stems(f"{r.name} {r.condition}"))))
    return "; ".join(f"{r.name} {r.value}{f' ({r.condition})' if r.condition else ''} [{r.source}]" for r in rows[:MOST_FACTS])


def analysed(sources: Sequence[Source]) -> dict[str, Any]:
    """A summary of what was found: how much of each kind, and the first facts."""
    kinds = Counter(s.kind for s in sources)
    counted = ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in kinds.items())
    first = next((f"{s.title}: {'; '.join(s.text.split('; ')[:2])}" for s in sources if s.kind == "part" and s.text), "")
    return {"summary": f"Found {counted}." + (f" {first}." if first else "") if sources else "Nothing was found about this."}
