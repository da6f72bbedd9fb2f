"""Ids sort by the moment they were made."""

from ohm_core.store.ids import new_id, now


def test_ids_are_unique_and_sorted():
    made = [new_id() for _ in range(5000)]
    assert len(set(made)) == 5000
    assert made == sorted(made)


def test_ids_have_the_layout_of_uuid_version_7():
    made = new_id()
    assert len(made) == 32 and made[12] == "7" and made[16] in "89ab"


def test_times_are_utc_without_a_zone():
    assert now().tzinfo is None
