"""Measure humidity

Needs SKiDL (`pip install skidl`), no KiCad library. Run it: ERC goes to the terminal, the netlist to design.net.
"""

from skidl import ERC, KICAD8, NETLIST, POWER, SKIDL, TEMPLATE, Net, Part, Pin, generate_netlist

T = Pin.types


def kind(name, description, pins):
    """A kind of part from (pin, type) pairs."""
    return Part(name=name, tool=SKIDL, dest=TEMPLATE, description=description, pins=[Pin(num=num, name=num, func=func) for num, func in pins])


def use(template, ref, value, **fields):
    """A part in use; `fields` say how to buy it."""
    part = template(dest=NETLIST, ref=ref, value=value, footprint="OHM:unchosen", tag=ref)
    part.fields.update(fields)
    return part


def pin(part, name):
    """The pin of exactly this name."""
    return next(p for p in part.pins if p.num == name)


def leave_open(part, *names):
    """Nothing is joined to these pins, on purpose (NC is a name that SKiDL gives every program)."""
    NC.connect(*(pin(part, name) for name in names))


# Kinds of parts
esp32_devkit_v1_30_pin = kind('esp32-devkit-v1-30-pin', 'ESP32 DevKit V1', [
    ('GPIO36', T.INPUT), ('GPIO39', T.INPUT), ('GPIO34', T.INPUT), ('GPIO35', T.INPUT), ('GPIO32', T.BIDIR), ('GPIO33', T.BIDIR),
    ('GPIO25', T.BIDIR), ('GPIO26', T.BIDIR), ('GPIO27', T.BIDIR), ('GPIO14', T.BIDIR), ('GPIO12', T.BIDIR), ('GPIO13', T.BIDIR),
    ('GPIO15', T.BIDIR), ('GPIO2', T.BIDIR), ('GPIO4', T.BIDIR), ('GPIO16', T.BIDIR), ('GPIO17', T.BIDIR), ('GPIO5', T.BIDIR),
    ('GPIO18', T.BIDIR), ('GPIO19', T.BIDIR), ('GPIO21', T.BIDIR), ('GPIO3', T.BIDIR), ('GPIO1', T.BIDIR), ('GPIO22', T.BIDIR),
    ('GPIO23', T.BIDIR), ('EN', T.INPUT), ('VIN', T.PWRIN), ('3V3', T.PWROUT), ('GND.1', T.PWRIN), ('GND.2', T.PWRIN), ('USB', T.PWRIN),
])
bme280_module_4pin = kind('bme280-module-4pin', 'BME280 module, 4 pins, 3.3 to 5 V', [
    ('VCC', T.PWRIN), ('GND', T.PWRIN), ('SCL', T.INPUT), ('SDA', T.BIDIR)])
oled_ssd1306_128x64_gnd_vcc_scl_sda = kind('oled-ssd1306-128x64-gnd-vcc-scl-sda', 'OLED display 0.96 inch, 128x64, I2C (SSD1306)', [
    ('GND', T.PWRIN), ('VCC', T.PWRIN), ('SCL', T.INPUT), ('SDA', T.BIDIR)])
fan_5v = kind('fan-5v', 'Fan 40 mm, 5 V, brushless', [
    ('+', T.PASSIVE), ('-', T.PASSIVE)])
led_5mm = kind('led-5mm', 'LED 5 mm', [
    ('A', T.PASSIVE), ('C', T.PASSIVE)])
supply_5v_3a = kind('supply-5v-3a', 'Wall adapter 5 V 3 A with barrel plug and screw terminals', [
    ('5V', T.PWROUT), ('GND', T.PWRIN)])
transistor_2n2222_pn2222 = kind('transistor-2n2222-pn2222', '2N2222 NPN transistor (TO-92)', [
    ('B', T.INPUT), ('C', T.OPENCOLL), ('E', T.PASSIVE)])
resistor = kind('resistor', 'Resistor, 1/4 W', [
    ('1', T.PASSIVE), ('2', T.PASSIVE)])
diode_1n4007 = kind('diode-1n4007', '1N4007 rectifier diode', [
    ('A', T.PASSIVE), ('C', T.PASSIVE)])

# Parts
U1 = use(esp32_devkit_v1_30_pin, 'U1', 'esp32-devkit-v1')
S1 = use(bme280_module_4pin, 'S1', 'bme280-module')
OLED1 = use(oled_ssd1306_128x64_gnd_vcc_scl_sda, 'OLED1', 'oled-ssd1306-128x64')
FAN1 = use(fan_5v, 'FAN1', 'fan-5v')
LED1 = use(led_5mm, 'LED1', 'red')
PS1 = use(supply_5v_3a, 'PS1', 'supply-5v-3a')
Q1 = use(transistor_2n2222_pn2222, 'Q1', 'transistor-2n2222', Manufacturer='onsemi', MPN='PN2222ABU')
R1 = use(resistor, 'R1', '330')
R2 = use(resistor, 'R2', '10k')
D1 = use(diode_1n4007, 'D1', 'diode-1n4007', Manufacturer='Vishay', MPN='1N4007-E3/54')
R3 = use(resistor, 'R3', '150')

# Nets
net_3V3 = Net('3V3')
net_3V3.drive = POWER
net_3V3 += pin(U1, '3V3'), pin(S1, 'VCC'), pin(OLED1, 'VCC')
net_GND = Net('GND')
net_GND.drive = POWER
net_GND += pin(U1, 'GND.1'), pin(S1, 'GND'), pin(OLED1, 'GND'), pin(PS1, 'GND'), pin(Q1, 'E'), pin(R2, '2'), pin(LED1, 'C')
net_PS1_5V = Net('PS1_5V')
net_PS1_5V.drive = POWER
net_PS1_5V += pin(PS1, '5V'), pin(FAN1, '+'), pin(D1, 'C')
net_FAN1__ = Net('FAN1_-')
net_FAN1__ += pin(FAN1, '-'), pin(Q1, 'C'), pin(D1, 'A')
net_R1_2 = Net('R1_2')
net_R1_2 += pin(R1, '2'), pin(Q1, 'B'), pin(R2, '1')
net_R3_2 = Net('R3_2')
net_R3_2 += pin(R3, '2'), pin(LED1, 'A')
net_GPIO22 = Net('GPIO22')
net_GPIO22 += pin(U1, 'GPIO22'), pin(S1, 'SCL'), pin(OLED1, 'SCL')
net_GPIO21 = Net('GPIO21')
net_GPIO21 += pin(U1, 'GPIO21'), pin(S1, 'SDA'), pin(OLED1, 'SDA')
net_GPIO16 = Net('GPIO16')
net_GPIO16 += pin(U1, 'GPIO16'), pin(R1, '1')
net_GPIO17 = Net('GPIO17')
net_GPIO17 += pin(U1, 'GPIO17'), pin(R3, '1')

# Left open on purpose
leave_open(U1, 'GPIO36', 'GPIO39', 'GPIO34', 'GPIO35', 'GPIO32', 'GPIO33', 'GPIO25', 'GPIO26', 'GPIO27', 'GPIO14', 'GPIO12', 'GPIO13', 'GPIO15', 'GPIO2', 'GPIO4', 'GPIO5', 'GPIO18', 'GPIO19', 'GPIO3', 'GPIO1', 'GPIO23', 'EN', 'VIN', 'GND.2', 'USB')

ERC()
generate_netlist(file_="design.net", tool=KICAD8)
