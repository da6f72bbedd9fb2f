"""Button and LED

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
arduino_uno_r3 = kind('arduino-uno-r3', 'Arduino Uno R3', [
    ('D0', T.BIDIR), ('D1', T.BIDIR), ('D2', T.BIDIR), ('D3', T.BIDIR), ('D4', T.BIDIR), ('D5', T.BIDIR), ('D6', T.BIDIR), ('D7', T.BIDIR),
    ('D8', T.BIDIR), ('D9', T.BIDIR), ('D10', T.BIDIR), ('D11', T.BIDIR), ('D12', T.BIDIR), ('D13', T.BIDIR), ('A0', T.BIDIR), ('A1', T.BIDIR),
    ('A2', T.BIDIR), ('A3', T.BIDIR), ('A4', T.BIDIR), ('A5', T.BIDIR), ('A4.2', T.BIDIR), ('A5.2', T.BIDIR), ('AREF', T.INPUT),
    ('IOREF', T.PWROUT), ('RESET', T.INPUT), ('5V', T.PWROUT), ('3V3', T.PWROUT), ('VIN', T.PWRIN), ('GND.1', T.PWRIN), ('GND.2', T.PWRIN),
    ('GND.3', T.PWRIN), ('USB', T.PWRIN), ('JACK', T.PWRIN)])
resistor = kind('resistor', 'Resistor, 1/4 W', [
    ('1', T.PASSIVE), ('2', T.PASSIVE)])
led_5mm = kind('led-5mm', 'LED 5 mm', [
    ('A', T.PASSIVE), ('C', T.PASSIVE)])
button = kind('button', 'Tactile push button, 4 legs, 6 x 6 mm', [
    ('1.l', T.PASSIVE), ('1.r', T.PASSIVE), ('2.l', T.PASSIVE), ('2.r', T.PASSIVE)])

# Parts
U1 = use(arduino_uno_r3, 'U1', 'arduino-uno-r3', Manufacturer='Arduino', MPN='A000066')
R1 = use(resistor, 'R1', '220')
LED1 = use(led_5mm, 'LED1', 'red')
BTN1 = use(button, 'BTN1', 'button')

# Nets
net_D13 = Net('D13')
net_D13 += pin(U1, 'D13'), pin(R1, '1')
net_R1_2 = Net('R1_2')
net_R1_2 += pin(R1, '2'), pin(LED1, 'A')
net_GND = Net('GND')
net_GND.drive = POWER
net_GND += pin(LED1, 'C'), pin(U1, 'GND.1'), pin(BTN1, '2.l')
net_D2 = Net('D2')
net_D2 += pin(U1, 'D2'), pin(BTN1, '1.l')

# Left open on purpose
leave_open(U1, 'D0', 'D1', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12', 'A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A4.2', 'A5.2', 'AREF', 'IOREF', 'RESET', '5V', '3V3', 'VIN', 'GND.2', 'GND.3', 'USB', 'JACK')
leave_open(BTN1, '1.r', '2.r')

ERC()
generate_netlist(file_="design.net", tool=KICAD8)
