"""Actions with a `step`: one step after the other, each with its own time, once or over and over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ohm_core.design.behaviour import Action, Always, Condition, Value
from ohm_core.firmware.actions import TUNES, melody_of
from ohm_core.firmware.code import Block, If, Keep
from ohm_core.firmware.conditions import expression, lost
from ohm_core.firmware.names import constant
from ohm_core.firmware.values import Unwritable

if TYPE_CHECKING:
    from ohm_core.firmware.behave import Writer

BEEP_S, BLINK_S, RAMP_S = 0.2, 1.0, 60.0  # as in actions.ARGS
WHOLE_NOTE_S = 1.6  # as in ohm_tone
_ENDS = {"on": "off", "forward": "stop", "backward": "stop", "sweep": "stop", "show": "clear", "number": "clear"}
_DARK = ("off", "stop", "clear", "wait")


def sequence(writer: Writer, when: Condition) -> None:
    """The steps of WRITER's behaviour: what starts them, then each in its place."""
    fn, dialect, do = writer.fn, writer.ctx.dialect, writer.behaviour.do
    numbers = sorted({a.step for a in do if a.step is not None})
    if writer.behaviour.again and not any(_lasts(a) for a in do):
        raise Unwritable("what is done over and over one after the other needs a time for each step.")
    fn.kept.append(Keep("Sequence", "steps", (str(len(numbers)),)))
    steps = dialect.kept(fn.name, "steps")
    start = writer.actions((a for a in do if a.step is None), Block())
    start.do(dialect.call(steps, "start"))
    if fn.moment:
        _on_event(writer, when, steps, start)
    else:
        _while(writer, when, steps, start)
    for place, step in enumerate(numbers, 1):
        _step(writer, steps, place, [a for a in do if a.step == step])


def _on_event(writer: Writer, when: Condition, steps: str, start: Block) -> None:
    """Started by the event; one that goes round and round is stopped by the next."""
    call, lines = writer.ctx.dialect.call, writer.fn.body.lines
    comes = expression(writer.ctx, when, writer.fn)
    if not writer.behaviour.again:
        lines.append(If(comes, start))
        return
    lines.append(If(comes, Block([If(call(steps, "is_running"), _stopped(writer, steps), start)])))
    lines.append(If(call(steps, "is_over"), Block(start.lines[-1:])))


def _while(writer: Writer, when: Condition, steps: str, start: Block) -> None:
    """Started when the condition begins, over and over while it holds; stopped at its end."""
    call, fn = writer.ctx.dialect.call, writer.fn
    if isinstance(when, Always) and writer.behaviour.again:
        fn.body.lines += start.lines
        return
    fn.kept.append(Keep("Condition", "when"))
    kept = writer.ctx.dialect.kept(fn.name, "when")
    holds = expression(writer.ctx, when, fn)
    writer.guard(lost(writer.ctx, when), kept)
    fn.body.do(call(kept, "update", holds))
    fn.body.lines.append(If(call(kept, "holds" if writer.behaviour.again else "began"), writer.joined(start)))
    if not isinstance(when, Always) and (writer.behaviour.again or writer.behaviour.else_):
        ended = writer.actions((a for a in writer.behaviour.else_ if not writer.shared(a)), _stopped(writer, steps), "else")
        fn.body.lines.append(If(call(kept, "ended"), writer.let_go(ended)))


def _stopped(writer: Writer, steps: str) -> Block:
    """The steps stopped, and what they had begun."""
    block = Block()
    block.do(writer.ctx.dialect.call(steps, "stop"))
    told = {a.act for a in writer.behaviour.else_}
    ends = {a.act: Action(a.act, _ENDS.get(a.action, "off")) for a in writer.behaviour.do if a.act in writer.ctx.devices and a.act not in told}
    able = [a for a in ends.values() if a.action in writer.ctx.devices[a.act].driver.actions and "move" not in writer.ctx.devices[a.act].driver.actions]
    return writer.actions(able, block, "stop")


def _step(writer: Writer, steps: str, place: int, actions: list[Action]) -> None:
    fn, ctx = writer.fn, writer.ctx
    before = len(ctx.figures.sections.get(fn.name, ()))
    done = [replace(a, step=None, for_s=None if a.action in _DARK else a.for_s) for a in actions if (a.act, a.action) != ("board", "wait")]
    then = writer.actions(done, Block(), f"step{place}")
    ms = round(max(map(_lasts, actions)) * 1000)
    own = next((c.name for c in ctx.figures.sections.get(fn.name, ())[before:] if c.value == ms and c.name.endswith(("_FOR_MS", "_DURATION_MS"))), "")
    lasts = ctx.figures.prefix + own if own else ctx.figures.add(fn.name, constant(fn.name, f"step{place}_ms"), "uint32_t", ms, "until the next step") if ms else "0"
    if then.lines:
        fn.body.lines.append(If(ctx.dialect.call(steps, "begins", str(place), lasts), then))
    else:
        fn.body.do(ctx.dialect.call(steps, "wait", str(place), lasts))


def _lasts(action: Action) -> float:
    """The seconds an action takes before the next step; 0 for what goes on beside it."""
    times = _number(action.arg("times"), 0.0)
    match action.action:
        case _ if action.for_s is not None and not (action.action == "beep" and times):
            return action.for_s
        case "beep":
            return _number(action.arg("duration_s"), BEEP_S) * max(2 * times - 1, 1)
        case "blink" if times:
            return _number(action.arg("period_s"), BLINK_S) * times
        case "ramp" | "fade" if action.arg("to_pct") is not None:
            return _number(action.arg("duration_s"), RAMP_S)
        case "melody":
            notes = TUNES.get(melody_of(action.arg("name", "success")), "").split()
            return sum(WHOLE_NOTE_S / int(n.partition(":")[2]) for n in notes)
    return _number(action.arg("duration_s"), 0.0)


def _number(value: Value | None, default: float) -> float:
    return float(value) if isinstance(value, (int, float)) else default
