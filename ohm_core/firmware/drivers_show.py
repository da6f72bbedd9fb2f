"""The drivers that show: displays."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.firmware.drivers_out import SEGMENTS, common, register_of
from ohm_core.firmware.sites import address
from ohm_core.firmware.spec import Driver, Hex, Role, Setting, Site, Symbol

TEXT = frozenset(("show", "number", "clear"))


def _lcd_size(site: Site) -> tuple[Setting, ...]:
    wide = "2004" in site.part.part.id
    return (Setting(20 if wide else 16, "COLUMNS", "characters in a line"), Setting(4 if wide else 2, "LINES", "lines"))


def _lcd_i2c(site: Site) -> tuple[Setting, ...]:
    return (Setting(Hex(address(site)), "ADDRESS", "I2C address; 0x3F on backpacks with a PCF8574A"), *_lcd_size(site))


def _oled(site: Site) -> tuple[Setting, ...]:
    height = 32 if "128x32" in site.part.part.id else 64
    most = max((int(line) for line in _lines_used(site)), default=1)
    return (Setting(Hex(address(site)), "ADDRESS", "I2C address"), Setting(height, "HEIGHT", "rows of pixels"),
            Setting(8 if most > height // 16 else 16, "LINE_HEIGHT", "16, or 8 for twice as many lines"))


def _lines_used(site: Site) -> Iterator[float]:
    """The lines that behaviours write to."""
    for behaviour in site.circuit.design.behaviours:
        for action in (*behaviour.do, *behaviour.else_):
            line = action.arg("line")
            if action.act == site.part.ref and isinstance(line, (int, float)):
                yield line


def _digit(site: Site) -> tuple[Setting, ...]:
    """The register's outputs for the segments A to G; its place is taken from the first."""
    found = [register_of(site.hookup.signals.get(segment)) for segment in SEGMENTS]
    known = [f for f in found if f]
    return (Setting(Symbol(known[0][0], known[0][0])), Setting(tuple(output for _, output in known), "OUTPUTS", "of the register, for the segments A to G"), *common(site))


LCD = Driver("lcd1602", "ParallelLcd", "ohm_lcd_parallel",
             tuple(Role(name, (name,)) for name in ("RS", "E", "D4", "D5", "D6", "D7")), _lcd_size, actions=TEXT, show=True, named=False,
             extra=("ohm_lcd",), stands_for='"LiquidCrystal" by Arduino')
LCD_I2C = Driver("lcd1602_i2c", "I2cLcd", "ohm_lcd_i2c", (), _lcd_i2c, actions=TEXT | {"on", "off"}, show=True, bus="i2c", extra=("ohm_lcd",),
                 stands_for='"LiquidCrystal I2C" by Frank de Brabander')
OLED = Driver("ssd1306", "OledDisplay", "ohm_ssd1306", (), _oled, actions=TEXT | {"bar"}, show=True, bus="i2c", extra=("ohm_font",),
              stands_for='"Adafruit SSD1306", "U8g2" by oliver')

DIGITS = Driver("tm1637", "DigitDisplay", "ohm_tm1637", (Role("CLK", ("CLK",)), Role("DIO", ("DIO",))), actions=TEXT | {"set"}, show=True,
                stands_for='"TM1637" by Avishay Orpaz')
SEVENSEG = Driver("sevenseg", "SevenSegment", "ohm_sevenseg", (Role("PINS", SEGMENTS, every=True),), common, actions=TEXT,
                  show=True, named=False, stands_for='"SevSeg" by Dean Reading')
SHIFT_DIGIT = Driver("shift_digit", "ShiftDigit", "ohm_shiftdigit", (), _digit, actions=TEXT, show=True, named=False, stands_for='"SevSegShift"')
ROW = Driver("max7219", "SegmentRow", "ohm_max7219", (Role("DIN", ("DIN",)), Role("CS", ("CS",)), Role("CLK", ("CLK",))), actions=TEXT | {"set"}, show=True,
             named=False, stands_for='"LedControl" by Eberhard Fahle')
MATRIX = Driver("matrix", "LedMatrix", "ohm_matrix", (Role("DIN", ("DIN",)), Role("CS", ("CS",)), Role("CLK", ("CLK",))), actions=TEXT | {"set", "bar"}, show=True,
                named=False, stands_for='"MD_Parola" by majicDesigns')

SHOWERS = (LCD, LCD_I2C, OLED, DIGITS, SEVENSEG, SHIFT_DIGIT, ROW, MATRIX)
