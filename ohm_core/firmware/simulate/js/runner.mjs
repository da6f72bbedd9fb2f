// One simulation: a JSON job on standard input, JSON results on standard output, steps as they end on standard error.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Clock } from './clock.mjs';
import { World } from './world.mjs';
import { Steps } from './steps.mjs';

const CHUNK = 20000; // µs between looks at the wall clock

const job = JSON.parse(fs.readFileSync(0, 'utf8'));
const begun = performance.now();
const seconds = () => (performance.now() - begun) / 1000;

function result(world, steps, clock, why) {
  return {
    why,
    steps: steps.results,
    serial: steps.text,
    serial_cut: Boolean(steps.dropped),
    seconds_simulated: clock.now() / 1e6,
    seconds_wall: seconds(),
    frames: [...(world.shots ?? []), ...world.frames()],
    notes: [...world.notes.values()],
  };
}

function report(step) {
  process.stderr.write(JSON.stringify({ step }) + '\n');
}

function waitForWall(clock) {
  const ahead = clock.now() / 1e6 - seconds();
  if (job.realtime && ahead > 0.005) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ahead * 1000);
}

/** Why the run ends now; "" while it may go on. */
function ended(steps, clock) {
  if (steps.finished) return 'done';
  if (seconds() > job.limits.wall_s) return 'wall';
  if (clock.now() / 1e6 > job.limits.simulated_s) return 'simulated';
  return '';
}

function runAvr() {
  const require = createRequire(path.join(job.node_modules, 'x.js'));
  return import('./avr.mjs').then(({ Avr }) => {
    const clock = new Clock();
    const avr = new Avr(require('avr8js'), job.hex, clock, job.board.mcu);
    const world = new World(job, clock);
    avr.attach(world);
    const steps = new Steps(job, world, clock, (bytes) => avr.send(bytes), report);
    avr.serial = (byte) => steps.serial(byte);
    steps.onFinish = () => avr.halt();
    steps.begin();
    let why = '';
    while (!(why = ended(steps, clock))) {
      avr.run(clock.now() + CHUNK);
      waitForWall(clock);
    }
    return result(world, steps, clock, why);
  });
}

// What of Node hangs on the global object, which MicroPython's module js shows to the firmware.
const DOORS = ['process', 'fetch', 'WebSocket', 'EventSource', 'require', 'global', 'navigator', 'Buffer', 'WebAssembly', 'localStorage', 'Worker', 'BroadcastChannel', 'MessageChannel'];

async function runPython() {
  const { Python } = await import('./mpy.mjs');
  const where = path.join(job.node_modules, '@micropython/micropython-webassembly-pyscript/micropython.mjs');
  const { loadMicroPython } = await import(pathToFileURL(where).href);
  const clock = new Clock();
  const python = new Python(loadMicroPython, job, clock);
  const world = new World(job, clock);
  const steps = new Steps(job, world, clock, (bytes) => python.send(bytes), report);
  await python.load(world, steps);
  for (const name of DOORS) delete globalThis[name];
  python.run({ ended: () => ended(steps, clock), wait: () => waitForWall(clock), end: (why) => finish(result(world, steps, clock, why)) });
  return result(world, steps, clock, 'done');
}

/** Writes all of the answer and ends. A full pipe says EAGAIN until its reader has caught up. */
async function runHost() {
  const { Host } = await import('./host.mjs');
  const clock = new Clock();
  const host = new Host(job, clock);
  const world = new World(job, clock);
  const steps = new Steps(job, world, clock, (bytes) => host.send(bytes), report);
  host.attach(world, steps);
  host.run({ ended: () => ended(steps, clock), wait: () => waitForWall(clock), end: (why) => finish(result(world, steps, clock, why)) });
  return result(world, steps, clock, 'done');
}

const RUNS = { avr: runAvr, python: runPython, host: runHost };

function finish(answer) {
  let left = new TextEncoder().encode(JSON.stringify(answer) + '\n');
  while (left.length) {
    try {
      left = left.subarray(fs.writeSync(1, left));
    } catch (problem) {
      if (problem.code !== 'EAGAIN') throw problem;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  process.exit(0);
}

finish(await RUNS[job.kind]());
