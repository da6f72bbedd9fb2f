"""Vectors of texts, kept under their owner by model and digest, so that no text is embedded twice. The texts are not stored here, and which of
them may be found is said by whoever asks: a vector whose text is gone answers nothing."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, select

from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.tables import vectors

# Rows of one transaction: a first search keeps hundreds of vectors, and other writers shall not wait for all of them.
AT_ONCE = 64


def digest(words: str) -> str:
    """What a text is known by here."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def kept(db: Database, owner: str, model: str, digests: Iterable[str]) -> set[str]:
    """Those of DIGESTS that OWNER has a vector of by MODEL."""
    with db.read() as read:
        return set(read.execute(select(vectors.c.digest).where(_of(owner, model), vectors.c.digest.in_(list(digests)))).scalars())


def keep(db: Database, owner: str, model: str, found: Mapping[str, Sequence[float]]) -> None:
    """Keeps vectors by digest, each at length 1; one that is there stays. Vectors of another size are another model of the same name, and go.
    What is empty or no number is left out."""
    rows = [(d, v) for d, raw in found.items() if (v := _unit(raw))]
    for first in range(0, len(rows), AT_ONCE):
        part = rows[first:first + AT_ONCE]
        with db.write() as write:
            write.execute(delete(vectors).where(_of(owner, model), vectors.c.size != len(part[0][1])))
            there = set(write.execute(select(vectors.c.digest).where(_of(owner, model), vectors.c.digest.in_([d for d, _ in part]))).scalars())
            new = [{"id": new_id(), "owner": owner, "model": model, "digest": d, "size": len(v), "vector": v, "created_at": now()} for d, v in part if d not in there]
            if new:
                write.execute(insert(vectors), new)


def near(db: Database, owner: str, model: str, wanted: str, among: Iterable[str]) -> dict[str, float]:
    """How near the texts AMONG (digests) are to the one WANTED: the cosine of their vectors, -1 to 1, reckoned in the store. Those without a
    vector of OWNER's are left out; {} where the wanted one has none."""
    other = vectors.alias("other")
    with db.read() as read:
        like = _cosine(read.dialect.name, vectors.c.vector, other.c.vector)
        found = select(vectors.c.digest, case((vectors.c.size == other.c.size, like))).select_from(vectors.join(other, other.c.digest == wanted)).where(
            _of(owner, model), other.c.owner == owner, other.c.model == model, vectors.c.digest.in_(list(among)))
        return {d: float(score) for d, score in read.execute(found) if score is not None}


def forget(db: Database, owner: str) -> None:
    """Takes away what is kept of OWNER."""
    with db.write() as write:
        write.execute(delete(vectors).where(vectors.c.owner == owner))


def _of(owner: str, model: str) -> ColumnElement[bool]:
    return (vectors.c.owner == owner) & (vectors.c.model == model)


def _cosine(dialect: str, one: Any, other: Any) -> ColumnElement[Any]:
    """By DuckDB's function for lists; elsewhere the sum of products of PostgreSQL's arrays, which is the cosine of vectors of length 1."""
    if dialect == "duckdb":
        return func.list_cosine_similarity(one, other)
    pairs = func.unnest(one, other).table_valued("a", "b").render_derived(name="pairs")
    return select(func.sum(pairs.c.a * pairs.c.b)).select_from(pairs).correlate(vectors, other.table).scalar_subquery()


def _unit(vector: Sequence[float]) -> list[float]:
    """VECTOR at length 1; [] for one without a length or with what is no number."""
    length = math.sqrt(sum(x * x for x in vector))
    return [x / length for x in vector] if length > 0 and math.isfinite(length) else []
