"""The drivers that tell the time and the place, and that talk with other devices: clocks, satellites, radio, Bluetooth, infrared, servo boards."""

from __future__ import annotations

from ohm_core.firmware.drivers_out import on_level, register_of
from ohm_core.firmware.sites import addressed
from ohm_core.firmware.spec import Driver, Role, Setting, Site, Symbol

LINES = {"message_text": "message"}
ARRIVES = {"message_received": "received"}
PLACE = {"position_text": "position", "latitude_deg": "latitude", "longitude_deg": "longitude", "altitude_m": "altitude", "speed_kmh": "speed", "time_text": "time"}


def _clock(chip: str, library: str = '"RTClib" by Adafruit') -> Driver:
    def settings(site: Site) -> tuple[Setting, ...]:
        return (*addressed(site), Setting(Symbol(f"RealTimeClock::{chip}", f"RealTimeClock.{chip}")))

    measures = {"temperature_c": "temperature"} if chip == "DS3231" else {}
    return Driver(chip.lower(), "RealTimeClock", "ohm_clock", (), settings, {"hour": "hour", "minute": "minute", "second": "second", "weekday": "weekday", "time_text": "time", **measures},
                  texts=frozenset({"time_text"}), fragile=True, bus="i2c", stands_for=library)


def _channel(site: Site) -> tuple[Setting, ...]:
    return (Setting(76, "CHANNEL", "the same at both ends: 2400 MHz and so many more"),)


def _baud(site: Site) -> tuple[Setting, ...]:
    return (Setting(9600, "BAUD", "as delivered"),)


def _on_board(site: Site) -> tuple[Setting, ...]:
    """The variable of the servo board and which of its outputs the servo is on."""
    found = register_of(next((s for s in site.hookup.signals.values() if s.through), None))
    assert found
    return (Setting(Symbol(found[0], found[0])), Setting(found[1], "CHANNEL", "output of the servo board"))


CLOCKS = (_clock("DS3231"), _clock("DS1307"), _clock("PCF8523"))
GPS = Driver("gps_nmea", "SerialGps", "ohm_gps", (Role("RX", ("TX",)), Role("TX", ("RX",), optional=True)), readings=PLACE, texts=frozenset({"position_text", "time_text"}),
             fragile=True, stands_for='"TinyGPSPlus" by Mikal Hart')
GPS_I2C = Driver("gps_nmea_i2c", "I2cGps", "ohm_gps_i2c", (), addressed, PLACE, texts=frozenset({"position_text", "time_text"}), fragile=True, bus="i2c",
                 stands_for='"Adafruit GPS Library"')
BLUETOOTH = Driver("uart_text", "TextLink", "ohm_textlink", (Role("RX", ("TXD", "TX")), Role("TX", ("RXD", "RX"))), _baud, LINES, texts=frozenset(LINES), events=ARRIVES,
                   actions=frozenset(("send",)))
RADIO = Driver("nrf24", "RadioLink", "ohm_nrf24", (Role("CS", ("CSN",)), Role("CE", ("CE",))), _channel, LINES, texts=frozenset(LINES), events=ARRIVES,
               actions=frozenset(("send",)), bus="spi", stands_for='"RF24" by TMRh20')
COLOR = Driver("tcs34725", "ColorSensor", "ohm_tcs34725", (), addressed,
               {"color_text": "color", "red_pct": "red", "green_pct": "green", "blue_pct": "blue", "light_lux": "lux"}, texts=frozenset({"color_text"}), fragile=True,
               bus="i2c", stands_for='"Adafruit TCS34725"')
IR_SENDER = Driver("ir_sender", "InfraredSender", "ohm_irsend", (Role(control=True),), on_level, actions=frozenset(("send",)), stands_for='"IRremote" by Armin Joachimsmeyer')
SERVO_BOARD = Driver("pca9685", "ServoBoard", "ohm_pca9685", (), addressed, bus="i2c", updates=False, stands_for='"Adafruit PWM Servo Driver Library"')
BOARD_SERVO = Driver("board_servo", "BoardServo", "ohm_pca9685", (), _on_board, actions=frozenset(("move", "sweep", "stop", "on", "off", "toggle")))

LINKS = (*CLOCKS, GPS, GPS_I2C, BLUETOOTH, RADIO, COLOR, IR_SENDER, SERVO_BOARD, BOARD_SERVO)
