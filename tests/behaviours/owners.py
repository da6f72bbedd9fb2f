"""Whose a line of the generated program is: the behaviour a function answers, and the aspect of it that a spot or a figure serves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.behaviour import Always, Behaviour
from ohm_core.firmware.devices import Device, devices
from ohm_core.firmware.firmware import Language
from ohm_core.firmware.names import camel, constant, snake
from tests.behaviours.forms import Place
from tests.behaviours.spots import Spot

SILENT = ("isnan(", "is_unknown(")


@dataclass(frozen=True)
class Owners:
    """Devices by variable and the behaviours of a program in one language."""

    circuit: Circuit
    language: Language
    devices: tuple[Device, ...]

    @staticmethod
    def of(circuit: Circuit, language: Language) -> Owners:
        return Owners(circuit, language, devices(circuit, language)[0])

    def variable(self, name: str) -> Device | None:
        return next((d for d in self.devices if name in (d.var, camel(d.var))), None)

    def behaviour(self, function: str) -> Behaviour | None:
        """The behaviour that a function answers; the longest name wins, for a function may have a number or a word behind it."""
        named = [b for b in self.circuit.design.behaviours if function.startswith((snake(b.id), camel(snake(b.id))))]
        return max(named, key=lambda b: len(b.id), default=None)

    def places(self, spot: Spot) -> set[Place]:
        """The aspects of behaviours that the spot serves; none for what keeps the whole program going."""
        if spot.function in ("setup", "loop"):
            return self._run(spot)
        b = self.behaviour(spot.function)
        return {(b.id, aspect) for aspect in self._aspects(b, spot)} if b else set()

    def _run(self, spot: Spot) -> set[Place]:
        device = self.variable(spot.receiver)
        if spot.function == "loop":
            b = self.behaviour(spot.method) if not spot.receiver else None
            return {(b.id, "when")} if b else set()
        starts = [b for b in self.circuit.design.behaviours if isinstance(b.when, Always)]
        if spot.kind == "call" and device and spot.method not in ("begin", "update"):
            return {(b.id, aspect) for b in starts if any(a.act == device.ref for a in b.do) for aspect in self._called(b, spot)} | {(b.id, "when") for b in starts if any(a.act == device.ref for a in b.do)}
        return set()

    def _aspects(self, b: Behaviour, spot: Spot) -> set[str]:
        found = self._called(b, spot) if spot.kind == "call" else self._stated(b, spot)
        if any(u == "else" or u.endswith(("ended()", "ended ()")) for u in spot.under):
            found.add("else")
        if any(u.startswith(SILENT) for u in spot.under):
            found = {"silent"}
        return found

    def _stated(self, b: Behaviour, spot: Spot) -> set[str]:
        words = spot.text
        if ".reached(" in words:
            return {"when", "at"}
        if spot.kind == "text" and spot.inside and not spot.inside[-1].endswith("sameText"):
            return self._argument(b, spot)
        if any(mark in words for mark in SILENT):
            return {"silent"}
        if "teps." in words or "steps" in words and ".is_" in words or "_steps." in words:
            return {"steps"}
        if re.search(r"turns\w*\.at", words, re.I):
            return {"turns"}
        if words.endswith("ended()"):
            return {"else"}
        if re.search(r"refresh\.due|_refresh\.due", words):
            return {f"argument {a.act}" for a in b.do}
        return {"when", "limit", "joined"} if spot.kind in ("joined", "compared", "text") else {"when"}

    def _argument(self, b: Behaviour, spot: Spot) -> set[str]:
        receiver = spot.inside[0].rpartition(".")[0]
        device = self.variable(receiver)
        return {f"argument {device.ref}"} if device else {f"argument {a.act}" for a in (*b.do, *b.else_) if a.args or a.act == "board"} | {f"do board.{a.action}" for a in b.do if a.act == "board"}

    def _called(self, b: Behaviour, spot: Spot) -> set[str]:
        device, method = self.variable(spot.receiver), snake(spot.method)
        kept = snake(spot.receiver)
        if device:
            if method == "end_after":
                return {"for_s", "steps", f"argument {device.ref}"}
            if spot.whole:
                return {f"do {device.ref}", f"do {device.ref}.{method}"}
            return {"when", "limit"} if any(u.startswith("?") for u in spot.under) or any("imit" in i or "update" in i for i in spot.inside) else {f"argument {a.act}" for a in b.do}
        for mark, aspects in (("lasting", {"lasts", "joined"}), ("steps", {"steps", "do board.wait"}), ("turns", {"turns"}), ("limit", {"limit", "when"}), ("alarm", {"at"}), ("sunrise", {"at"}), ("sunset", {"at"})):
            if re.search(rf"(^|_){mark}\d*$", kept):
                return set(aspects)
        if kept.endswith("holders"):
            return {f"do {a.act}" for a in (*b.do, *b.else_)}
        if method in ("add", "reset"):
            return {f"do board.{'count' if method == 'add' else 'reset'}"}
        if re.match(r"(dice|chase|gauge)", kept) or "roll" in method:
            return {"do row"}
        if kept.startswith("line") or method in ("print", "number") and not device:
            return {f"argument {a.act}" for a in b.do} | {"do board.log"}
        if method == "println" or spot.text.startswith("print("):
            return {"do board.log", "argument board"}
        if kept == "publisher":
            return {"do board.publish", "argument board"}
        if method in ("map_range", "pick", "lround", "whole", "shown"):
            return {"limit"} if any(u.startswith("?") for u in spot.under) else {f"argument {a.act}" for a in b.do}
        return {"when"}

    def figure(self, name: str) -> set[Place]:
        """The places that a constant of the configuration serves."""
        named = [(m[0], b) for b in self.circuit.design.behaviours if (m := re.match(rf"{constant(b.id)}\d*_", name))]  # a word of the language has a number behind it
        head, b = max(named, key=lambda x: len(x[0]), default=("", None))
        if b is None:
            return set()
        rest = name.removeprefix(head)
        ref = next((a.act for a in sorted((*b.do, *b.else_), key=lambda a: -len(a.act)) if rest.startswith(constant(a.act) + "_")), "")
        for end, aspects in (("BAND", {"band"}), ("AT_HOUR", {"at"}), ("AT_MINUTE", {"at"}), ("EVERY_MS", {"when"}), ("LASTS_MS", {"lasts"}), ("AGAIN_MS", {"for_s"}), ("FOR_MS", {"for_s", "steps", f"argument {ref}", f"do {ref}"})):
            if re.search(rf"{end}_?\d*$", rest):
                return {(b.id, a) for a in aspects}
        if re.match(r"STEP\d+_MS", rest):
            return {(b.id, "steps")}
        if ref or rest.startswith(("BY", "STEP_MS", "LEVEL_PCT")):
            what = ref or "board"
            return {(b.id, a) for a in (f"argument {what}", *(f"argument {x.act}" for x in b.do if not ref), *(("steps",) if "STEP" in rest else ()))}
        return {(b.id, "limit")}
