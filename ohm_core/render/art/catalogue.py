"""Which drawing a part gets: by id, else by category, else the generic module."""

from __future__ import annotations

from ohm_core.catalogue.schema import Part
from ohm_core.render.art import boards, detectors, displays, legs, modules, movers, power, sensors, small
from ohm_core.render.art.generic import module
from ohm_core.render.art.kit import Art
from ohm_core.render.art.legs import LegArt

LEGS: dict[str, LegArt] = {
    "passive:resistor": legs.resistor, "led": legs.led, "actuator:ir_transmitter": legs.led, "passive:capacitor:ceramic": legs.ceramic,
    "passive:capacitor:electrolytic": legs.electrolytic, "passive:capacitor": legs.ceramic, "diode": legs.diode, "sensor:ldr": legs.ldr,
    "sensor:ntc_thermistor": legs.thermistor, "sensor:tilt_switch": legs.tilt, "sensor:reed": legs.reed,
}
BODIES: dict[str, Art] = {
    "arduino-uno-r3": boards.uno, "arduino-nano": boards.nano, "esp32-devkit-v1": boards.esp32, "raspberry-pi-pico-w": boards.pico,
    "raspberry-pi-pico": boards.pico, "wemos-d1-mini": boards.d1_mini, "attiny85": small.dip,
    "button": small.tact, "slide-switch": small.slide, "potentiometer-10k": small.knob, "fader-10k": small.fader, "buzzer-active": small.buzzer, "buzzer-passive": small.buzzer,
    "led-rgb": small.rgb, "sevenseg-1digit": small.sevenseg, "led-bar-10": small.bar, "ir-receiver-tsop38238": small.ir_receiver,
    "dht22": sensors.dht22, "dht11": sensors.dht11, "hc-sr04": sensors.hc_sr04, "pir-hc-sr501": sensors.pir, "soil-capacitive": sensors.soil,
    "bme280-module": sensors.bme, "bmp280-module": sensors.bme, "mpu6050-module": sensors.mpu, "touch-ttp223": sensors.touch, "load-cell-5kg": sensors.load_cell,
    "hx711-module": sensors.hx711, "piezo-disc": sensors.piezo,
    "oled-ssd1306-128x64": displays.oled, "oled-ssd1306-128x32": displays.oled, "lcd1602": displays.lcd(16, 2),
    "lcd1602-i2c": displays.lcd(16, 2), "lcd2004-i2c": displays.lcd(20, 4),
    "tm1637-4digit": displays.tm1637, "max7219-8digit": displays.digits8, "max7219-matrix-8x8": displays.matrix, "digits-7segment": displays.digits, "ws2812-ring-16": displays.ring, "ws2812-strip": displays.strip,
    "servo-sg90": movers.servo, "dc-motor-130": movers.motor, "water-pump-mini": movers.pump, "fan-5v": movers.fan, "stepper-28byj48": movers.stepper,
    "relay-module-1ch": movers.relay, "relay-module-2ch": movers.relay, "speaker-8ohm": movers.speaker, "solenoid-lock-12v": movers.lock,
    "vibration-motor-module": movers.vibration, "laser-ky008": movers.laser,
    "battery-9v": power.block9v, "battery-aa-3": power.aa_holder, "battery-aa-4": power.aa_holder, "battery-aa-2": power.aa_holder, "battery-18650": power.cell18650, "battery-lipo-1s": power.lipo,
    "supply-5v-3a": power.wall, "supply-12v-2a": power.wall, "supply-usb-5v": power.wall, "power-bank-usb": power.power_bank,
    "buck-lm2596-module": power.module, "boost-mt3608-module": power.module, "tp4056-module": power.tp4056,
    "l298n-module": modules.l298n, "uln2003-module": modules.uln2003_board, "drv8833-module": modules.driver("DRV8833"), "tb6612-module": modules.driver("TB6612FNG"), "a4988-module": modules.driver("A4988", "green"),
    "mosfet-module-3v3": modules.mosfet_board, "keypad-4x4": modules.keypad, "joystick-ky023": modules.joystick, "rotary-encoder-ky040": modules.encoder,
    "rc522-module": modules.rc522, "sd-module": modules.sd, "ds3231-module": modules.rtc, "dfplayer-mini": modules.dfplayer, "level-shifter-4ch": modules.shifter,
    "gas-mq2": detectors.board_with(detectors.gas), "flame-sensor-ky026": detectors.board_with(detectors.flame), "sound-max4466": detectors.board_with(detectors.microphone, "blue", False),
    "rain-sensor": detectors.board_with(detectors.drops), "line-tcrt5000": detectors.board_with(detectors.reflex), "obstacle-fc51": detectors.board_with(detectors.reflex),
    "vibration-sw420": detectors.board_with(detectors.spring), "bh1750-module": detectors.board_with(detectors.light, "blue", False), "tcs34725-module": detectors.board_with(detectors.colours, "black", False),
    "max6675-module": detectors.board_with(detectors.named_chip("MAX6675"), "blue", False), "mcp9808-module": detectors.board_with(detectors.named_chip("MCP9808", 3.4), "blue", False),
    "ina219-module": detectors.board_with(detectors.named_chip("INA219", 3.4), "blue", False), "water-level-sensor": detectors.water_level, "gps-neo6m": detectors.gps, "gps-pa1010d": detectors.gps,
    "hc-05-module": detectors.radio("HC-05"), "nrf24l01-module": detectors.radio("nRF24L01+", "black"), "limit-switch": detectors.limit_switch, "ssr-module-1ch": detectors.ssr,
    "pca9685-servo-driver": detectors.pca9685, "yf-s201": detectors.flow, "valve-solenoid-12v": detectors.valve, "ds1307-module": detectors.coin_clock, "pcf8523-module": detectors.coin_clock,
}
# By category where an id is not listed: what was added to the catalogue later still looks like its kind.
KINDS: dict[str, Art] = {
    "microcontroller:esp32": boards.esp32, "microcontroller:esp8266": boards.d1_mini, "microcontroller": boards.mega, "input:button": small.tact,
    "input:potentiometer": small.knob, "display:lcd": displays.lcd(16, 2), "display:oled": displays.oled,
    "actuator:servo": movers.servo, "actuator:dc_motor": movers.motor, "actuator:water_pump": movers.pump, "actuator:relay_module": movers.relay,
    "power:battery": power.lipo, "sensor:gas": detectors.board_with(detectors.gas), "sensor:sound": detectors.board_with(detectors.microphone, "blue", False), "sensor:gps": detectors.gps, "power:buck": power.module, "power:boost": power.module, "power:supply": power.wall, "power:supply_9v": power.wall, "power:supply_5v": power.wall, "isolator:optocoupler": small.dip,
    "sensor:ultrasonic": sensors.hc_sr04, "sensor:pir": sensors.pir, "led:addressable:ws2812_panel": displays.panel, "led:addressable": displays.strip,
    "display:tft": displays.screen("#101216", "#1B1E24"), "display:e_paper": displays.screen("#E9E6DC", "#D6D3C8"), "audio:speaker": movers.speaker,
}


def _longest(table: dict[str, LegArt] | dict[str, Art], category: str) -> LegArt | Art | None:
    bits = category.split(":")
    known = (table.get(":".join(bits[:n])) for n in range(len(bits), 0, -1))
    return next((art for art in known if art), None)


def legs_of(part: Part) -> LegArt:
    """The drawing of a two-legged part, by the longest category it is known by."""
    return _longest(LEGS, part.category) or legs.plain  # type: ignore[return-value]


def art_of(part: Part) -> Art:
    """The drawing of a part that is no mere pair of legs."""
    if part.board is not None and part.id not in BODIES and part.board.family.startswith("esp") and part.mechanics.mount == "plugged":
        return boards.esp_any
    return BODIES.get(part.id) or _packaged(part) or _longest(KINDS, part.category) or module  # type: ignore[return-value]


def _packaged(part: Part) -> Art | None:
    """DIP, TO-92 or TO-220 by their rows and size."""
    m = part.mechanics
    if m.mount not in ("plugged", "leads") or part.board is not None:
        return None
    width, height = m.size_mm
    if len(m.rows) == 2 and m.row_gap == 3 and 0 < height <= 7.5:
        return small.dip
    if len(m.rows) == 1 and len(m.rows[0]) == 3 and 0 < height <= 5.0 and width:
        return small.to92 if width < 7 else small.to220
    return None
