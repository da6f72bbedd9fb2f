"""Plant waterer

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
soil_capacitive = kind('soil-capacitive', 'Capacitive soil moisture sensor v1.2', [
    ('GND', T.PWRIN), ('VCC', T.PWRIN), ('AOUT', T.OUTPUT)])
mosfet_irlz44n = kind('mosfet-irlz44n', 'IRLZ44N logic-level MOSFET (TO-220)', [
    ('G', T.INPUT), ('D', T.OPENCOLL), ('S', T.PASSIVE)])
resistor = kind('resistor', 'Resistor, 1/4 W', [
    ('1', T.PASSIVE), ('2', T.PASSIVE)])
diode_1n4007 = kind('diode-1n4007', '1N4007 rectifier diode', [
    ('A', T.PASSIVE), ('C', T.PASSIVE)])
water_pump_mini = kind('water-pump-mini', 'Mini submersible pump, 3-6 V', [
    ('+', T.PASSIVE), ('-', T.PASSIVE)])
battery_aa_4_alkaline = kind('battery-aa-4-alkaline', 'Battery holder with 4 AA cells (6 V)', [
    ('+', T.PWROUT), ('-', T.PWRIN)])
capacitor_electrolytic = kind('capacitor-electrolytic', 'Electrolytic capacitor', [
    ('1', T.PASSIVE), ('2', T.PASSIVE)])

# Parts
U1 = use(esp32_devkit_v1_30_pin, 'U1', 'esp32-devkit-v1')
SOIL1 = use(soil_capacitive, 'SOIL1', 'soil-capacitive')
Q1 = use(mosfet_irlz44n, 'Q1', 'mosfet-irlz44n', Manufacturer='Infineon', MPN='IRLZ44NPBF')
R1 = use(resistor, 'R1', '220')
R2 = use(resistor, 'R2', '10k')
D1 = use(diode_1n4007, 'D1', 'diode-1n4007', Manufacturer='Vishay', MPN='1N4007-E3/54')
P1 = use(water_pump_mini, 'P1', 'water-pump-mini')
BT1 = use(battery_aa_4_alkaline, 'BT1', 'battery-aa-4')
C1 = use(capacitor_electrolytic, 'C1', '100µF')

# Nets
net_3V3 = Net('3V3')
net_3V3.drive = POWER
net_3V3 += pin(U1, '3V3'), pin(SOIL1, 'VCC')
net_GND = Net('GND')
net_GND.drive = POWER
net_GND += pin(U1, 'GND.1'), pin(SOIL1, 'GND'), pin(R2, '2'), pin(Q1, 'S'), pin(BT1, '-'), pin(C1, '2')
net_GPIO34 = Net('GPIO34')
net_GPIO34 += pin(SOIL1, 'AOUT'), pin(U1, 'GPIO34')
net_GPIO18 = Net('GPIO18')
net_GPIO18 += pin(U1, 'GPIO18'), pin(R1, '1')
net_R1_2 = Net('R1_2')
net_R1_2 += pin(R1, '2'), pin(Q1, 'G'), pin(R2, '1')
net_Q1_D = Net('Q1_D')
net_Q1_D += pin(Q1, 'D'), pin(P1, '-'), pin(D1, 'A')
net_VIN = Net('VIN')
net_VIN.drive = POWER
net_VIN += pin(BT1, '+'), pin(P1, '+'), pin(D1, 'C'), pin(C1, '1'), pin(U1, 'VIN')

# Left open on purpose
leave_open(U1, 'GPIO36', 'GPIO39', 'GPIO35', 'GPIO32', 'GPIO33', 'GPIO25', 'GPIO26', 'GPIO27', 'GPIO14', 'GPIO12', 'GPIO13', 'GPIO15', 'GPIO2', 'GPIO4', 'GPIO16', 'GPIO17', 'GPIO5', 'GPIO19', 'GPIO21', 'GPIO3', 'GPIO1', 'GPIO22', 'GPIO23', 'EN', 'GND.2', 'USB')

ERC()
generate_netlist(file_="design.net", tool=KICAD8)
