"""C++ and C read by tree-sitter (Arduino, Pico SDK, ESP-IDF): which pins, buses, addresses and libraries a program uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node

from ohm_core.firmware.reading.apis import Api, Apis, Call, apis
from ohm_core.firmware.reading.collect import Collected
from ohm_core.firmware.reading.cpp_names import Names, children, text
from ohm_core.firmware.reading.facts import Place, SketchFacts
from ohm_core.firmware.reading.framework import UNREAD, frameworks
from ohm_core.firmware.reading.preprocess import compiled
from ohm_core.firmware.reading.sdk import Structures, is_ours, meant, settings, unit_of

MACROS = {"avr": ("__AVR__", "ARDUINO_ARCH_AVR"), "esp32": ("ESP32", "ARDUINO_ARCH_ESP32", "ESP_PLATFORM"), "esp8266": ("ESP8266", "ARDUINO_ARCH_ESP8266"), "rp2040": ("ARDUINO_ARCH_RP2040", "PICO_BOARD", "PICO_ON_DEVICE", "i2c_default", "spi_default", "uart_default")}
_TOOLCHAIN = ("avr/pgmspace", "avr/sleep", "avr/wdt", "avr/interrupt", "util/", "sys/")
_STANDARD = re.compile(r"(std)?(io|int|lib|bool|math|string|ctype|time|limits|vector|algorithm|map|functional|array|c?math|c?string)(\.h)?")
# Ports written by name (AVR, ESP32) or by their address: which pins they drive is arithmetic.
_REGISTERS = re.compile(r"\b(DDR|PORT|PIN)[A-L]\b|\bGPIO\.(out|enable|in)|\bREG_WRITE\b|\bsio_hw\b|\(\s*volatile\s+\w+\s*\*\s*\)|volatile\s+\w+\s*\*\s*\w+\s*=")
_DEFINE = "auto ohm = {};"


def read_cpp(files: Mapping[str, str], family: str = "") -> SketchFacts:
    """The facts of FILES (name → text), read together. FAMILY is the board's: it decides `#ifdef ESP32` and the like."""
    reader = _Reader(apis("cpp").with_those_of(apis("c_sdk")), family, frozenset(name.rpartition("/")[2] for name in files))
    for name, source in files.items():
        reader.declare(name, source)
    if files and not frameworks(files):
        reader.got.unread(Place(next(iter(files)), 1), UNREAD)
    return reader.facts()


class _Reader:
    def __init__(self, known: Apis, family: str, own: frozenset[str]) -> None:
        self.known, self.own = known, own
        self.names = Names(constants=known.constants)
        self.macros = {"ARDUINO", *MACROS.get(family, ()), *(known.constants if family == "rp2040" else ())}
        self.structures = Structures(known.fields)
        self.trees: list[tuple[str, Node]] = []
        self.functions: dict[str, list[tuple[str, list[str]]]] = {}  # name → (scope, parameter names)
        self.classes: set[str] = set()
        self.got = Collected()

    # What is declared

    def declare(self, file: str, source: str) -> None:
        root = _parse(source)
        self.trees.append((file, root))
        for header in re.findall(r'^\s*#\s*include\s*[<"]([^">]+)[">]', source, re.MULTILINE):
            plain = header.startswith(_TOOLCHAIN) or _STANDARD.fullmatch(header) is not None
            self.got.library(header, "" if header.rpartition("/")[2] in self.own or plain else self.known.radio(header))
        if _REGISTERS.search(re.sub(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", "", source, flags=re.DOTALL)):
            self.got.library("direct access to registers", None)
        for node, scope in self._nodes(root, ""):
            self._declare(node, scope)

    def _declare(self, node: Node, scope: str) -> None:
        if node.type == "preproc_def":
            self._macro(node)
        elif node.type == "declaration":
            self._declaration(node, scope)
        elif node.type == "field_declaration":
            self._field(node, scope)
        elif node.type == "enumerator" and (value := node.child_by_field_name("value")) is not None:
            self.names.bind("", text(node.child_by_field_name("name")), value, scope)
        elif node.type in ("class_specifier", "struct_specifier"):
            self.classes.add(text(node.child_by_field_name("name")))
        elif node.type == "function_definition":
            self._function(node, scope)
        elif node.type == "assignment_expression":
            self._assignment(node, scope)
        elif node.type == "update_expression" and (key := self.names.key(scope, text(node.child_by_field_name("argument")))):
            self.names.changed.add(key)
        elif node.type == "field_initializer" and len(node.named_children) == 2:
            self.names.bind(scope.rpartition("::")[0], text(node.named_children[0]), node.named_children[1], scope)

    def _macro(self, node: Node) -> None:
        name, value = text(node.child_by_field_name("name")), text(node.child_by_field_name("value")).strip()
        self.macros.add(name)
        parsed = next((d.child_by_field_name("value") for d in _find(_parse(_DEFINE.format(value)), "init_declarator")), None) if value else None
        if parsed is not None:
            self.names.bind("", name, parsed, "")

    def _declaration(self, node: Node, scope: str) -> None:
        kind = _type(node)
        for one in children(node):
            value = one.child_by_field_name("value") if one.type == "init_declarator" else None
            name = _declared(one)
            if not name or one.type == "function_declarator" and kind not in self.known.classes and kind not in self.classes:
                continue
            self.names.types[scope, name] = kind
            if value is not None and (value.type != "argument_list" or kind not in self.known.classes and kind not in self.classes):
                self.names.bind(scope, name, value, scope)

    def _field(self, node: Node, scope: str) -> None:
        value = node.child_by_field_name("default_value")
        for one in children(node):
            if (name := _declared(one)) and one.type != "function_declarator":
                self.names.types[scope, name] = _type(node)
                if value is not None:
                    self.names.bind(scope, name, value, scope)

    def _function(self, node: Node, scope: str) -> None:
        name, parameters = _signature(node)
        inside = _inside(node, scope)
        self.functions.setdefault(name.rpartition("::")[2], []).append((inside, parameters))

    def _assignment(self, node: Node, scope: str) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and left.type == "subscript_expression":
            left = left.child_by_field_name("argument")
        if left is None or right is None or left.type not in ("identifier", "field_expression"):
            return
        name = text(left) if left.type == "identifier" else text(left.child_by_field_name("field"))
        key = self.names.key(scope, name) if left.type == "identifier" else (scope.rpartition("::")[0], name) if text(left).startswith("this") else None
        if key and text(node.child_by_field_name("operator")) == "=":
            self.names.bind(*key, right, scope)
        elif key:
            self.names.changed.add(key)

    # What is used

    def facts(self) -> SketchFacts:
        for _, root in self.trees:
            for node, scope in self._nodes(root, ""):
                self._bind_call(node, scope)
        for file, root in self.trees:
            for node, scope in self._nodes(root, ""):
                self._use(file, node, scope)
                for one in settings(node, scope, file):
                    self.structures.add(one)
        self.structures.note(self.names, self.got)
        return self.got.facts("cpp")

    def _bind_call(self, node: Node, scope: str) -> None:
        """Parameters of the sketch's own functions stand for the arguments of their calls."""
        for name, arguments, owner in self._made(node, scope):
            for inside, parameters in self.functions.get(name, ()):
                if owner and "::" in inside and inside.rpartition("::")[0] != owner:
                    continue
                for parameter, argument in zip(parameters, arguments, strict=False):
                    self.names.parameters.add((inside, parameter))
                    self.names.bind(inside, parameter, argument, scope)

    def _made(self, node: Node, scope: str) -> Iterator[tuple[str, list[Node], str]]:
        """Calls of functions, methods and constructors at NODE: name, arguments, class."""
        if node.type == "call_expression":
            target = node.child_by_field_name("function")
            arguments = list(children(node.child_by_field_name("arguments")))
            if target is not None and target.type == "field_expression":
                yield text(target.child_by_field_name("field")), arguments, self.names.type_of(scope, text(target.child_by_field_name("argument")))
            elif target is not None:
                word = text(target).rpartition("::")[2]
                yield word, arguments, word if word in self.classes else ""
        for kind, arguments in _constructed(node, self.classes | set(self.known.classes)):
            yield kind, arguments, kind

    def _use(self, file: str, node: Node, scope: str) -> None:
        place = Place(file, node.start_point[0] + 1)
        self._mention(node, scope)
        for kind, arguments in _constructed(node, set(self.known.classes) - self.classes):
            self._object(kind, arguments, scope, place)
        if node.type != "call_expression":
            return
        target, arguments = node.child_by_field_name("function"), list(children(node.child_by_field_name("arguments")))
        if target is None:
            return
        if target.type == "field_expression":
            self._method(target, arguments, scope, place)
        elif (call := self.known.functions.get(text(target))) is not None and text(target) not in self.functions and not _noise(node):
            self._arguments(call, text(target), arguments, scope, place)
        elif text(target) in self.known.classes and text(target) not in self.classes:
            self._object(text(target), arguments, scope, place)

    def _mention(self, node: Node, scope: str) -> None:
        """Numbers handed to classes and functions that nobody here knows may be pins."""
        known = node.type == "call_expression" and text(node.child_by_field_name("function")) in (*self.known.functions, *self.functions, "delay", "map", "random", "constrain", "delayMicroseconds")
        arguments = list(children(node.child_by_field_name("arguments"))) if node.type in ("call_expression", "new_expression") and not known else []
        value = node.child_by_field_name("value") if node.type == "init_declarator" else None
        if value is not None and value.type in ("argument_list", "initializer_list"):
            arguments = list(children(value))
        for argument in arguments:
            self.got.mention(tuple(v for v in self.names.values(argument, scope) if isinstance(v, int | str)))

    def _object(self, kind: str, arguments: list[Node], scope: str, place: Place) -> None:
        api = self.known.classes[kind]
        used = self._arguments(api.calls["new"], kind, arguments, scope, place) if "new" in api.calls else {}
        self.got.object(api, used, place, begins=any(c in api.calls for c in ("begin", "init")))

    def _method(self, target: Node, arguments: list[Node], scope: str, place: Place) -> None:
        owner, name = text(target.child_by_field_name("argument")), target.child_by_field_name("field")
        word = text(name)
        api = self._class_of(owner, scope)
        if api is None:
            return
        if name is not None and name.type == "template_method":
            word = text(name.child_by_field_name("name")) + "<>"
            arguments = [next(iter(children(a)), a) if a.type == "type_descriptor" else a for a in children(name.child_by_field_name("arguments"))]
        if (call := api.calls.get(word)) is not None:
            used = self._arguments(call, f"{owner}.{word}", arguments, scope, place)
            if word.startswith(("begin", "set", "init")):
                self.got.begun(api, owner, used, place)

    def _class_of(self, owner: str, scope: str) -> Api | None:
        kind = self.names.type_of(scope, owner.partition("[")[0]) or self.known.objects.get(owner, "")
        return self.known.classes.get(kind) if kind not in self.classes else None

    def _arguments(self, call: Call, by: str, arguments: list[Node], scope: str, place: Place) -> dict[str, tuple[int | str, ...]]:
        """Notes every argument that has a role; what each role was."""
        used: dict[str, tuple[int | str, ...]] = {}
        roles = call.roles(len(arguments))
        beside = {role: argument for role, argument in zip(roles, arguments, strict=False) if role.endswith("is")}
        mode = next((str(v) for v in self.names.values(beside.get("modeis"), scope)), "")
        for role, argument in zip(roles, arguments, strict=False):
            if role in ("_", "pinnumber") or role in beside:
                continue
            values = tuple(v if isinstance(v, str) else int(v) for v in self.names.values(argument, scope))
            sure = self.names.sure(argument, scope)
            if is_ours(role):
                self._sdk(role, values, {r: text(a) for r, a in beside.items()}, by, place, sure, text(argument))
            elif role != "addr8":
                used[role] = values
                self.got.use(role, values, by, place, mode, sure, text(argument))
            elif "I2C_MASTER_" in text(argument):  # the same call also sends data
                self.got.use("address", tuple(v >> 1 for v in values if isinstance(v, int)), by, place, "", sure, text(argument))
        return used

    def _sdk(self, role: str, values: tuple[int | str, ...], beside: Mapping[str, str], by: str, place: Place, sure: bool, said: str) -> None:
        """A pin of the C frameworks, with the bus that the chip has there."""
        for how, pins, certain in meant(role, values, beside):
            self.got.use(how, pins, by, place, "", sure and certain, said)
            for pin in pins:
                if role == "func" and isinstance(pin, int) and how in ("sda", "scl", "sck", "mosi", "miso", "rx", "tx"):
                    self.got.end(*unit_of(how, pin), how, pin, by, place)

    # Walking

    def _nodes(self, node: Node, scope: str) -> Iterator[tuple[Node, str]]:
        """Every node that is compiled, with its scope, outer ones first."""
        yield node, scope
        inside = _inside(node, scope)
        for child in compiled(node, self.macros):
            yield from self._nodes(child, inside)


def _noise(node: Node) -> bool:
    """randomSeed(analogRead(A0)): an open pin is read for its noise."""
    outer = node.parent.parent if node.parent is not None else None
    return outer is not None and outer.type == "call_expression" and text(outer.child_by_field_name("function")) in ("randomSeed", "srand", "random16_set_seed")


def _parse(source: str) -> Node:
    from tree_sitter import Language, Parser
    from tree_sitter_cpp import language

    return Parser(Language(language())).parse(source.encode()).root_node


def _find(node: Node, kind: str) -> Iterator[Node]:
    if node.type == kind:
        yield node
    for child in node.named_children:
        yield from _find(child, kind)


def _inside(node: Node, scope: str) -> str:
    """The scope of what stands inside NODE."""
    if node.type in ("class_specifier", "struct_specifier"):
        return text(node.child_by_field_name("name"))
    if node.type == "function_definition":
        name = _signature(node)[0]
        return f"{name}()" if "::" in name or not scope else f"{scope}::{name}()"
    return scope


def _signature(node: Node) -> tuple[str, list[str]]:
    """A function's name and the names of its parameters, in order."""
    found = next(_find(node.child_by_field_name("declarator") or node, "function_declarator"), None)
    if found is None:
        return "", []
    parameters = [_declared(p) for p in children(found.child_by_field_name("parameters"), "parameter_declaration", "optional_parameter_declaration")]
    return text(found.child_by_field_name("declarator")), parameters


def _declared(node: Node) -> str:
    """The name a declarator declares; "" for anything else."""
    at: Node | None = node
    while at is not None and at.type not in ("identifier", "field_identifier"):
        at = at.child_by_field_name("declarator") or (next(children(at, "identifier"), None) if at.type in ("reference_declarator", "pointer_declarator") else None)
    return text(at)


def _type(node: Node) -> str:
    return text(node.child_by_field_name("type")).rpartition("::")[2].partition("<")[0]


def _constructed(node: Node, classes: set[str]) -> Iterator[tuple[str, list[Node]]]:
    """Objects that NODE makes: `DHT d(2, DHT22);`, `DHT d{2};`, `DHT d;`, `new DHT(2)`; class and arguments."""
    if node.type == "new_expression" and text(node.child_by_field_name("type")) in classes:
        yield text(node.child_by_field_name("type")), list(children(node.child_by_field_name("arguments")))
    if node.type not in ("declaration", "field_declaration") or (kind := _type(node)) not in classes:
        return
    for one in children(node, "init_declarator", "function_declarator", "identifier", "array_declarator", "field_identifier"):
        value = one.child_by_field_name("value") or node.child_by_field_name("default_value")
        if one.type == "function_declarator":  # DHT dht(PIN, TYPE) looks like one
            yield kind, [p.child_by_field_name("type") or p for p in children(one.child_by_field_name("parameters"))]
        elif value is None:
            yield kind, []
        elif value.type in ("argument_list", "initializer_list"):
            yield kind, list(children(value))
