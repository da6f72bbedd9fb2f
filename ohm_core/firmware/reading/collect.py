"""Gathers what the readers of all languages find into SketchFacts."""

from __future__ import annotations

from ohm_core.firmware.reading.apis import Api
from ohm_core.firmware.reading.facts import AddressUse, BusUse, Pin, PinUse, Place, SketchFacts

ENDS = {"i2c": ("sda", "scl"), "spi": ("sck", "mosi", "miso", "cs"), "uart": ("rx", "tx")}
MODES = {"OUTPUT": "out", "INPUT": "in", "INPUT_PULLUP": "in_pullup", "INPUT_PULLDOWN": "in_pulldown", "OUTPUT_OPEN_DRAIN": "open_drain", "ANALOG": "analog", "OUTPUT_12MA": "out", "OUTPUT_4MA": "out", "OUTPUT_8MA": "out",
         "OUT": "out", "IN": "in", "OPEN_DRAIN": "open_drain", "PULL_UP": "in_pullup", "PULL_DOWN": "in_pulldown", "UP": "in_pullup", "DOWN": "in_pulldown",
         "GPIO_MODE_OUTPUT": "out", "GPIO_MODE_INPUT": "in", "GPIO_MODE_INPUT_OUTPUT": "data", "GPIO_MODE_OUTPUT_OD": "open_drain", "GPIO_MODE_INPUT_OUTPUT_OD": "open_drain",
         "GPIO_PULLUP_ONLY": "in_pullup", "GPIO_PULLDOWN_ONLY": "in_pulldown", "GPIO_PULLUP_PULLDOWN": "in_pullup"}


NO_PIN = 255  # with -1, what libraries write for "not wired" (MFRC522 UNUSED_PIN, U8X8_PIN_NONE)


class Collected:
    """Facts as they come in, in order and each once."""

    def __init__(self) -> None:
        self._pins: dict[PinUse, None] = {}
        self._buses: dict[tuple[str, str], BusUse] = {}
        self._addresses: dict[tuple[int, str], AddressUse] = {}
        self._libraries: dict[str, None] = {}
        self._features: dict[str, None] = {}
        self._strangers: dict[str, None] = {}
        self._unread: dict[str, None] = {}
        self._mentioned: set[Pin] = set()
        self._waiting: list[tuple[Api, Place]] = []
        self._told: set[str] = set()

    def library(self, name: str, feature: str | None) -> None:
        """A header or module, with the radio it turns on; FEATURE None: nobody here knows it."""
        self._libraries[name] = None
        if feature is None:
            self._strangers[name] = None
        elif feature:
            self._features[feature] = None

    def use(self, role: str, values: tuple[Pin, ...], by: str, place: Place, mode: str, sure: bool, said: str) -> None:
        """One argument with its ROLE and the VALUES it may have; MODE is pinMode's. Negative numbers and NO_PIN are no pins."""
        if role == "address":
            for v in values:
                if isinstance(v, int) and 0 < v < 128:
                    self._addresses.setdefault((v, by.partition(".")[0]), AddressUse(v, by, place))
            return
        pins = [v for v in values if not (isinstance(v, int) and (v < 0 or v == NO_PIN))]
        if any(isinstance(v, str) and v.startswith("CONFIG_") for v in pins):
            self._unread[f"{place}: {by}({said}): the pin is set in the project's configuration (menuconfig), and no sdkconfig is there"] = None
            pins = [v for v in pins if not (isinstance(v, str) and v.startswith("CONFIG_"))]
        if not values:
            self._unread[f"{place}: {by}({said}): the pin is worked out while the program runs"] = None
        how = MODES.get(mode.rpartition(".")[2], "data" if mode == "" else "") if role == "mode" else role  # a Pin without a mode: its user sets one
        for pin in pins:
            if how:
                self._pins.setdefault(PinUse(pin, how, by, place, sure), None)

    def object(self, api: Api, used: dict[str, tuple[Pin, ...]], place: Place, begins: bool) -> None:
        """An object of a library's class was made, its constructor's arguments USED."""
        if api.feature:
            self._features[api.feature] = None
        if api.address is not None and "address" not in used:
            self._waiting.append((api, place))
        if api.bus and not {"sck", "mosi", "sda"} & set(used):
            self._buses.setdefault((api.bus, ""), BusUse(api.bus, "", (), api.name, place))
        if "address" in used:
            self._told.add(api.name)

    def begun(self, api: Api, owner: str, used: dict[str, tuple[Pin, ...]], place: Place) -> None:
        """A begin() or set…() call on OWNER."""
        if "address" in used:
            self._told.add(api.name)
        if api.feature:
            self._features[api.feature] = None
        if api.bus and owner.startswith(("Wire", "SPI", "Serial")):
            unit = "".join(c for c in owner if c.isdigit()) or "0"
            ends = tuple((end, used[end][0]) for end in ENDS[api.bus] if used.get(end))
            before = self._buses.get((api.bus, unit))
            self._buses[api.bus, unit] = BusUse(api.bus, unit, (before.pins if before else ()) + ends, owner, place)

    def bus(self, kind: str, unit: str, ends: tuple[tuple[str, Pin], ...], by: str, place: Place) -> None:
        self._buses.setdefault((kind, unit), BusUse(kind, unit, ends, by, place))

    def end(self, kind: str, unit: str, end: str, pin: Pin, by: str, place: Place) -> None:
        """One end of a bus, named on its own."""
        before = self._buses.get((kind, unit))
        self._buses[kind, unit] = BusUse(kind, unit, (*(before.pins if before else ()), (end, pin)), before.by if before else by, before.at if before else place)

    def mention(self, values: tuple[Pin, ...]) -> None:
        """Arguments of a call that no table knows."""
        self._mentioned.update(values)

    def unread(self, place: Place, why: str) -> None:
        self._unread[f"{place}: {why}"] = None

    def facts(self, language: str) -> SketchFacts:
        for api, place in self._waiting:
            if api.name not in self._told and api.address is not None and not any(by == api.name for _, by in self._addresses):
                self._addresses.setdefault((api.address, api.name), AddressUse(api.address, api.name, place, assumed=True))
        buses = [b for (kind, unit), b in self._buses.items() if unit or not any(k == kind and u for k, u in self._buses)]
        return SketchFacts(language, tuple(self._pins), tuple(buses), tuple(self._addresses.values()), tuple(self._libraries), tuple(self._features), frozenset(self._mentioned), tuple(self._strangers), tuple(self._unread))
