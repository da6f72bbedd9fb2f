// Every device model by the name the job gives it (the table that chooses is ohm_core/firmware/simulate/models.py).

import * as clocks from './clocks.mjs';
import * as digits from './digits.mjs';
import * as epaper from './epaper.mjs';
import * as gates from './gates.mjs';
import * as inputs from './inputs.mjs';
import * as lcd from './lcd.mjs';
import * as leds from './leds.mjs';
import * as logic from './logic.mjs';
import * as meters from './meters.mjs';
import * as motion from './motion.mjs';
import * as oled from './oled.mjs';
import * as onewire from './onewire.mjs';
import * as passive from './passive.mjs';
import * as pulses from './pulses.mjs';
import * as radio from './radio.mjs';
import * as rc522 from './rc522.mjs';
import * as registers from './registers.mjs';
import * as sdcard from './sdcard.mjs';
import * as sensors from './sensors.mjs';
import * as serial from './serial.mjs';
import * as steppers from './steppers.mjs';
import * as switches from './switches.mjs';
import * as tft from './tft.mjs';

export const MODELS = { ...clocks, ...digits, ...epaper, ...gates, ...inputs, ...lcd, ...leds, ...logic, ...meters, ...motion, ...oled, ...onewire, ...passive, ...pulses, ...radio, ...rc522, ...registers, ...sdcard, ...sensors, ...serial, ...steppers, ...switches, ...tft };
