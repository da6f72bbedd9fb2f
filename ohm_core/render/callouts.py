"""Findings in a picture: their nets lit, a numbered mark at the place, the sentence in the margin beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ohm_core.breadboard import Layout
from ohm_core.breadboard.scene import Scene
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.file import pin_ref
from ohm_core.design.finding import RANK, Finding
from ohm_core.errors import BadInput
from ohm_core.render.palette import SEVERITY, Theme
from ohm_core.render.svg import circle, group, path, poly, rect, text
from ohm_core.render.type import wrap

UNIT = 15.0
WIDE = 250.0
SIZE = 11.0
MOST = 8


@dataclass(frozen=True)
class Note:
    """One finding with its colour and the place (in pitches) it speaks of, if any."""

    finding: Finding
    color: str
    spot: tuple[float, float] | None


@dataclass(frozen=True)
class Callouts:
    """`nets` lit with which colour; `notes` in the margin; `width` and `height` they add."""

    nets: dict[str, str]
    notes: tuple[Note, ...]
    look: Theme

    @property
    def width(self) -> float:
        return WIDE + 16 if self.notes else 0.0

    @property
    def height(self) -> float:
        return sum(_tall(n) + 10 for n in self.notes) + 40

    def draw(self, width: float, height: float, left: float, top: float) -> str:
        """Boxes at the right of a picture of this size, each with a line to its mark; from top to bottom as their places are."""
        numbered = sorted(enumerate(self.notes, 1), key=lambda n: n[1].spot[1] if n[1].spot else 1e9)
        out = []
        for (number, note), y in zip(numbered, self._rows([n for _, n in numbered], height, top), strict=True):
            out.append(_box(note, number, width, y, _tall(note), self.look))
            if note.spot:
                out.append(_pointer(note, number, (note.spot[0] * UNIT - left, note.spot[1] * UNIT - top), (width, y + 16)))
        return group(out, class_="findings")

    def _rows(self, notes: list[Note], height: float, top: float) -> list[float]:
        """Where each box begins: beside its place, below the one before, and none beyond the picture's foot."""
        rows, y = [], 20.0
        for note in notes:
            y = max(y, note.spot[1] * UNIT - top - _tall(note) / 2) if note.spot else y
            rows.append(y)
            y += _tall(note) + 10
        foot = height - 20.0
        for i in reversed(range(len(rows))):
            rows[i] = max(20.0, min(rows[i], foot - _tall(notes[i])))
            foot = rows[i] - 10
        return rows


def callouts(circuit: Circuit, layout: Layout, scene: Scene, findings: Sequence[Finding], look: Theme) -> Callouts:
    """What findings light and say; the worst first, at most eight."""
    ordered = sorted(findings, key=lambda f: RANK.get(f.severity, 3))[:MOST]
    nets: dict[str, str] = {}
    notes = []
    for finding in ordered:
        color = color_of(finding, look)
        for net in nets_of(circuit, finding):
            nets.setdefault(net, color)
        notes.append(Note(finding, color, _spot(circuit, scene, finding)))
    return Callouts(nets, tuple(notes), look)


def color_of(finding: Finding, look: Theme) -> str:
    return str(getattr(look, SEVERITY.get(finding.severity, SEVERITY["info"])[0]))


def nets_of(circuit: Circuit, finding: Finding) -> list[str]:
    """The nets of the pins a finding names; where it names only parts, their signal nets."""
    pins, refs = [], []
    for subject in finding.subjects:
        try:
            pins.append(pin_ref(subject))
        except BadInput:
            refs.append(subject)
    found = [net.name for p in pins if p.ref in circuit.parts and (net := circuit.net_at(p.ref, _canonical(circuit, p.ref, p.pin)))]
    named = [n.name for n in circuit.nets if n.name in refs]
    if found or named:
        return list(dict.fromkeys([*found, *named]))
    return [n.name for n in circuit.nets if n.kind == "signal" and n.refs() & set(refs[:1])]


def _canonical(circuit: Circuit, ref: str, pin: str) -> str:
    found = circuit.parts[ref].pin(pin)
    return found.name if found else pin


def _spot(circuit: Circuit, scene: Scene, finding: Finding) -> tuple[float, float] | None:
    """The first subject that is in the picture: its pin, else the part's middle."""
    for subject in finding.subjects:
        ref, _, pin = subject.partition(".")
        sprite = scene.sprites.get(ref)
        if sprite is None:
            continue
        at = sprite.pins.get(_canonical(circuit, ref, pin)) if pin else None
        return at or ((sprite.box[0] + sprite.box[2]) / 2, (sprite.box[1] + sprite.box[3]) / 2)
    return None


def _lines(note: Note) -> list[str]:
    return wrap(note.finding.message, SIZE, WIDE - 50, 6)


def _tall(note: Note) -> float:
    return 26 + len(_lines(note)) * (SIZE + 4)


def _box(note: Note, number: int, x: float, y: float, tall: float, look: Theme) -> str:
    """A card: sign, verdict in a word, the sentence."""
    word = SEVERITY.get(note.finding.severity, SEVERITY["info"])[2]
    out = [rect(x, y, WIDE, tall, look.card, note.color, 4, 1.4), _mark(x + 16, y + 16, number, note.color, look)]
    out.append(text(x + 32, y + 15, word, SIZE, note.color, bold=True))
    out += [text(x + 32, y + 31 + i * (SIZE + 4), words, SIZE, look.ink) for i, words in enumerate(_lines(note))]
    return group(out, data_rule=note.finding.rule)


def _mark(x: float, y: float, number: int, color: str, look: Theme) -> str:
    return circle(x, y, 9, color, look.paper, 1.5) + text(x, y, str(number), 10.5, look.paper, "middle", bold=True)


def _pointer(note: Note, number: int, spot: tuple[float, float], edge: tuple[float, float]) -> str:
    """From the card to a ring at the place."""
    x, y = spot
    bend = [(edge[0], edge[1]), (edge[0] - 14, edge[1]), (x + 12, y)]
    ring = circle(x, y, 12, "none", note.color, 2.4)
    return path(poly(bend, close=False), stroke=note.color, width=1.3, stroke_dasharray="4 3") + ring
