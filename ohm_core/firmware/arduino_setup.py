"""What an Arduino program does before its parts begin: buses on the circuit's pins, a start value for chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ohm_core.firmware.arduino import Sketch

# Where a start value for random() comes from that differs at every start.
RANDOM = {"avr": "analogRead(A7) + micros()", "esp32": "esp_random()", "esp8266": "ESP.random()", "rp2040": "rp2040.hwrand32()"}


def begin_lines(sketch: Sketch, parts: bool = True) -> Iterator[str]:
    """What setup() does first: the buses, then the parts."""
    yield from _bus_lines(sketch)
    if parts:
        yield from (f"  {device.var}.begin();" for device in sketch.devices)


def _bus_lines(sketch: Sketch) -> Iterator[str]:
    if sketch.uses("spi"):
        spi = sketch.bus_names.get("SPI", "SPI")
        yield from (line.replace("SPI.", f"{spi}.") for line in SPI_BEGIN.get(sketch.board.family, ("  SPI.begin();",)))
    if not sketch.uses("i2c"):
        return
    family = sketch.board.family
    if family == "avr":
        yield "  Wire.begin();"
        yield "  Wire.setWireTimeout(25000, true);  // a stuck bus must not stop the program"
    elif family == "rp2040":
        wire = sketch.bus_names.get("Wire", "Wire")
        yield f"  {wire}.setSDA(I2C_SDA);"
        yield f"  {wire}.setSCL(I2C_SCL);"
        yield f"  {wire}.begin();"
    else:
        yield "  Wire.begin(I2C_SDA, I2C_SCL);"


SPI_BEGIN = {
    "esp32": ("  SPI.begin(SPI_SCK, SPI_MISO, SPI_MOSI);",),
    "rp2040": ("  SPI.setSCK(SPI_SCK);", "  SPI.setTX(SPI_MOSI);", "  SPI.setRX(SPI_MISO);", "  SPI.begin();"),
}
