"""Which device model simulates which part, with its controls and observables: the one table, and the source of docs/simulation.md.

A rule is tried against `id:…`, `driver:…` and `category:…` of a part; the first that fits wins. A part that none fits is reported
as not simulated. Control names are Wokwi's where Wokwi has one; the catalogue's reading names work too.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from ohm_core.catalogue.schema import Part
from ohm_core.firmware.simulate import params_in as i
from ohm_core.firmware.simulate import params_out as o
from ohm_core.firmware.simulate.model import Control, Model, Observable, switch

PERCENT = "%"
ON = {"on": Observable("1 while it is lit, sounds, turns or shows")}
PRESSED = {"pressed": switch("held down")}
TEMPERATURE = Control("what it feels", -55, 150, "degC", {"temperature_c": 1.0})
HUMIDITY = Control("relative humidity", 0, 100, PERCENT, {"humidity_pct": 1.0})
BRIGHTNESS = Observable("share of the time it is lit: 100 steady, less with PWM", PERCENT)
VOLTS = Observable("voltage across it, or at its output", "V")
LINES = {"line[1-4]": Observable("the text of a line, without blanks at its end"), "text": Observable("all lines"), **ON}

LED = Model("led", "LED", i.led, {}, {**ON, "brightness": BRIGHTNESS, "current_ma": Observable("current through it", "mA")})
RGB = Model("led", "RGB LED", i.rgb, {}, {**ON, "red|green|blue": BRIGHTNESS, "color": Observable("#rrggbb")})
BAR = Model("led", "LED bar graph", i.led, {}, {**ON, r"A\d+": BRIGHTNESS})
SEVENSEG = Model("sevenseg", "Seven-segment digit", i.led, {}, {"text": Observable("the character shown"), "segments": Observable("bits: A = 1 … G = 64, point = 128"), "[A-G]|DP": BRIGHTNESS})
DIGITS = Model("sevensegDigits", "Seven-segment display of two to four digits", i.digits, {}, {**ON, "text": Observable("what the eye sees of all digits, lit in turn"), "digit[1-4]": Observable("the character of one digit")})
BUTTON = Model("button", "Push button", i.button, {"pressed": switch("held down; contacts bounce for a millisecond unless the attribute bounce is 0")}, {"pressed": Observable("1 while held")})
CONTACT = Model("button", "Tilt, reed and other contacts", i.contact, {"tilted|closed|vibration|magnet": switch("what it senses, by the part's reading")}, named=True)
SLIDE = Model("slideSwitch", "Slide switch", i.bounce, {"value": switch("0: pins 1 and 2 joined, 1: pins 2 and 3", "closed")}, {"value": Observable("as set")})
DIP = Model("dipSwitch", "DIP switch with eight contacts", i.dip_switch, {"[1-8]": switch("1: the contact of this number is closed")}, {"[1-8]": Observable("as set")})
POT = Model("potentiometer", "Potentiometer", i.potentiometer, {"position": Control("0 at pin 1, 1 at pin 2", 0, 1, "", {"position_pct": 0.01, "value": 1 / 1023})}, {"position": Observable("as set")})
LDR = Model("ldr", "Photoresistor", i.ldr, {"lux": Control("light that falls on it", 0.01, 100000, "lx")}, {"ohm": Observable("its resistance", "Ω")})
LDR_MODULE = Model("analogSensor", "Photoresistor module", i.ldr_module, {"lux": Control("light that falls on it", 0.1, 100000, "lx")}, {"volts": VOLTS})
NTC = Model("ntc", "Thermistor", i.ntc, {"temperature": TEMPERATURE}, {"ohm": Observable("its resistance", "Ω")})
SOIL = Model("analogSensor", "Soil moisture sensor", i.soil, {"moisture": Control("wetness of the soil", 0, 100, PERCENT, {"moisture_pct": 1.0})}, {"volts": VOLTS})
TMP36 = Model("analogSensor", "Analog temperature sensor", i.analog_temperature, {"temperature": TEMPERATURE}, {"volts": VOLTS})
PIEZO = Model("analogSensor", "Piezo disc as knock sensor", i.piezo, {"knock": Control("how hard it is knocked", 0, 100, PERCENT, {"knock_pct": 1.0})}, {"volts": VOLTS})
ANALOG = Model("analogSensor", "Analog sensor module", i.analog, {"sound|gas|rain|water|flame": Control("the part's reading without its unit", 0, 100, PERCENT)}, {"volts": VOLTS}, named=True)
JOYSTICK = Model("joystick", "Analog joystick", i.joystick, {"x": Control("left to right", -1, 1, "", {"x_pct": 0.02}), "y": Control("down to up", -1, 1, "", {"y_pct": 0.02}), **PRESSED})
ENCODER = Model("rotaryEncoder", "Rotary encoder", i.encoder, {"rotate": Control("detents to turn by, clockwise positive", -200, 200, "", {"position_steps": 1.0}), **PRESSED}, {"position": Observable("detents turned so far")})
KEYPAD = Model("keypad", "Matrix keypad", i.keypad, {"key": Control("the key held down, empty for none", text=True)})
PIR = Model("pir", "PIR motion sensor", i.pir, {"motion": switch("somebody moves; the output stays high for delayTime (5 s) after the last motion")}, {"motion": Observable("as set")})
DIGITAL = Model("digitalSensor", "Sensor module with a digital output", i.digital, {"touched|flame|vibration|magnet|obstacle|line|beam_broken": switch("what it detects, by the part's reading")}, named=True)
TILT = Model("digitalSensor", "Tilt switch module", i.tilt_module, {"tilted": switch("it does not stand upright")})
HCSR04 = Model("hcsr04", "Ultrasonic distance sensor", i.hcsr04, {"distance": Control("distance of the nearest thing; over 400 nothing answers", 0, 1000, "cm", {"distance_cm": 1.0})}, {"distance": Observable("as set", "cm")})
DHT = Model("dht", "DHT11 and DHT22", i.dht, {"temperature": TEMPERATURE, "humidity": HUMIDITY, "fail": switch("1: it does not answer")})
SERVO = Model("servo", "Hobby servo", o.servo, {}, {"angle": Observable("where it stands", "°"), "pulse_us": Observable("length of the last pulse", "µs"), "held": Observable("1 while pulses arrive")})
BUZZER = Model("buzzer", "Buzzer and speaker", o.buzzer, {}, {**ON, "frequency": Observable("tone", "Hz"), "beeps": Observable("times it began; for a bare one, periods")})
RELAY_MODULE = Model("relayModule", "Relay module", o.relay_module, {}, {"closed[1-8]?": Observable("1 while the coil is on: COM joined to NO")})
RELAY = Model("relay", "Relay", o.relay, {}, {"closed": Observable("1 while the coil is on: COM joined to NO")})
MOTOR = Model("motor", "DC motor, pump, fan", o.motor, {}, {**ON, "speed": Observable("share of the speed at rated voltage; negative backwards", PERCENT), "volts": VOLTS})
COIL = Model("motor", "Solenoid", o.motor, {}, {**ON, "volts": VOLTS})
MOTOR_MODULE = Model("buzzerModule", "Vibration motor module", o.motor_module, {}, {**ON})
MOSFET = Model("mosfet", "MOSFET", o.mosfet, {}, ON)
MOSFET_MODULE = Model("mosfetModule", "MOSFET switch module", o.mosfet_module, {}, ON)
BJT = Model("bjt", "Bipolar transistor", o.bjt, {}, ON)
DARLINGTON = Model("darlington", "ULN2003 driver", o.darlington, {}, {"on[1-8]": Observable("1 while the channel conducts")})
HBRIDGE = Model("hbridge", "Motor driver (L298N, DRV8833, TB6612)", o.hbridge)
OPTO = Model("optocoupler", "Optocoupler", o.optocoupler, {}, ON)
STEPPER = Model("stepper", "Stepper motor", o.stepper, {}, {"steps": Observable("full steps from where it began"), "half_steps": Observable("half steps"), "angle": Observable("of its shaft", "°")})
BIPOLAR = Model("bipolarStepper", "Bipolar stepper motor", o.bipolar, {}, {"steps[12]?": Observable("full steps from where it began, with fractions; of two motors steps1, steps2"), "angle[12]?": Observable("of its shaft", "°")})
A4988 = Model("a4988", "Stepper driver A4988", o.a4988, {}, {"position": Observable("of the current's pointer, in sixteenths of a step: 0 to 63")})
LCD = Model("lcdParallel", "Character LCD, parallel", o.lcd, {}, LINES)
LCD_I2C = Model("lcdI2c", "Character LCD with I2C backpack", o.lcd_i2c, {}, {**LINES, "backlight": Observable("1 while lit")})
SSD1306 = Model("ssd1306", "OLED display SSD1306", o.ssd1306, {}, {**ON, "lit": Observable("pixels lit"), "text": Observable("what is written on it in the usual fonts of displays"), "hash": Observable("eight hexadecimal digits that stand for the picture")})
SH1107 = Model("sh1107", "OLED display SH1107, 128 x 128", o.i2c, {}, {**ON, "lit": Observable("pixels lit"), "text": Observable("what is written on it in the usual fonts of displays"), "hash": Observable("eight hexadecimal digits that stand for the picture")})
PICTURE = {**ON, "lit": Observable("pixels that are not black, or dark ones"), "text": Observable("what is written on it in the usual fonts of displays"), "hash": Observable("eight hexadecimal digits that stand for the picture")}
PIXEL = {r"pixel\d+_\d+": Observable("#rrggbb of a pixel: column, row from the upper left, as the program has turned the picture")}
TFT = Model("tft", "Colour display ILI9341, ST7789", o.colour_display, {}, {**PICTURE, **PIXEL})
TOUCH = Model("tft", "Colour display ILI9341 with touch FT6206", o.colour_display, {"touchX": Control("column touched", 0, 239), "touchY": Control("row touched", 0, 319), "touched": switch("a finger is on it")}, {**PICTURE, **PIXEL})
EPAPER = Model("epaper", "E-paper display, SSD1680, 128 x 296", o.epaper, {}, {"busy": Observable("1 while it refreshes or sleeps"), "updates": Observable("refreshes so far"), "lit": Observable("black dots"),
    "text": Observable("what is written on it in the usual fonts of displays, upright or lying"), "hash": Observable("eight hexadecimal digits that stand for the picture")})
NOKIA = Model("pcd8544", "Display PCD8544, 84 x 48", o.pcd8544, {}, PICTURE)
TM1637 = Model("tm1637", "Four digits with TM1637", o.tm1637, {}, {**ON, "text": Observable("what the digits show"), "brightness": Observable("0 to 7")})
MAX7219 = Model("max7219", "Digits or matrix with MAX7219", o.max7219, {}, {**ON, "text": Observable("digits, or rows of # and ."), "lit": Observable("segments or pixels lit"), "brightness": Observable("0 to 15, of the first module")})
SHIFT_OUT = Model("shiftOut", "Shift register 74HC595", o.shift_out, {}, {"value": Observable("the output byte, Q0 = 1")})
LED_SHIFT_OUT = Model("shiftOut", "Shift register NLSF595, open drain", o.led_shift_out, {}, {"value": Observable("the latched byte, QA = 1; a 0 pulls down")})
SHIFT_IN = Model("shiftIn", "Shift register 74HC165", o.shift_in, {}, {"value": Observable("the byte at its inputs, D0 = 1")})
MUX = Model("analogMux", "Analog multiplexer CD4051, CD74HC4067", o.analog_mux, {}, {"channel": Observable("the channel joined to the common pin, -1 for none")})
GATE = Model("gate", "Single gate (and, or, not …, selector)", o.gate, {}, {"value": Observable("its output")})
FLIP_FLOP = Model("flipFlop", "Flip-flop", o.flip_flop, {}, {"value": Observable("Q")})
CLOCK_GATE = Model("clockGate", "Clock generator", o.clock_gate)
WS2812 = Model("ws2812", "Addressable LEDs WS2812", o.ws2812, {}, {r"pixel\d+": Observable("#rrggbb of a pixel, from 0"), "lit": Observable("pixels that are not dark"), "color": Observable("#rrggbb of the first")})
ACCEL = {f"accel{axis}": Control("acceleration", -16, 16, "g", {f"accel_{axis.lower()}_g": 1.0}) for axis in "XYZ"}
GYRO = {f"rotation{axis}": Control("rotation", -2000, 2000, "°/s", {f"gyro_{axis.lower()}_dps": 1.0}) for axis in "XYZ"}
MPU6050 = Model("mpu6050", "Motion sensor MPU6050", o.i2c, {**ACCEL, **GYRO, "temperature": TEMPERATURE})
BME280 = Model("bme280", "BME280 and BMP280", o.bme280, {"temperature": TEMPERATURE, "humidity": HUMIDITY, "pressure": Control("air pressure", 30000, 110000, "Pa", {"pressure_hpa": 100.0})})
BMP180 = Model("bmp180", "Air pressure sensor BMP180", o.i2c, {"temperature": TEMPERATURE, "pressure": Control("air pressure", 30000, 110000, "Pa", {"pressure_hpa": 100.0})})
DS3231 = Model("ds3231", "Clock DS3231", o.i2c, {"time": Control("ISO date and time, 2026-01-31T12:00:00", text=True), "temperature": TEMPERATURE}, {"time": Observable("ISO date and time")})
DS18B20 = Model("ds18b20", "Temperature sensor DS18B20", i.ds18b20, {"temperature": TEMPERATURE})
PCF8523 = Model("pcf8523", "Clock PCF8523", o.i2c, {"time": Control("ISO date and time, 2026-01-31T12:00:00", text=True)}, {"time": Observable("ISO date and time")})
DS1307 = Model("ds1307", "Clock DS1307", o.i2c, {"time": Control("ISO date and time, 2026-01-31T12:00:00", text=True)}, {"time": Observable("ISO date and time")})
TCS34725 = Model("tcs34725", "Colour sensor TCS34725", o.i2c, {"color": Control("of the light, #rrggbb", text=True), "lux": Control("light that falls on it", 0, 20000, "lx", {"light_lux": 1.0})})
PLACE = {"latitude": Control("north positive", -90, 90, "°", {"latitude_deg": 1.0}), "longitude": Control("east positive", -180, 180, "°", {"longitude_deg": 1.0}),
         "altitude": Control("over the sea", -500, 20000, "m", {"altitude_m": 1.0}), "speed": Control("over ground", 0, 2000, "km/h", {"speed_kmh": 1.0}), "fix": switch("it sees enough satellites")}
GPS = Model("gps", "GPS receiver on a serial line", o.serial, PLACE)
GPS_I2C = Model("gpsI2c", "GPS receiver on I2C", o.i2c, PLACE)
BLUETOOTH = Model("textLink", "Bluetooth module", o.serial, {"message": Control("a line that the other end sends", text=True)}, {"heard": Observable("the last line that came from the board")})
PLAYER = Model("dfplayer", "Music player DFPlayer", o.serial, {}, {"track": Observable("that plays, 0 for none"), "volume": Observable("0 to 30")})
RADIO = Model("nrf24", "Radio nRF24L01", o.nrf24, {"message": Control("what another board sends", text=True), "answers": switch("another board is there to answer")}, {"sent": Observable("the last message that was answered")})
BH1750 = Model("bh1750", "Light sensor BH1750", o.i2c, {"lux": Control("light that falls on it", 0, 54612, "lx", {"light_lux": 1.0})})
MCP9808 = Model("mcp9808", "Temperature sensor MCP9808", o.i2c, {"temperature": TEMPERATURE})
INA219 = Model("ina219", "Current monitor INA219", o.i2c, {}, {"current_ma": Observable("current from VIN+ to VIN-", "mA"), "volts": Observable("voltage at VIN-", "V")})
MAX6675 = Model("max6675", "Thermocouple amplifier MAX6675", i.max6675, {"temperature": Control("at the probe", 0, 1023, "degC", {"temperature_c": 1.0}), "fail": switch("the thermocouple is open")})
PCA9685 = Model("pca9685", "Servo driver PCA9685", o.pca9685)
MICROPHONE = Model("microphone", "Microphone amplifier", i.microphone, {"sound": Control("how loud a tone of 440 Hz is", 0, 100, PERCENT, {"sound_pct": 1.0})}, {"sound": Observable("as set", PERCENT)})
HEARTBEAT = Model("heartbeat", "Heartbeat sensor KY-039", i.heartbeat, {"bpm": Control("beats a minute", 0, 240), "finger": switch("a finger lies in it; 1 unless told")}, {"bpm": Observable("as set"), "volts": VOLTS})
FLOW = Model("flowSensor", "Water flow sensor", i.flow, {"flow": Control("water that flows", 0, 60, "l/min", {"flow_l_min": 1.0, "flow_lpm": 1.0})}, {"flow": Observable("as set", "l/min")})
SSR = Model("relayModule", "Solid-state relay module", o.solid_state_relay, {}, {"closed": Observable("1 while it conducts")})
IR = Model("irReceiver", "Infrared receiver", i.ir, {"command": Control("NEC command to address 0", 0, 255), "code": Control("32 bits of a NEC frame, first bit highest", 0, 0xFFFFFFFF)})
RC522 = Model("rc522", "RFID reader RC522", o.rc522, {"uid": Control("the card's 4 or 7 bytes as 01:02:03:04, empty for none", text=True, also={"tag": 1.0}), "tagPresent": switch("a card lies on it"), "card": Control("which of Wokwi's cards, 0 to 5", 0, 5)})
SD_CARD = Model("sdCard", "Memory card, 32 MB, FAT16", o.sd_card, {"inserted": switch("a card is in"), "file": Control("puts a file on the card: NAME.TXT: its content", text=True)},
    {"files": Observable("names and sizes, one a line"), "writes": Observable("blocks written"), r"[\w~/-]+\.[\w~-]{1,3}": Observable("what the file of this name holds")})
HX711 = Model("hx711", "Load cell amplifier HX711", i.hx711, {"load": Control("weight on the cell", -50, 50, "kg", {"weight_g": 0.001})}, {"load": Observable("as set", "kg")})
WIRE = Model("nothing", "Breadboards, wires, load cells (read by their amplifier)")
RESISTOR = Model("resistor", "Resistor", i.resistor)
CAPACITOR = Model("capacitor", "Capacitor (carries no direct current; charging is not simulated)")
DIODE = Model("diode", "Diode", i.diode)
BUFFER = Model("buffer", "74AHCT125 buffer", o.buffer)
SHIFTER = Model("levelShifter", "BSS138 level shifter", o.level_shifter)
SUPPLY = Model("nothing", "Battery, supply, converter, charger", observables={})

BOARD = Model("board", "The board itself (ESP32, ESP8266, Pico)", controls={
    "wifi": switch("the network is there"), "time": Control("the clock: ISO date and time, 2026-01-31T12:00:00", text=True),
    "received": Control("a message that comes in over MQTT: topic, blank, text", text=True)},
    observables={"requested": Observable("the last HTTP request: method, address, body"), "published": Observable("the last MQTT message: topic, blank, text")})

RULES: tuple[tuple[str, Model], ...] = (
    ("category:passive:resistor*", RESISTOR), ("category:passive:capacitor*", CAPACITOR), ("category:diode*", DIODE),
    ("driver:rgb", RGB), ("category:display:oled_i2c:sh1107", SH1107), ("category:display:e_paper:2in9", EPAPER), ("category:logic:shift_register:nlsf595", LED_SHIFT_OUT), ("category:sensor:heartbeat:ky039", HEARTBEAT), ("category:led:bar*", BAR), ("driver:led_bar", BAR), ("driver:led", LED), ("driver:ir_sender", LED),
    ("category:display:7segment", SEVENSEG), ("category:display:7segment_multi", DIGITS), ("category:input:dip_switch:8", DIP), ("category:input:keypad*", KEYPAD),
    ("category:sensor:tilt_module*", TILT), ("category:display:tft:ili9341_touch", TOUCH), ("category:display:tft*", TFT), ("category:display:lcd_graphic:pcd8544", NOKIA),
    ("category:display:lcd:2004_parallel", LCD), ("category:logic:shift_register:74hc165", SHIFT_IN), ("category:logic:multiplexer*", MUX), ("category:logic:gate:flip_flop*", FLIP_FLOP),
    ("category:logic:gate:clock", CLOCK_GATE), ("category:logic:gate*", GATE), ("category:driver:stepper:a4988", A4988), ("category:actuator:stepper:nema17", BIPOLAR),
    ("category:actuator:gauge_stepper*", BIPOLAR), ("category:isolator:relay*", RELAY), ("category:sensor:air_pressure:bmp180", BMP180), ("category:led:addressable*", WS2812),
    ("driver:button", BUTTON), ("category:input:slide_switch*", SLIDE),
    ("category:input:potentiometer*", POT), ("category:input:slide_potentiometer*", POT), ("category:sensor:ldr*", LDR), ("driver:ntc", NTC),
    ("category:sensor:ntc*", NTC), ("category:sensor:soil_moisture*", SOIL), ("category:sensor:temperature:tmp36", TMP36),
    ("category:sensor:temperature:lm35", TMP36), ("category:sensor:piezo*", PIEZO), ("driver:joystick", JOYSTICK), ("driver:rotary_encoder", ENCODER),
    ("driver:keypad", KEYPAD), ("category:sensor:pir*", PIR), ("category:sensor:motion*", PIR), ("driver:hcsr04", HCSR04), ("driver:dht", DHT),
    ("driver:servo", SERVO), ("driver:buzzer_*", BUZZER), ("category:actuator:relay_module*", RELAY_MODULE), ("category:actuator:relay*", RELAY),
    ("category:actuator:vibration", MOTOR_MODULE), ("category:actuator:dc_motor*", MOTOR), ("category:actuator:water_pump*", MOTOR),
    ("category:actuator:fan*", MOTOR), ("category:actuator:solenoid*", COIL), ("category:actuator:valve*", COIL), ("category:actuator:*valve*", COIL), ("category:actuator:vibration*", MOTOR),
    ("category:transistor:mosfet_n:module", MOSFET_MODULE), ("category:transistor:mosfet*", MOSFET), ("category:transistor:npn*", BJT),
    ("category:transistor:pnp*", BJT), ("category:driver:stepper:uln2003", DARLINGTON), ("category:driver:darlington*", DARLINGTON), ("driver:hbridge", HBRIDGE),
    ("category:isolator:optocoupler*", OPTO), ("driver:stepper", STEPPER), ("driver:lcd1602_i2c", LCD_I2C), ("driver:lcd1602", LCD),
    ("driver:ssd1306", SSD1306), ("driver:tm1637", TM1637), ("driver:max7219", MAX7219), ("driver:74hc595", SHIFT_OUT), ("driver:ws2812", WS2812),
    ("driver:mpu6050", MPU6050), ("driver:bme280", BME280), ("driver:ds3231", DS3231), ("driver:ds18b20", DS18B20), ("driver:pcf8523", PCF8523), ("driver:ds1307", DS1307),
    ("driver:bh1750", BH1750), ("driver:mcp9808", MCP9808), ("driver:ina219", INA219), ("driver:max6675", MAX6675), ("driver:pca9685", PCA9685),
    ("category:sensor:sound:max4466", MICROPHONE), ("category:sensor:flow*", FLOW), ("category:actuator:solid_state_relay", SSR), ("driver:ir_receiver", IR),
    ("driver:gps_nmea", GPS), ("driver:gps_nmea_i2c", GPS_I2C), ("driver:uart_text", BLUETOOTH), ("driver:dfplayer", PLAYER), ("driver:nrf24", RADIO), ("driver:tcs34725", TCS34725),
    ("driver:rc522", RC522), ("driver:sd", SD_CARD), ("category:sensor:load_cell", WIRE), ("driver:hx711", HX711), ("category:logic:level_shifter:74ahct125", BUFFER),
    ("category:logic:level_shifter*", SHIFTER), ("category:mechanical*", WIRE), ("category:misc*", WIRE),
    ("category:power*", SUPPLY), ("driver:digital_in", DIGITAL), ("driver:analog", ANALOG), ("category:sensor:sound*", ANALOG), ("category:sensor:gas*", ANALOG),
)


def model_of(part: Part) -> Model | None:
    """The model that simulates a part; None where there is none. Of a board with Wi-Fi or without, only what its network shows."""
    if part.board is not None:
        return None if part.board.family == "avr" else BOARD
    names = (f"id:{part.id}", f"driver:{part.driver}", f"category:{part.category}")
    found = next((model for pattern, model in RULES if any(fnmatchcase(n, pattern) for n in names)), None)
    if found is DIGITAL and not part.supply:
        return CONTACT
    if found is LDR and part.supply:
        return LDR_MODULE
    return found


def models() -> list[Model]:
    """Every model once, in the order of the rules."""
    return list({id(m): m for m in (*(m for _, m in RULES), CONTACT, LDR_MODULE, BOARD)}.values())
