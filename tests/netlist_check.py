"""A second opinion on finished designs, written apart from the package: its own reading of the catalogue's TOML, its own nets.

`problems(design, data)` takes a design's JSON and the folder of catalogue files and gives one plain sentence for each thing
that is wrong: pins that reach no supply or ground, rails joined, signals on pins that cannot do them, LEDs without a
resistor, coils without a diode, 5 V on 3.3 V pins, addresses that clash. It knows no more than these.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
PASSED = ("passive:resistor",)


def read(data: Path, part: str, variant: str = "") -> Json:
    """A catalogue file with the keys of one variant laid over it (the default one unless told)."""
    path = next(p for p in (data / "parts" / f"{part}.toml", data / "boards" / f"{part}.toml") if p.exists())
    body = tomllib.loads(path.read_text(encoding="utf-8"))
    variants = body.pop("variants", [])
    pick = next((v for v in variants if v["id"] == variant), None) or next((v for v in variants if v.get("default")), variants[0] if variants else {})
    return overlay(body, pick.get("set", {}))


def overlay(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{k: overlay(base.get(k), v) for k, v in over.items()}}
    key = next((k for k in ("name", "pin") if isinstance(base, list) and isinstance(over, list) and over and all(isinstance(x, dict) and k in x for x in [*base, *over])), None)
    if key is None:
        return over
    left = {x[key]: x for x in over}
    merged = [overlay(x, left.pop(x[key], {})) for x in base]
    return [x for x in merged if not x.get("remove")] + list(left.values())


class Netlist:
    """The nets of a design by union-find over (reference, pin)."""

    def __init__(self, design: Json, data: Path) -> None:
        self.board: str = design["board"]
        self.uses: Json = design["parts"]
        self.parts = {r: read(data, u["part"], str(u.get("attrs", {}).get("variant", ""))) for r, u in self.uses.items()}
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}
        for a, b in design["connections"]:
            self._parent[self.root(self.node(a))] = self.root(self.node(b))
        self.members: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for end in {e for w in design["connections"] for e in w}:
            self.members[self.root(self.node(end))].add(tuple(self.named(end)))  # type: ignore[arg-type]

    def named(self, end: str) -> tuple[str, str]:
        ref, _, name = end.partition(".")
        return ref, self.pin(ref, name)["name"]

    def pin(self, ref: str, name: str) -> Json:
        pins = self.parts[ref].get("pin", [])
        exact = [p for p in pins if p["name"] == name] or [p for p in pins if name in p.get("aliases", [])] or [p for p in pins if p.get("joined") == name]
        return exact[0] if exact else next(p for p in pins if name.lower() in (p["name"].lower(), *map(str.lower, p.get("aliases", []))))

    def node(self, end: str) -> tuple[str, str]:
        ref, name = self.named(end)
        return ref, self.pin(ref, name).get("joined") or name

    def root(self, node: tuple[str, str]) -> tuple[str, str]:
        while self._parent.get(node, node) != node:
            node = self._parent[node]
        return node

    def net(self, ref: str, name: str) -> set[tuple[str, str]]:
        """The pins joined to a pin, itself among them; empty where no wire names it."""
        return self.members.get(self.root(self.node(f"{ref}.{name}")), set())

    def ground(self) -> set[tuple[str, str]]:
        pins = [p["name"] for p in self.parts[self.board]["pin"] if p.get("connect") == "ground"]
        return next((n for p in pins if (n := self.net(self.board, p))), set())

    def sources(self, net: set[tuple[str, str]]) -> set[tuple[str, str, float, float]]:
        """Rails on a net that run: reference, pin, least and most volts."""
        return {(r, n, *v) for r, n in net for rail in self.parts[r].get("rail", []) if rail["pin"] in (n, self.pin(r, n).get("joined")) and (v := self.rail_volts(r, rail))}

    def rail_volts(self, ref: str, rail: Json) -> tuple[float, float] | None:
        """Volts of a rail; None where its source is not there (a jack nobody plugged in)."""
        chosen = self.uses[ref].get("attrs", {}).get("output_v") or self.uses[ref].get("attrs", {}).get("set_v")
        if rail.get("kind") == "switching" and isinstance(chosen, (int, float)):
            return chosen, chosen
        v = rail.get("v")
        if isinstance(v, dict):
            usual = v.get("typ")
            return (v.get("min", usual), v.get("max", usual)) if rail.get("kind") == "cell" or usual is None else (usual, usual)
        above = next((self.rail_volts(ref, r) for r in self.parts[ref]["rail"] if r["pin"] == rail.get("follows")), None) or next((s[2:] for s in self.sources(self.net(ref, rail["follows"]))), None) if rail.get("follows") and any(p["name"] == rail["follows"] for p in self.parts[ref]["pin"]) else None
        drop = (rail.get("drop_v") or {}).get("typ", 0.0)
        return (above[0] - drop, above[1] - drop) if above else None

    def through(self, ref: str, name: str) -> tuple[set[tuple[str, str]], list[str]]:
        """All pins a signal reaches through resistors, and the resistors passed."""
        seen, passed, todo = set(self.net(ref, name)), [], list(self.net(ref, name))
        while todo:
            r, n = todo.pop()
            if self.resists(r) and r not in passed:
                passed.append(r)
                for other in ("1", "2"):
                    far = self.net(r, other)
                    if other != n and not self.is_rail(far):
                        todo += [x for x in far if x not in seen]
                        seen |= far
        return seen, passed

    def resists(self, ref: str) -> bool:
        """True for a resistor that is not bridged."""
        return self.parts[ref]["category"].startswith(PASSED) and self.net(ref, "1") is not self.net(ref, "2")

    def is_rail(self, net: set[tuple[str, str]]) -> bool:
        return bool(self.sources(net)) or any(self.pin(r, n).get("connect") == "ground" for r, n in net)


def problems(design: Json, data: Path) -> list[str]:
    """What is wrong with a finished design, one sentence each."""
    nets = Netlist(design, data)
    checks = (supplies, grounds, shorts, signals, lights, coils, levels, addresses)
    return [p for check in checks for p in check(nets)]


def others(nets: Netlist) -> Iterator[tuple[str, Json]]:
    return ((r, p) for r, p in nets.parts.items() if r != nets.board)


def supplies(nets: Netlist) -> Iterator[str]:
    for ref, part in others(nets):
        for supply in part.get("supply", []):
            pin = nets.pin(ref, supply["pin"])
            if pin.get("optional") or pin.get("connect") == "tie.supply":
                continue
            found = {s for s in nets.sources(nets.net(ref, supply["pin"])) if s[0] != ref}
            if not found:
                yield f"{ref}.{supply['pin']} reaches no supply."
            v = supply.get("v") if isinstance(supply.get("v"), dict) else {}
            for _, _, low, high in found:
                if v.get("max") is not None and high > v["max"] * 1.1 or v.get("min") is not None and high < v["min"] * 0.92:
                    yield f"{ref}.{supply['pin']} gets {low:g} to {high:g} V, but takes {v.get('min')} to {v.get('max')} V."


def grounds(nets: Netlist) -> Iterator[str]:
    home = nets.ground()
    for ref, part in others(nets):
        pins = [p["name"] for p in part.get("pin", []) if p.get("connect") == "ground" and not p.get("optional")]
        if pins and not any(nets.net(ref, p) is home for p in pins) and "charger" not in part["category"] and not any(behind_charger(nets, ref, p) for p in pins):
            yield f"{ref} does not reach the board's ground."


def behind_charger(nets: Netlist, ref: str, pin: str) -> bool:
    return any("charger" in nets.parts[r]["category"] for r, _ in nets.net(ref, pin))


def shorts(nets: Netlist) -> Iterator[str]:
    for net in nets.members.values():
        found = nets.sources(net)
        alive = {s for s in found if s[0] != nets.board} or found
        if len({s[:2] for s in alive}) > 1 and len({s[0] for s in alive}) > 1:
            yield f"Two supplies are on one net: {sorted(s[:2] for s in alive)}."
        if found and any(r == nets.board and nets.pin(r, n).get("connect") == "ground" for r, n in net):
            yield f"A supply is on ground: {sorted(s[:2] for s in found)}."


ABLE = {"digital.out": ("out",), "digital.in": ("in",), "pulse.in": ("in",), "interrupt.in": ("in",), "onewire": ("in", "out"), "ws2812.out": ("out",), "spi.cs": ("out",)}
KIND = {"analog.in": ("adc:", ""), "i2c.sda": ("i2c:", ".sda"), "i2c.scl": ("i2c:", ".scl"), "uart.rx": ("uart:", ".rx"), "uart.tx": ("uart:", ".tx"), "spi.miso": ("spi:", ".miso"), "spi.mosi": ("spi:", ".mosi"), "spi.sck": ("spi:", ".sck")}


def signals(nets: Netlist) -> Iterator[str]:
    for ref, part in others(nets):
        for pin in part.get("pin", []):
            if nets.is_rail(nets.net(ref, pin["name"])):
                continue  # tied, not driven
            reached, _ = nets.through(ref, pin["name"])
            board = [nets.pin(r, n) for r, n in reached if r == nets.board]
            for at in board:
                has = at.get("functions", [])
                start, end = KIND.get(pin.get("connect", ""), ("", ""))
                bad = any(f not in has for f in ABLE.get(pin.get("connect", ""), ())) or start and not any(f.startswith(start) and f.endswith(end) for f in has)
                if bad or "flash" in has:
                    yield f"{ref}.{pin['name']} ({pin['connect']}) is on {at['name']}, which cannot do it."


def lights(nets: Netlist) -> Iterator[str]:
    for ref, part in others(nets):
        for load in part.get("loads", [part["load"]] if "load" in part else []):
            if load["kind"] == "led" and not part.get("switch") and not (nets.through(ref, load["plus"])[1] or nets.through(ref, load["minus"])[1]) and nets.net(ref, load["plus"]):
                near = any(nets.resists(r) for p in (load["plus"], load["minus"]) for r, _ in nets.net(ref, p))
                if not near:
                    yield f"{ref}.{load['plus']} has no series resistor."


def coils(nets: Netlist) -> Iterator[str]:
    for ref, part in others(nets):
        for load in part.get("loads", [part["load"]] if "load" in part else []):
            ends = nets.net(ref, load["plus"]), nets.net(ref, load["minus"])
            bare = any(nets.parts[r].get("switch", {}).get("kind") in ("nmos", "npn") and not nets.parts[r]["switch"].get("flyback") for e in ends for r, _ in e)
            diode = any(p["category"].startswith("diode") and nets.net(r, "A") in ends and nets.net(r, "C") in ends for r, p in others(nets))
            if load.get("inductive") and load["kind"] != "speaker" and bare and not diode:
                yield f"{ref} has no flyback diode."


def levels(nets: Netlist) -> Iterator[str]:
    """Push-pull outputs of parts that run at 5 V, straight on pins of a 3.3 V board."""
    rails = {r["pin"]: (r.get("v") or {}).get("typ") for r in nets.parts[nets.board]["rail"]}
    if (rails.get(nets.parts[nets.board]["board"]["logic_rail"]) or 5.0) > 4:
        return
    for ref, part in others(nets):
        for pin in part.get("pin", []):
            domain = pin.get("domain")
            if pin.get("type") != "output" or pin.get("drive") != "push_pull" or not domain or not any(p["name"] == domain for p in part["pin"]):
                continue
            top = max((s[3] for s in nets.sources(nets.net(ref, domain))), default=0.0)
            if top > 4 and not isinstance(pin.get("output_v"), dict) and (pin.get("voh_v") or {}).get("typ") != 3.3 and any(r == nets.board for r, _ in nets.net(ref, pin["name"])):
                yield f"{ref}.{pin['name']} puts {top:g} V on a 3.3 V pin."


def addresses(nets: Netlist) -> Iterator[str]:
    seen: dict[tuple[Any, Any], str] = {}
    for ref, part in others(nets):
        sda = next((p["name"] for p in part.get("pin", []) if p.get("connect") == "i2c.sda"), None)
        if sda and "i2c" in part and nets.net(ref, sda):
            chosen = nets.uses[ref].get("attrs", {}).get("i2c_address", part["i2c"]["addresses"][0])
            ties = tuple(bool(nets.sources(nets.net(ref, p["name"]))) for p in part["pin"] if p["name"] in ("AD0", "SDO", "ADDR"))
            key = (frozenset(nets.net(ref, sda)), int(str(chosen), 0), any(ties))
            if seen.setdefault(key, ref) != ref:  # type: ignore[arg-type]
                yield f"{ref} and {seen[key]} have the same I2C address."  # type: ignore[index]
