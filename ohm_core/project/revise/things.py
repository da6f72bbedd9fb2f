"""Parts and deeds taken away or exchanged by a later message."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, Behaviour, Reading, subjects
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.project.revise import merge
from ohm_core.project.revise.sheet import Sheet, renamed

REMOVE = re.compile(r"\b(?:without|remove|drop|delete|leave out|no longer|(?:i |we )?(?:don'?t|do not|doesn'?t|does not) (?:need|want|have|use)(?: to)?|get rid of|take (?:out|away|off)|take|skip|omit|(?:i |we )?no more|never ?mind|lose|forget(?: about)?|(?:it |they )?(?:should(?:n't| not)|must(?:n't| not)|don'?t|do not|doesn'?t|does not)|stop(?= \w+ing\b)|no(?= ))\b", re.I)
THEM = re.compile(r"(?:[,;.]|\b(?:so|and|please))\s*(?:please )?(?:remove|delete|drop|get rid of|take out|leave out|lose|skip)\s+(?:it|them|that one|this one|that|those)\b", re.I)
LEADS = re.compile(r"^\W*(?:please|can you|could you|ok(?:ay)?|now|actually|and|then|also|but|let's|lets|i(?:'d| would) like to|i want to|i want you to|we should|you can)\b[\s,]*", re.I)
CHANGE = re.compile(r"\b(?:replace|swap|exchange|change|substitute|switch|turn)\s+(?:out\s+)?(?P<old>.+?)\s+(?:by|with|for|to|into|against)\s+(?P<new>.+)", re.I)
IN_PLACE = re.compile(r"(?:\b(?:use|take|put in|put|i want|i(?:'d| would) (?:like|rather have)|make it|give it|with)\s+)?(?P<new>.+?),?\s+(?:instead of|in place of|rather than)\s+(?P<old>.+)", re.I)
COLORS = re.compile(r"\b(red|green|blue|yellow|white|orange|pink|purple|amber)\b", re.I)
# What an action becomes where the new part has it not: the first that it declares.
STANDS_FOR = {
    "beep": ("blink", "on", "show"), "tone": ("beep", "blink", "on"), "melody": ("tone", "beep", "blink", "on"), "blink": ("beep", "on"), "on": ("on", "beep", "show", "move", "forward", "open"), "off": ("off", "clear", "move"),
    "set": ("set", "on", "show", "speed"), "show": ("show", "number", "say", "print"), "number": ("number", "show"), "clear": ("clear", "off"), "toggle": ("toggle", "on", "beep"), "color": ("color", "on"), "move": ("move", "step", "forward", "on"),
}


def bare(text: str) -> str:
    """The sentence without the words that only open it."""
    while (shorter := LEADS.sub("", text, count=1)) != text:
        text = shorter
    return text


def remove(sheet: Sheet, text: str) -> bool:
    """Takes away what the sentence names: a part, or only something that is done. True when the sentence was about that."""
    if pronoun := THEM.search(text):
        wishes, _ = sheet.named(text[: pronoun.start()])
        return bool(wishes) and _remove_wishes(sheet, wishes, text)
    found = REMOVE.match(bare(text)) or re.search(r"^(?:it|they|that|the \w+)\s+" + REMOVE.pattern, bare(text), re.I) or re.search(r"\b(?:is|are) (?:no longer|not) (?:needed|wanted|necessary)\b", text, re.I)
    if not found:
        return False
    whole = bare(text)
    rest = whole[: found.start()] + whole[found.end():] if "needed" in found[0] or "wanted" in found[0] or "necessary" in found[0] else whole[found.end():]
    rest = re.sub(r"\b(?:away|out|off|any ?more|any longer|please|again)\b\W*$", "", rest, flags=re.I).strip(" .!")
    if not rest:
        return False
    read = sheet.read(rest)
    if any(w for w in read.wishes if not w.implied and w.status != "context") or not read.behaviours:
        wishes, others = sheet.named(rest)
        conditioned = [b for b in read.behaviours if b.said and b.else_]
        if wishes and not conditioned:
            return _remove_wishes(sheet, wishes, rest)
        if others and not wishes:
            sheet.asks.append(_needed(sheet, others[0].ref))
            return True
    if _remove_deeds(sheet, read) or _except(sheet, read, text) or _absent(sheet, read, rest):
        return True
    if read.behaviours and re.match(r"(?:i |it |we |they |you |that |the \w+ )?(?:don|do not|doesn|does not|stop|no |no longer|never|without|should ?n|must ?n|remove|drop|delete)", bare(text), re.I):
        sheet.asks.append(f"Nothing in this design does that; it does: {'; '.join(sheet.say(b) for b in sheet.now.behaviours[:4]) or 'nothing yet'}.")
        return True
    return False


def _remove_wishes(sheet: Sheet, wishes: list[Wish], rest: str) -> bool:
    many = re.search(r"\b(?:both|all|every|the \w+s)\b", rest, re.I)
    one = re.search(r"\b(?:one|a|second|third|last|other)\b", rest, re.I)
    if len(wishes) == 1 and wishes[0].count > 1 and one and not many:
        sheet.put(wishes=[replace(w, count=w.count - 1) if w.id == wishes[0].id else w for w in sheet.now.wishes])
        sheet.done.append(f"one {wishes[0].concept.replace('_', ' ')} less")
        return True
    if len({w.concept for w in wishes}) > 1 and not many and len(wishes) > 1:
        exact = [w for w in wishes if any(x.ref.lower() in rest.lower() for x in sheet.refs_of(w))]
        if not exact:
            sheet.asks.append(f"Which one shall go: {' or '.join(sheet.name(w) for w in wishes)}?")
            return True
        wishes = exact
    names = [sheet.name(w) for w in wishes]
    also = [sheet.name(w) for w in sheet.drop(wishes)]
    sheet.done.append(f"{', '.join(names)} removed" + (f"; {', '.join(also)} only served that and goes too" if also else ""))
    return True


def _remove_deeds(sheet: Sheet, read: Requirements) -> bool:
    """Behaviours like those of a sentence, taken away with what only served them."""
    gone: list[Behaviour] = []
    for said in (b for b in read.behaviours):
        acts = {(k.id, a.action) for a in said.do for w in read.wishes if w.id == a.act.split(".")[0] for k in sheet.meant(w)} | {("board", a.action) for a in said.do if a.act == "board"}
        reads = {k.id for w in read.wishes if w.role in ("sense", "input") for k in sheet.meant(w)}
        like = [b for b in sheet.now.behaviours if any((a.act.split(".")[0], a.action) in acts for a in b.do)]
        named = [w for w in read.wishes if w.role in ("sense", "input")]
        gone += [b for b in like if not named or any(s.split(".")[0] in reads for s in occasions(b))]
    gone = list(dict.fromkeys(gone))
    if not gone:
        return False
    sheet.put(behaviours=[b for b in sheet.now.behaviours if b not in gone])
    also = [sheet.name(w) for w in sheet.orphans(["-"])]
    sheet.done.append(f"no longer: {'; '.join(sheet.say(b) for b in gone)}" + (f"; {', '.join(also)} only served that and goes too" if also else ""))
    return True


def _except(sheet: Sheet, read: Requirements, text: str) -> bool:
    """"don't water at night": what is done stays, but not while that holds."""
    for said in (b for b in read.behaviours if b.said and isinstance(b.when, Reading) and b.when.op in FLIPPED):
        acts = {(k.id, a.action) for a in said.do for w in read.wishes if w.id == a.act.split(".")[0] for k in sheet.meant(w)}
        like = [b for b in sheet.now.behaviours if acts & {(a.act.split(".")[0], a.action) for a in b.do}]
        if not like:
            continue
        assert isinstance(said.when, Reading)
        ids = merge.adopted(sheet, read, {s.split(".")[0] for s in occasions(said)})
        when = renamed(replace(said, when=replace(said.when, op=FLIPPED[said.when.op])), ids).when
        for known in like:
            merge.restrict(sheet, known, when, text.strip())
        return True
    return False


FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def occasions(behaviour: Behaviour) -> set[str]:
    """What a behaviour's condition speaks of."""
    return subjects((behaviour.when,))


def _absent(sheet: Sheet, read: Requirements, rest: str) -> bool:
    """Said to go, but not here: so told, where it is a thing at all."""
    things = [w for w in read.wishes if not w.implied]
    if not things or sheet.named(rest)[0]:
        return False
    sheet.asks.append(f"There is no {things[0].said.removeprefix('the ').removeprefix('a ')} in this design.")
    return True


def _needed(sheet: Sheet, ref: str) -> str:
    line = next(x for x in sheet.before.bom if x.ref == ref)
    if ref == sheet.before.design.board:
        return f"{line.name} ({ref}) is the controller; name another board to use instead of it."
    why = "; ".join(line.serves)
    return f"{line.name} ({ref}) stays: it is needed ({why})." if why else f"{line.name} ({ref}) stays: the other parts need it."


def exchange(sheet: Sheet, text: str, alone: Requirements) -> bool:
    """"replace X by Y", "Y instead of X", "use Y instead". True when one thing took the place of another."""
    whole = bare(text).strip(" .!?")
    parts = IN_PLACE.match(whole) or CHANGE.search(whole)
    if parts:
        if COLORS.fullmatch(re.sub(r"^(?:a|the)\s+", "", parts["old"].strip(), flags=re.I)):
            return False
        new = sheet.read(parts["new"])
        wanted = [w for w in new.wanted() if not w.implied]
        old, others = sheet.named(parts["old"])
        if new.board and (not old or not wanted):
            return False
        if not wanted or not old:
            return not old and bool(others) and bool(wanted) and _support(sheet, others[0].ref, wanted[0])
        return swap(sheet, old, wanted[0])
    spoken = bool(re.search(r"\b(?:instead|rather)\b", whole, re.I))
    if not spoken and not re.match(r"(?:use|take|switch to|i use|can i use|could i use)\b", whole, re.I):
        return False
    wanted = [w for w in alone.wanted() if not w.implied]
    if not wanted or alone.board or any(b.said and occasions(b) for b in alone.behaviours):
        return False
    new_wish = wanted[0]
    old = [k for k in sheet.now.wanted() if k.role == new_wish.role and not _is(sheet, new_wish, k)]
    near = [k for k in sheet.meant(replace(new_wish, part="", conditions={})) if k in old]
    if not spoken and (len(near) != 1 or not new_wish.part or not near[0].part and near[0].role != new_wish.role):
        return False  # only another model of the one thing there is takes its place without "instead"
    old = near or old
    if len(old) > 1:
        sheet.asks.append(f"Instead of which: {' or '.join(sheet.name(w) for w in old)}?")
        return True
    return bool(old) and swap(sheet, old, new_wish)


def _is(sheet: Sheet, wish: Wish, known: Wish) -> bool:
    """True when the known wish is that thing already."""
    return known in sheet.meant(wish) and (not wish.part or any(x.part.startswith(wish.part) for x in sheet.refs_of(known)))


def _support(sheet: Sheet, ref: str, wanted: Wish) -> bool:
    """A part that serves others, exchanged: a relay for the transistor."""
    line = next(x for x in sheet.before.bom if x.ref == ref)
    able = [p for p, _ in sheet.before.catalogue.providers("drive", "low_side_switch") if wanted.part and p.id.startswith(wanted.part)]
    if not able or not line.category.startswith(("transistor", "driver")):
        sheet.asks.append(_needed(sheet, ref))
        return True
    sheet.adopt(replace(wanted, status="wanted"))
    sheet.done.append(f"{line.name} ({ref}) → {able[0].name}")
    return True


def swap(sheet: Sheet, old: list[Wish], new: Wish) -> bool:
    """The first of the old wishes becomes the new one and keeps what is done with it; the others of them go."""
    known = old[0]
    if _is(sheet, new, known) and (not new.conditions or new.conditions == known.conditions):
        sheet.told = True
        sheet.asks.append(f"It is {sheet.name(known)} already.")
        return True
    name = sheet.name(known)
    offers = [a for p in ([sheet.before.catalogue.part(new.part)] if new.part in sheet.before.catalogue else [sheet.before.catalogue.part(i) for i in sheet.before.catalogue.ids() if new.part and i.startswith(new.part)] or [p for p, _ in sheet.before.catalogue.providers(new.role, new.concept)]) for a in p.actions]
    made = replace(new, id=known.id, count=max(known.count, new.count), status="wanted", implied=False)
    sheet.put(wishes=[made if w.id == known.id else w for w in sheet.now.wishes])
    sheet.put(behaviours=[replace(b, do=_acts(b.do, known.id, offers), else_=_acts(b.else_, known.id, offers)) for b in sheet.now.behaviours])
    if rest := [w for w in old[1:] if w.concept == known.concept]:
        sheet.drop(rest)
    sheet.done.append(f"{name} → {new.said or new.concept.replace('_', ' ')}")
    return True


def _acts(actions: tuple[Action, ...], wish: str, offers: list[str]) -> tuple[Action, ...]:
    """The actions of a wish in the words of the part that serves it now."""
    made = []
    for a in actions:
        if a.act.split(".")[0] == wish and a.action not in offers and offers:
            other = next((x for x in STANDS_FOR.get(a.action, ()) if x in offers), "")
            a = replace(a, action=other or a.action, args=() if other != "blink" else (("period_s", 1.0),))
        made.append(a)
    return tuple(made)
