"""The simulator has what the checker knows: each call that the headers of a family declare is there to be run."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ohm_core.firmware.simulate.native import API, kit
from ohm_core.firmware.simulate.program import FAMILIES
from tests.simulate.hostbench import needs_gcc

_CLASS = re.compile(r"^class (\w+)[^;{]*\{\n(.*?)^\};", re.S | re.M)
_CALL = re.compile(r"(?:^|[\s*&~])(operator\s*(?:\(\)|[^\s(]+)|\w+)\s*\([^;{]*\)\s*(?:const\s*)?(?:override\s*)?(?:__attribute__\(\(.*\)\))?\s*;\s*(?://.*)?$")


def declared(header: Path) -> Iterator[str]:
    """Names as the linker writes them: function, Class::function. Made in the header itself (inline, pure) they need nobody else."""
    text = re.sub(r"^\s*#.*$|^\s*//.*$", "", header.read_text(), flags=re.M)
    for name, body in _CLASS.findall(text):
        yield from (f"{name}::{call}" for call in _calls(body.split(" private:")[0]) if call != name)
    yield from _calls(_CLASS.sub("", text))


def _calls(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if "= 0;" in line or "typedef" in line or "extern" in line or "return " in line or line.lstrip().startswith("using"):
            continue
        if found := _CALL.search(line):
            yield found[1]


@needs_gcc
@pytest.mark.parametrize("family", FAMILIES)
def test_every_declared_call_is_implemented(family: str) -> None:
    names = subprocess.run(["nm", "-C", "--defined-only", kit(family).archive], capture_output=True, text=True, check=True).stdout
    defined = {re.sub(r"\[abi.*?\]", "", line.split(" ", 2)[2]).split("(")[0] for line in names.splitlines() if line.count(" ") >= 2}
    asked = {name for folder in (API / family, API / "common") for header in folder.rglob("*.h") for name in declared(header)}
    assert len(asked) > 200
    missing = {n for n in asked if n not in defined and n not in ("setup", "loop") and "operator" not in n}
    assert not missing, sorted(missing)
