// Every device model by the name the job gives it (the table that chooses is ohm_core/firmware/simulate/models.py).

import * as displays from './displays.mjs';
import * as logic from './logic.mjs';
import * as passive from './passive.mjs';
import * as power from './power.mjs';
import * as registers from './registers.mjs';
import * as sensors from './sensors.mjs';
import * as wires from './wires.mjs';

export const MODELS = { ...passive, ...power, ...sensors, ...displays, ...logic, ...registers, ...wires };
