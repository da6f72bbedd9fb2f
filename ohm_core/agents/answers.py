"""Answers to questions about a design, from the Design, its checks and the catalogue. One function a topic of `topics.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ohm_core.agents import facts, saying
from ohm_core.agents.turn import Call, Moves, Say, Turn
from ohm_core.breadboard import net_colors
from ohm_core.catalogue.catalogue import load
from ohm_core.catalogue.schema import Part
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import budget_of
from ohm_core.project.views import by_group
from ohm_core.units import parse_si

UNSURE = 0.2
LIMITS = "Without a key for a language model I answer from this design, its checks and the parts catalogue: ask about a part (“what does R1 do?”), the wiring, code, cost, power, or a warning, or say what to change."
Lines = Iterator[str]


def answer(topic: str, sure: float, turn: Turn, now: Prototype) -> Moves:
    """Opens the drawer that shows what is asked, then says it."""
    drawer, lines = choose(topic, sure, turn.text, now)
    tool = f"open_{drawer}_drawer"
    if drawer and tool in turn.role.tools:
        yield Call(tool)
    for line in lines:
        yield Say(line + "\n")
    if topic == "cost" and (target := budget_of(turn.shelf.get(turn.project.id))):
        yield Say("\n" + saying.budget_line(now, target) + "\n")
    if topic == "cost" and (told := saying.rates(now)):
        yield Say("\n" + told)


def choose(topic: str, sure: float, text: str, now: Prototype) -> tuple[str, Lines]:
    """The drawer ("" for none) and the lines that answer TEXT."""
    refs = named(text, now)
    if missing := unknown_refs(text, now):
        return "", iter([f"There is no {inline(missing[0])} in this design. Its references are {inline(', '.join(now.design.parts))}."])
    if told := counted(text, refs, now) or has(text, now):
        return "", iter([told])
    if topic == "power" and re.search(r"batter|accu|solar|power ?bank", text, re.I) and not any(x.category.startswith("power:battery") for x in now.bom):
        return "bom", iter([*power(now), "", "No battery is in it; say “make it battery powered” to plan one."])
    if refs and topic in ("what", "why", "wiring", "parts", "findings", "power", "help"):
        return "", about(refs, topic, now)
    if topic in ("what", "why") or sure < UNSURE:
        return "", unnamed(topic, text, now)
    drawer, write = TOPICS.get(topic, ("", help_))
    return drawer, write(now)


def counted(text: str, refs: list[str], now: Prototype) -> str:
    """"how many leds are there?"; "" where that is not asked."""
    found = re.search(r"\bhow many (?P<what>[\w -]+?)(?: (?:are|do|does|is|have|has|in|did|will|can)\b|\?|$)", text, re.I)
    if not found:
        return ""
    what = found["what"].strip().lower()
    if re.search(r"\b(?:parts?|components?|things|pieces)$", what):
        return saying.headline(now)
    if re.search(r"\b(?:wires?|connections?|jumpers?)$", what):
        return f"{saying.count(len(now.design.connections), 'wire')}."
    if re.search(r"\bpins?$", what):
        board = now.design.board
        used = sorted({p.pin for net in now.circuit.nets if net.kind == "signal" for p in net.pins if p.ref == board})
        return f"{saying.count(len(used), 'signal pin')} of the board in use: {inline(', '.join(used))}."
    if refs:
        return f"{len(refs)}: {inline(', '.join(refs))}."
    return ""


HAS = re.compile(r"\s*(?:is|are) there (?:an? |any )?(?P<there>.+?)(?: in (?:it|this|the design|here))?\s*\??$|\s*(?:does|do|has|have) (?:it|this|we|the (?:design|board|project))(?: have| use| need| got| contain| include)? (?:an? |any )?(?P<own>.+?)\s*\??$", re.I)


def has(text: str, now: Prototype) -> str:
    """"does it have wifi?", "is there a display?": yes with what it is, or no; "" where that is not asked."""
    from ohm_core.errors import BadInput
    from ohm_core.project.revise.sheet import Sheet
    from ohm_core.understand import understand

    found = HAS.match(text)
    what = (found["there"] or found["own"]).strip() if found else ""
    if not re.search(r"[^\W\d_]{2}", what):
        return ""
    try:
        wishes = understand(f"use {what}", now.catalogue)
    except BadInput:
        return ""
    board = now.circuit.board_instance()
    for name, wanted in wishes.features.items():
        if wanted and board and board.part.board:
            able = name in board.part.board.wireless or name == "bluetooth" and "ble" in board.part.board.wireless
            if now.design.features.get(name):
                return f"Yes: it uses {name} of the {inline(board.part.name)}."
            return f"The {inline(board.part.name)} has {name}, but this design does not use it; say “add {name}”." if able else f"No: the {inline(board.part.name)} has no {name}; say “add {name}” and another board is planned."
    things = [w for w in wishes.wishes if not w.implied]
    if not now.design.requirements:
        return ""
    sheet = Sheet(now, now.design.requirements)
    lines = [x for w in things for k in sheet.meant(w) for x in sheet.refs_of(k)]
    lines = lines or sheet.by_nouns(what)
    if lines:
        return "Yes: " + "; ".join(dict.fromkeys(f"{inline(x.name)} ({inline(x.ref)})" for x in lines)) + "."
    if not things and not now.catalogue.search(what):
        return ""
    return f"No, there is no {inline(what)} in this design; say “add {inline(what)}” to have one."


def named(text: str, now: Prototype) -> list[str]:
    """The references a text speaks of: by name (R1), by value (220 ohm), or by the name of a part in use (the sensor BME280)."""
    refs = [r for r in now.design.parts if facts.mentions(text.upper(), r.upper())]
    return refs or _by_value(text, now) or [x.ref for x in now.bom if any(p.id == x.part for p in parts_named(text))] or _by_kind(text, now)


def unknown_refs(text: str, now: Prototype) -> list[str]:
    """Words that look like references (Q7) and are none of this design's, nor a part's name, pin or order number."""
    pins = {p.pin.upper() for net in now.circuit.nets for p in net.pins}
    looks = [w for w in re.findall(r"\b[A-Z]{1,4}\d{1,2}\b", text) if w not in now.design.parts and w not in pins]
    return [w for w in looks if now.catalogue.find(w) is None and not now.catalogue.search(w)]


def _by_value(text: str, now: Prototype) -> list[str]:
    found = re.search(r"\b(\d+(?:[.,]\d+)?\s?[kM]?)\s?(?:ohms?|Ω)", text)
    if not found:
        return []
    ohms = parse_si(found[1].strip())
    return [r for r, use in now.design.parts.items() if use.attr("resistance_ohm") == ohms]


def _by_kind(text: str, now: Prototype) -> list[str]:
    """Parts in use whose category or name holds a word of the text: 'the sensor', 'the pump'."""
    words = {w for w in re.findall(r"[a-z]{3,}", text.lower())} - {"part", "parts", "board", "the", "for", "wire", "code", "light"}
    hits = [x.ref for x in now.bom if words & set(re.findall(r"[a-z]{3,}", f"{x.category} {x.name}".lower())) - {"module", "and", "with"}]
    return hits if len(hits) <= 3 else []


def parts_named(text: str) -> list[Part]:
    """Catalogue parts whose name, alias or id stands in the text, the longest names first."""
    words = re.findall(r"[\w.+-]+", text)[:60]
    found: dict[str, Part] = {}
    catalogue = load()
    for size in (4, 3, 2, 1):
        for i in range(len(words) - size + 1):
            part = catalogue.find(" ".join(words[i:i + size]))
            if part is not None and len("".join(words[i:i + size])) > 2:
                found.setdefault(part.id, part)
    return list(found.values())


def about(refs: list[str], topic: str, now: Prototype) -> Lines:
    """What was asked of the named parts."""
    for ref in refs[:3]:
        yield from facts.reference_lines(now, ref, topic)
        yield ""


def unnamed(topic: str, text: str, now: Prototype) -> Lines:
    """A question about something that is not in the design: the catalogue, else what can be asked."""
    parts = parts_named(text)
    for part in parts[:2]:
        yield from facts.part_lines(part)
        yield "" if part.id in {x.part for x in now.bom} else "\nIt is not part of this design."
    if not parts and topic == "why":
        yield "I have no reason noted for just that. What this design is as it is for:\n"
        yield from (f"- {line}" for line in saying.reasons(now))
    elif not parts:
        yield f"I don't know that. {LIMITS}"


def wiring(now: Prototype) -> Lines:
    kinds, colors = facts.nets_by_kind(now.circuit), net_colors(now.circuit)
    for kind, title in (("supply", "Power first"), ("ground", "Then ground, all joined"), ("signal", "Then the signals")):
        if kinds[kind]:
            yield f"**{title}**\n"
            yield from (f"- {colors[net.name].said}: {inline(' – '.join(now.circuit.say(p) for p in net.pins))}" for net in kinds[kind])
            yield ""
    yield f"The wiring drawer shows it in {len(now.layout.steps)} steps, each with its holes."


def steps(now: Prototype) -> Lines:
    yield "Unplug the board, then:\n"
    yield from (f"{i}. {inline(step.text)}" for i, step in enumerate(now.layout.steps, 1))


def code(now: Prototype) -> Lines:
    main, rest = [f for f in now.firmware if not f.path.startswith("bringup/")], [f for f in now.firmware if f.path.startswith("bringup/")]
    yield f"The firmware has {len(main)} files:\n"
    yield from (f"- {inline(f.path)} ({len(f.content.splitlines())} lines)" for f in main)
    if rest:
        yield f"\nBesides, `bringup/` holds {len(rest)} files with small tests, one for each group of parts."
    yield ""
    yield from behaviours(now)


def upload(now: Prototype) -> Lines:
    item = now.circuit.board_instance()
    board = item.part.board if item else None
    if item is None or board is None:
        yield "There is no board in this design to put a program on."
        return
    yield f"Save the firmware as a zip from the code drawer and unpack it. Then, for the {inline(item.part.name)}:\n"
    yield "- `ohm upload FOLDER` uses the tool that is installed, or says which one to install"
    if any(f.path.endswith(".ino") for f in now.firmware) and board.fqbn:
        yield f"- Arduino IDE: open the .ino file, choose the board `{board.fqbn}` and its port, press Upload"
    if board.platformio:
        yield f"- PlatformIO: open the folder; `platformio.ini` names the board `{board.platformio}`"
    if board.upload:
        yield f"- mind: {inline(board.upload)}"


def behaviours(now: Prototype) -> Lines:
    yield "It does this:\n"
    yield from (f"- {saying.behaviour_line(now, b)}" for b in now.design.behaviours)


def behaviour_list(now: Prototype) -> str:
    """What the design does, a line each."""
    return "".join(f"{line}\n" for line in behaviours(now))


def cost(now: Prototype) -> Lines:
    yield f"All parts together cost {saying.price(now)}.\n"
    yield from (f"- {group}: {saying.esc(money)}" for group, money in by_group(now.bom).items() if money.amount)
    dearest = max((x for x in now.bom if x.line_total), key=lambda x: x.line_total.amount if x.line_total else 0, default=None)
    if dearest:
        yield f"\nThe dearest part is {inline(dearest.name)} ({inline(dearest.ref)}), {saying.esc(dearest.line_total)}."


def no_cheaper(now: Prototype) -> str:
    """Said when a cheaper choice was looked for and none was found."""
    lines = ["I found no cheaper set of parts in the catalogue that does the same.", "", *cost(now), "", "Taking a function away, or using a part you own, is what would lower it.", ""]
    return "\n".join(lines)


def power(now: Prototype) -> Lines:
    yield from saying.power_lines(now)


def findings(now: Prototype) -> Lines:
    report = now.report
    yield saying.checked(now)
    for f in report.findings:
        yield f"\n**{f.severity}: {inline(f.message)}** {inline(f.why)} {inline(f.remedy)} ({inline(f.source)})"
    if report.not_checked:
        yield "\nNot checked:\n"
        yield from (f"- {inline(n.rule)}: {inline(n.why)}" for n in report.not_checked[:8])


def parts(now: Prototype) -> Lines:
    yield saying.headline(now) + "\n"
    yield from (f"- {inline(x.ref)}: {inline(x.name)}" + (f", {saying.esc(x.unit_price)}" if x.unit_price else "") + (" (you have it)" if x.owned else "") for x in now.bom)


def questions(now: Prototype) -> Lines:
    for title, lines in (("Open questions", [inline(q) for q in now.design.questions]), ("Assumed", [inline(a) for a in now.design.assumptions]), ("Not in it", saying.unserved(now))):
        if lines:
            yield f"**{title}**\n"
            yield from (f"- {x}" for x in lines)
            yield ""
    if not (now.design.questions or now.design.assumptions or now.design.unserved):
        yield "Nothing is open: every word found its place and nothing had to be assumed."


def hello(now: Prototype) -> Lines:
    yield f"{saying.headline(now)} Say what to change, or ask about any part of it."


def help_(now: Prototype) -> Lines:
    yield LIMITS


def photo(now: Prototype) -> Lines:
    yield "I can't look at photos yet. Compare your build with the picture in the wiring drawer, step by step, or ask which pin a part is on."


TOPICS: dict[str, tuple[str, Callable[[Prototype], Lines]]] = {
    "wiring": ("wiring", wiring), "steps": ("wiring", steps), "code": ("code", code), "upload": ("code", upload), "cost": ("budget", cost), "power": ("bom", power), "findings": ("bom", findings),
    "photo": ("wiring", photo), "parts": ("bom", parts), "behaviours": ("context", behaviours), "questions": ("context", questions), "hello": ("", hello), "help": ("", help_),
}
