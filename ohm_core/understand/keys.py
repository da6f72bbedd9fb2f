"""Who is let in: the right card, tag, code or finger, and the wrong one, said as the subject of a deed or alone before it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from ohm_core.design.behaviour import Condition
from ohm_core.understand.checks import checked
from ohm_core.understand.clauses import Clause
from ohm_core.understand.grouping import Rule
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import own_concept

_KEYS = {"card": "identity_tag", "tag": "identity_tag", "chip": "identity_tag", "badge": "identity_tag", "fob": "identity_tag", "keycard": "identity_tag", "rfid": "identity_tag", "nfc": "identity_tag",
         "code": "key_entry", "pin": "key_entry", "password": "key_entry", "passcode": "key_entry", "fingerprint": "fingerprint", "finger": "fingerprint"}
_ANY = frozenset(["one", "ones", "anything", "everything", "others", "any", "all", "everyone", "anyone"])
_WRONG = frozenset(["wrong", "unknown", "other", "others", "else", "invalid", "foreign", "unauthorised", "unauthorized", "incorrect", "false", "stranger", "strange", "unregistered", "not", "bad", "denied", "unfamiliar"])
_RIGHT = frozenset(["my", "our", "right", "known", "correct", "valid", "own", "authorised", "authorized", "registered", "ok", "okay", "accepted", "good", "familiar", "only", "enrolled"])
_IDENTIFY = ("identity_tag", "key_entry", "fingerprint")
_LONGEST = 8  # words before the verb that still say which key it is


def by_keys(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """RULES with the deeds of each key apart: "my card opens the lock, any other card sounds the buzzer"."""
    parted: list[Rule] = []
    for rule in rules:
        starts = [k for k, c in enumerate(rule.deeds) if key_condition(scene, c) is not None]
        if rule.otherwise or not starts or rule.conditions and starts == [0]:
            parted.append(rule)
            continue
        cuts = sorted({0, *starts, len(rule.deeds)})
        for a, b in itertools.pairwise(cuts):
            first = a == 0
            parted.append(replace(rule, conditions=rule.conditions if first else (), deeds=rule.deeds[a:b]))
    return parted


def key_condition(scene: Scene, clause: Clause) -> Condition | None:
    """"my card opens …", "4711 opens …", "anything else beeps", "wrong one -> …": the right key or a wrong one; None where a clause
    does not begin with one.
    """
    page = scene.page
    verb = next((x.start for x in page.verbs_in(clause.body + 1, clause.end) if any(f.does in ("act", "report") for f in page.frames(x))), clause.end)
    stop = min(verb, next((x.start for x in page.nouns_in(clause.body, clause.end) if x.sense is not None and x.sense.role in ("act", "show")), clause.end))
    words = [page.low(j) for j in range(clause.body, stop)]
    known = {w for word in words for w in (word, word.removesuffix("s"), word.removesuffix("'s"), word.removesuffix("s'"), *lemmas(word))}
    held = [d for d in scene.pool.serving(_IDENTIFY) if d.role in ("identify", "input", "sense")]
    digits = any(re.fullmatch(r"\d{3,8}", w) for w in words) and any(d.concept == "key_entry" for d in held)
    named = next((_KEYS[w] for w in known if w in _KEYS), "")
    if not named and not held and known & _ANY and known & (_WRONG | _RIGHT):
        named = next((_KEYS[w] for j in range(clause.body - 1, -1, -1) for w in (page.low(j), page.low(j).removesuffix("s")) if w in _KEYS), "")  # "a wrong one"
    if not 0 < len(words) <= _LONGEST or not (named or digits or held and known & _ANY or held and known <= _WRONG | _RIGHT):
        return None
    wrong = bool(known & _WRONG)
    if not wrong and not digits and not known & _RIGHT and not any(w.endswith(("'s", "s'")) for w in words):
        return None
    draft = next((d for d in held if scene.pool.provides(d, named)), None) if named else held[0] if held else None
    draft = draft or (scene.pool.serve("identify", (named,), page.said(clause.body, stop), clause.body) if named and not held else held[0] if held else None)
    if draft is None:
        return None
    return checked(scene, draft, own_concept(scene.pool, draft, _IDENTIFY), "!=" if wrong else "==")
