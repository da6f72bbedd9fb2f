"""States told in words → conditions: "is dry", "gets dark", "too hot"."""

from __future__ import annotations

from ohm_core.design.behaviour import Condition, Reading
from ohm_core.understand.checks import FLIP, checked, negated
from ohm_core.understand.dimensions import FITS_UNIT
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.lexeme import Lexeme
from ohm_core.understand.predicates import Predicate, numbers
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import HYSTERESIS, LIMITS, happening, own_concept, reading


def of_state(scene: Scene, p: Predicate) -> Condition | None:
    """"is dry", "gets dark", "too hot"."""
    sense = p.item.sense
    assert sense is not None
    concepts = _concepts_for_state(scene, p, sense)
    if sense.event == "checked" and not scene.pool.serving(concepts):
        return None
    if any(q.kind == "length" for q in numbers(scene.page, p.item.end, p.end)):
        concepts = tuple(c for c in concepts if c in ("distance", "water_level")) or concepts  # an amount of centimetres is no yes or no
    draft = scene.pool.serve("input" if sense.event == "pressed" else "sense", concepts, said(scene, p), p.item.start, medium=medium_of(p), about=_vessel(scene, p))
    if draft is None:
        return None
    concept = own_concept(scene.pool, draft, concepts)
    if sense.event == "checked":
        return checked(scene, draft, concept, sense.op)
    if sense.event or concept not in sense.concepts and concept in ("motion",):
        return happening(scene.pool, draft, concept, held=p.clause.kind == "while")
    quantity = next((q for q in numbers(scene.page, p.item.end, p.end) if q.kind in FITS_UNIT.get(concept, ("number",))), None)
    if sense.value is None:
        return happening(scene.pool, draft, concept)
    if sense.op == "==":
        made: Condition = happening(scene.pool, draft, concept, held=True) if sense.value else negated(happening(scene.pool, draft, concept, held=True))
        return negated(made) if p.negated else made
    value = quantity.value if quantity else _own_value(sense, concept)
    if quantity is None:
        _assume(scene, p, sense, concept, value)
    op = FLIP[sense.op] if p.negated else sense.op
    return Reading(reading(scene.pool, draft, concept), op, value, HYSTERESIS.get(concept, 0.0))


def _concepts_for_state(scene: Scene, p: Predicate, sense: Lexeme) -> tuple[str, ...]:
    """What the state is about: the quantity beside it where that fits ("the water is hot"), else the state's own."""
    beside = [c for a in p.args for c in (*a.concepts, *(a.item.sense.sense if a.item.sense is not None else ())) if c in sense.concepts]
    sensors = [c for a in p.args if a.item.sort == "device" and a.item.sense is not None and a.item.sense.role == "sense" for c in a.item.sense.concepts]
    if sensors and not beside and sensors[0] in LIMITS and not set(sensors) & set(sense.concepts):
        return tuple(sensors)  # "the rain sensor is wet"
    named = [a.item for a in p.args if a.item.sort == "phenomenon" and a.item.sense]
    if sense.key in ("dry", "dry_air") and not beside and scene.pool.serving(("rain",)) and not any(x.key in ("plant", "soil") or "plant" in (x.sense.kinds if x.sense else ()) for x in scene.page.items):
        return ("rain",)  # "it closes when it rains and opens once it is dry"
    if sense.key in ("empty", "full", "near", "far") and named and named[0].sense:
        return named[0].sense.concepts
    return tuple(dict.fromkeys((*beside, *sense.concepts)))


def _own_value(sense: Lexeme, concept: str) -> float:
    if sense.concepts and concept == sense.concepts[0] or concept not in LIMITS:
        return float(sense.value or 0)
    same = LIMITS[concept].op == sense.op
    return LIMITS[concept].value if same else float(sense.value or 0)


def _assume(scene: Scene, p: Predicate, sense: Lexeme, concept: str, value: float) -> None:
    units = {"temperature": "°C", "distance": "cm", "obstacle": "cm", "weight": "g", "co2": "ppm"}
    side = "below" if sense.op == "<" else "above"
    unit = units.get(concept, "%")
    word = scene.page.said(p.item.start, p.item.end)
    scene.pool.note(f"{word[:1].upper()}{word[1:]} means {side} {value:g} {unit} {concept.replace('_', ' ')}; change {sense.name or concept.upper()}.")


_VESSELS = ("tank", "hopper", "bin")


def _vessel(scene: Scene, p: Predicate) -> str:
    """The vessel whose state is told: a bowl that is empty and a bucket that is empty are sensed apart."""
    found = next((a.item for a in p.args if a.left and not a.prep and a.item.sort == "thing" and a.item.sense is not None and set(_VESSELS) & set(a.item.sense.kinds)), None)
    return lemmas(scene.page.low(found.end - 1))[-1] if found is not None else ""


def medium_of(p: Predicate) -> str:
    return next((str(a.item.sense.conditions["medium"]) for a in p.args if a.item.sense and "medium" in a.item.sense.conditions), "")


def said(scene: Scene, p: Predicate) -> str:
    """The words of a predicate with its arguments."""
    start = min([p.item.start, *(scene.page.phrase_start(a.item) for a in p.args if p.start <= a.item.start)])
    end = max([p.item.end, *(a.item.end for a in p.args if a.item.start < p.end), *(q.end for q in numbers(scene.page, p.item.start, p.end))])
    return scene.page.said(start, end)
