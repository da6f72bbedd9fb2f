"""The canary for CP-SAT's compiled interface, and what the thin face on it promises."""

from ohm_core.plan.solver import Choices


def test_the_cheapest_assignment_is_found() -> None:
    model = Choices()
    for signal in ("a", "b"):
        model.exactly_one([(signal, 1), (signal, 2)], wish=signal)
    for pin in (1, 2):
        model.at_most_one([("a", pin), ("b", pin)])
    model.cost(("a", 1), 5)
    model.cost(("b", 2), 5)
    chosen = model.solve()
    assert chosen is not None
    assert ("a", 2) in chosen
    assert ("b", 1) in chosen


def test_wishes_that_collide_are_named_and_others_are_not() -> None:
    model = Choices()
    for signal in "abc":
        model.exactly_one([(signal, 1), (signal, 2)], wish=signal)
    model.exactly_one([("d", 9)], wish="d")
    for pin in (1, 2):
        model.at_most_one([(signal, pin) for signal in "abc"])
    assert model.solve() is None
    assert sorted(map(str, model.collide())) == ["a", "b", "c"]


def test_a_weighted_limit_holds() -> None:
    model = Choices()
    for name in "xyz":
        model.cost(name, -10)
    model.at_most({"x": 3, "y": 3, "z": 5}, 6)
    chosen = model.solve()
    assert chosen == {"x", "y"}


def test_implications_and_bans_hold() -> None:
    model = Choices()
    model.exactly_one(["a", "b"])
    model.cost("b", 100)
    model.implies("a", "c")
    model.forbid_together("a", "d")
    model.cost("d", -50)
    model.cost("c", 10)
    assert model.solve() == {"a", "c"}
