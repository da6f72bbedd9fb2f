"""Vectors of texts in the store: kept once, compared there, each owner's own."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from ohm_core.store import vectors
from ohm_core.store.tables import vectors as table


def rows(db) -> int:
    with db.read() as read:
        return int(read.execute(select(func.count()).select_from(table)).scalar_one())


def test_the_store_says_how_near_texts_are(db):
    vectors.keep(db, "ann", "m", {"q": [2.0, 0.0], "same": [5.0, 0.0], "half": [1.0, 1.0], "away": [-1.0, 0.0], "unasked": [1.0, 0.0]})
    found = vectors.near(db, "ann", "m", "q", ["same", "half", "away", "nowhere"])
    assert found == {"same": pytest.approx(1.0), "half": pytest.approx(0.5 ** 0.5), "away": pytest.approx(-1.0)}


def test_a_text_is_kept_once_and_each_model_and_owner_has_its_own(db):
    for owner, model in (("ann", "m"), ("ann", "m"), ("ann", "n"), ("bob", "m")):
        vectors.keep(db, owner, model, {"a": [1.0, 0.0], "b": [0.0, 1.0]})
    assert rows(db) == 6 and vectors.kept(db, "ann", "m", ["a", "x"]) == {"a"}
    assert vectors.near(db, "eve", "m", "a", ["a", "b"]) == {} == vectors.near(db, "ann", "o", "a", ["a"])
    vectors.keep(db, "bob", "m", {"secret": [1.0, 0.0]})
    assert vectors.near(db, "ann", "m", "a", ["secret"]) == {} and vectors.near(db, "ann", "m", "secret", ["a"]) == {}
    vectors.forget(db, "ann")
    assert rows(db) == 3 and vectors.kept(db, "bob", "m", ["a"]) == {"a"}


def test_another_size_under_the_same_name_is_another_model(db):
    vectors.keep(db, "ann", "m", {"a": [1.0, 0.0]})
    vectors.keep(db, "ann", "m", {"b": [1.0, 0.0, 0.0]})
    assert vectors.kept(db, "ann", "m", ["a", "b"]) == {"b"}


def test_what_is_no_vector_is_not_kept(db):
    vectors.keep(db, "ann", "m", {"zero": [0.0, 0.0], "none": [], "nan": [float("nan"), 1.0], "inf": [float("inf"), 1.0]})
    assert rows(db) == 0
