"""What a verb acts on: its arguments, what "it" is, what its frame implies."""

from __future__ import annotations

from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Draft
from ohm_core.understand.parties import pair_in
from ohm_core.understand.predicates import Predicate, instruments, targets
from ohm_core.understand.scene import Scene
from ohm_core.understand.states import said

_TURNED = ("angle", "exact_turns", "linear_motion", "push_pull")


def acted_on(scene: Scene, p: Predicate) -> list[Draft]:
    """The drafts a verb acts on: its arguments, what "it" is, what the frame implies."""
    frame = p.frame
    assert frame is not None
    if frame.default in ("sound", "haptic") and any(a.left and not a.prep and a.item.sort == "wifi" for a in p.args):
        return [Draft("board", "communicate", "publish", ("publish",))]  # "my phone rings": a message makes it
    found = [d for a in targets(scene.page, frame, p) for d in scene.drafts_of(a.item, not a.prep or a.prep == "of") if scene.out(d)]
    if frame.any_target and (also := _sounded(scene, p)) is not None:
        return _unique([also, *found])
    if frame.action == "chase" and len(_unique(found)) < 2:
        row = [d for d in scene.acting() if scene.pool.lexicon.is_a(d.concept, "illumination")]
        if sum(d.count for d in row) > 1:
            return row
    if found:
        direct = [d for a in targets(scene.page, frame, p)[:1] for d in scene.drafts_of(a.item) if scene.out(d)]
        return [_tuned(scene, p, d) for d in _unique(found if _listed(p) else direct or found)]
    movers = [d for a in instruments(scene.page, p) for d in scene.drafts_of(a.item)] if frame.objects or frame.needs_target else []
    if movers:
        return _unique(movers)[:2]
    if frame.any_target:
        return _any(scene, p)
    if any(a.item.sort == "device" and a.item.sense is not None and a.item.sense.role == "act" and not a.item.sense.soft and not scene.drafts_of(a.item) for a in p.args):
        return []  # what it names is unserved; another thing would not be what was asked for
    ready = [d for d in scene.pool.serving(frame.target, p.item.start) if scene.out(d)]
    if frame.objects and not ready and frame.default in _TURNED:
        ready = [d for d in scene.acting() if d.concept in (*_TURNED, "spin") and not d.implied]
        if ready:
            return ready[:1]  # what is named elsewhere moves it
    if p.negated:
        return ready[:1]
    if frame.default == "sound" and _felt(scene, p):
        draft = scene.pool.serve("act", ("haptic",), said(scene, p), p.item.start)
        return [draft] if draft else []
    if frame.default:
        concepts = (frame.default, *(t for t in frame.target if t != frame.default and frame.default not in ("sound", "illumination", "tone")))
        many, about = pair_in(scene.page, p.start, p.end)
        count = max(frame.count, many)
        draft = scene.pool.serve(frame.default_role, concepts, said(scene, p), p.item.start, count=count, about=about)
        if draft is not None and draft.count < count and not draft.counted:
            draft.count, draft.counted = count, many > 1
        beside(scene, p)
        return [draft] if draft else []
    return ready[:1]


def beside(scene: Scene, p: Predicate) -> None:
    """Drafts for what the frame asks for besides what it acts on: a vehicle's motors turn both ways, a diary knows the time."""
    for need in p.frame.also if p.frame is not None else ():
        if need.concepts[:1] == ("wall_clock",) and scene.features.get("wifi"):
            continue
        scene.pool.serve(need.role, need.concepts, said(scene, p), p.item.start, count=need.count)


_WORN = frozenset(["pocket", "wrist", "wristband", "bracelet", "belt", "pillow", "glove", "shoe", "ankle", "collar", "sleeve"])


def _felt(scene: Scene, p: Predicate) -> bool:
    """True for what "buzzes" in a pocket or on a wrist: it is felt, not heard."""
    return scene.page.lemma_in(p.item.start, {"buzz", "hum"}) and any(t.low in _WORN for t in scene.page.tokens) and not scene.pool.serving(("sound",))


def _sounded(scene: Scene, p: Predicate) -> Draft | None:
    """"remind me with a sound and a light": the sound that is named beside the verb as a means."""
    if not any(a.item.key in ("melody", "sound_level") and a.prep in ("with", "by", "using") for a in p.args):
        return None
    return scene.pool.serve("act", ("sound",), said(scene, p), p.item.start)


def _tuned(scene: Scene, p: Predicate, draft: Draft) -> Draft:
    """A buzzer that shall play a melody becomes one for tones."""
    wanted = p.frame.default if p.frame is not None else ""
    if wanted == "colored_light" and draft.color and draft.counted and not scene.pool.lexicon.is_a(draft.concept, "colored_light"):
        return draft  # one of several lights, each of its own colour
    special = wanted == "tone" and scene.pool.could(draft, "tone") or draft.generic and wanted != draft.concept and scene.pool.could(draft, wanted)
    return scene.pool.sharpened(draft, (wanted,)) if special else draft


def _unique(drafts: list[Draft]) -> list[Draft]:
    return list({d.id: d for d in drafts}.values())


def _listed(p: Predicate) -> bool:
    """True when the targets are a list, not an object and its instrument."""
    return len({a.prep for a in p.args}) == 1 and len({a.left for a in p.args}) == 1


def _any(scene: Scene, p: Predicate) -> list[Draft]:
    """For "alert me": what the words name, what is sent to, else whatever sounds or shines, else a buzzer."""
    assert p.frame is not None
    page = scene.page
    for concept in p.frame.target:
        if concept == "publish" and scene.features.get("wifi"):
            return [Draft("board", "communicate", "publish", ("publish",))]
        ready = [d for d in scene.pool.serving((concept,), p.item.start) if scene.out(d)]
        if ready:
            return ready[:1]
    color = next((j + 1 for j in range(p.item.end, p.end) if page.low(j) in ("with", "in", "by") and page.is_("color", j + 1) and not (j + 2 in page.at and page.at[j + 2].sort == "device")), 0)
    if color:
        draft = scene.pool.serve("act", ("illumination",), said(scene, p), p.item.start, color=page.lexicon.tables["color"].get(page.low(color), page.low(color)))
        return [draft] if draft else []
    other = ("illumination", "haptic") if scene.pool.refused_(p.frame.default) else ()
    draft = scene.pool.serve(p.frame.default_role, (p.frame.default, *other), said(scene, p), p.item.start)
    if p.frame.key == "alert":
        scene.pool.ask(f"How shall '{said(scene, p)}' reach you? A buzzer sounds; a light or a phone message is possible too.")
    return [draft] if draft else []


def spoken_args(scene: Scene, clause: Clause, p: Predicate) -> list[tuple[str, float | str]]:
    """Arguments said in the clause: a colour, an angle."""
    page = scene.page
    found: list[tuple[str, float | str]] = []
    for j in range(p.item.start, p.end):
        if page.is_("color", j) and not (j + 1 in page.at and page.at[j + 1].sort == "device"):
            found.append(("color", page.lexicon.tables["color"].get(page.low(j), page.low(j))))
        if j in page.quantity_at and page.low(page.quantity_at[j].end - 1) in ("degree", "degrees", "deg", "°"):
            found.append(("angle_deg", page.quantity_at[j].value))
        elif j in page.quantity_at and page.quantity_at[j].start == j and page.quantity_at[j].kind == "number" and page.low(j - 1) == "to" and "angle_deg" not in dict(found):
            found.append(("angle_deg", page.quantity_at[j].value))  # "turns to 30"
    return found[:2]


_HABITS = frozenset(["always", "never", "often", "sometimes", "usually", "keeps", "keep", "forgets", "forget", "tends", "constantly", "everyday", "tired", "hate", "hates", "love", "loves", "like", "likes", "scared", "fear"])
_PAST = frozenset(["came", "went", "left", "ran", "walked", "moved", "fell", "hit", "stepped", "jumped", "passed", "was", "were", "had", "broke", "entered", "got", "stole"])


def only_told(scene: Scene, p: Predicate) -> bool:
    """True for what people or animals are said to do, with no deed of the device to answer it in the sentence."""
    page = scene.page
    if p.clause.owner is not None or p.clause.purpose or p.frame is None or any(a.item.sort == "device" for a in p.args):
        return False
    end = next((e for s, e in page.sentences if s <= p.item.start < e), p.end)
    after = page.at.get(end)
    if after is not None and after.as_verb and after.start == end and any(f.does in ("act", "report") for f in page.frames(after)):
        end = after.end  # "My cat sneaks in. Scare it off."
    answered = any(f.does in ("act", "report", "count", "modulate") for x in page.verbs_in(p.item.end, end) for f in page.frames(x))
    words = {page.low(j) for j in range(max(p.start, p.item.start - 5), p.item.end)}
    if p.person and page.low(p.item.start).endswith("ed") and not any(page.is_("auxiliary", j) for j in range(max(p.start, p.item.start - 2), p.item.start)):
        return True  # "my wife bumped the shelf"
    if (p.frame.person_subject or any(a.left and a.item.sense is not None and {"person", "animal"} & set(a.item.sense.kinds) for a in p.args)) and not answered and (p.person or any(a.left for a in p.args)) and not any(x.as_verb and not page.plain(x) and x.end <= p.item.start for x in page.items if x.start >= p.clause.start):
        return True  # "my cat sits on me"
    return bool(words & _PAST) or not answered and bool(words & _HABITS) or p.frame.key in ("pass", "move_seen", "approach") and page.low(p.item.start) in ("leave", "leaves")
