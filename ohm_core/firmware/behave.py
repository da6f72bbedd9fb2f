"""Behaviours → functions of the program's loop, one each, or the reason why not.

What happens at an instant is done at that instant. What lasts is done when it begins, `else_` when it ends; values that
follow readings are renewed while it lasts. Something timed (`for_s`) that hangs on a state (motion) starts its time anew as
long as the state lasts; hung on a number (soil too dry) it is done once, then again after a pause while nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Condition, Event, Every, Held, Reading
from ohm_core.firmware.actions import RENEWABLE, RISKY, emit, is_following
from ohm_core.firmware.code import Block, Function, If, Keep
from ohm_core.firmware.conditions import expression, is_moment, lasting, lost
from ohm_core.firmware.firmware import Unserved
from ohm_core.firmware.names import Names, constant, snake
from ohm_core.firmware.sequence import sequence
from ohm_core.firmware.values import Context, Unwritable, number

AGAIN_MS = 60_000  # time for water to sink in, air to cool, a person to react, before the same is done again
PLAIN = ("Output", "ShiftOutput")  # LEDs and the like that are on or off
REFRESH_MS = 250  # displays cannot be read faster


@dataclass
class Program:
    """The behaviours, written: functions in order, what is done once at the start, what could not be written."""

    functions: list[Function] = field(default_factory=list)
    start: Function = field(default_factory=lambda: Function("start", ""))
    unsupported: list[Unserved] = field(default_factory=list)


def program(ctx: Context, behaviours: Iterable[Behaviour], names: Names) -> Program:
    """Every behaviour as a function, or in `unsupported`."""
    made = Program()
    behaviours = tuple(behaviours)
    held = _held_together(ctx, behaviours)
    for behaviour in behaviours:
        fn = Function(names.take(snake(behaviour.id)), behaviour.said or "", moment=is_moment(behaviour.when))
        writer = Writer(ctx, behaviour, fn, made, {ref: ids.index(behaviour.id) for ref, ids in held.items() if behaviour.id in ids})
        writer.write()
        for note in ctx.ignored:
            writer.refuse(note)
        ctx.ignored.clear()
        if fn.body.lines:
            made.functions.append(fn)
    return made


ENDS = ("off", "stop", "clear")


def _held_together(ctx: Context, behaviours: tuple[Behaviour, ...]) -> dict[str, list[str]]:
    """Parts that several lasting behaviours begin and end, with the behaviours' ids: the end of one must not end what another holds."""
    holding: dict[str, list[str]] = {}
    for b in behaviours:
        if isinstance(b.when, Always) or is_moment(b.when):
            continue
        for ref in dict.fromkeys(a.act for a in b.else_ if a.action in ENDS and a.act in ctx.devices and any(x.act == a.act and x.action not in ENDS for x in b.do)):
            holding.setdefault(ref, []).append(b.id)
    return {ref: ids for ref, ids in holding.items() if 1 < len(ids) <= 32}


@dataclass
class Writer:
    """One behaviour being written. Each action stands for itself: one that cannot be had does not cost the others."""

    ctx: Context
    behaviour: Behaviour
    fn: Function
    made: Program
    holds: dict[str, int] = field(default_factory=dict)

    def write(self) -> None:
        try:
            when = lasting(self.ctx, self.behaviour.when)
            self.fn.moment = is_moment(when)
            if any(a.step is not None for a in self.behaviour.do):
                sequence(self, when)
            elif isinstance(when, Always):
                self._always()
            elif self.fn.moment:
                self._moment(when)
            else:
                self._while(when)
        except Unwritable as reason:
            self.fn.body.lines.clear()
            self.refuse(str(reason))

    def refuse(self, why: str) -> None:
        said = self.behaviour.said or self.behaviour.id
        if Unserved(said, why) not in self.made.unsupported:
            self.made.unsupported.append(Unserved(said, why))

    def actions(self, actions: Iterable[Action], block: Block, suffix: str = "", fn: Function | None = None) -> Block:
        listed, own = list(actions), fn or self.fn
        for action in self._row([a for a in listed if a.turn is None], block, own):
            try:
                emit(self.ctx, action, own, block, suffix)
            except Unwritable as reason:
                self.refuse(str(reason))
        if any(a.turn is not None for a in listed):
            self._turns(listed, block, suffix, own)
        return block

    def _turns(self, actions: list[Action], block: Block, suffix: str, fn: Function) -> None:
        """What takes turns: one more step each time, then the actions of that turn alone."""
        numbers = sorted({a.turn for a in actions if a.turn is not None})
        name = f"{suffix}_turns".lstrip("_")
        fn.kept.append(Keep("Turns", name, (str(len(numbers)),)))
        kept = self.ctx.dialect.kept(fn.name, name)
        block.do(self.ctx.dialect.call(kept, "next"))
        for place, turn in enumerate(numbers, 1):
            mine = (replace(a, turn=None) for a in actions if a.turn == turn)
            block.lines.append(If(self.ctx.dialect.call(kept, "at", str(place)), self.actions(mine, Block(), f"{suffix}_turn{place}".lstrip("_"), fn)))

    def _row(self, actions: Iterable[Action], block: Block, fn: Function) -> list[Action]:
        """The actions but those that belong together: LEDs as a dice or a running light, commanded as one."""
        listed = list(actions)
        dice = [self.ctx.devices[a.act] for a in listed if a.action == "show" and not a.args and a.act in self.ctx.devices and self.ctx.devices[a.act].driver.cls in PLAIN]
        if len(dice) > 1:
            name = self.ctx.dialect.string("DICE")
            var = self.ctx.helper("dice:" + ",".join(d.ref for d in dice), "Dice", "ohm_dice", "dice", (name, *(d.var for d in dice)), False)
            block.do(self.ctx.dialect.call(var, "roll"))
            listed = [a for a in listed if a.action != "show" or a.args]
        listed = self._gauge(listed, block, fn)
        row = [self.ctx.devices[a.act] for a in listed if a.action == "chase" and a.act in self.ctx.devices and "blink" in self.ctx.devices[a.act].driver.actions]
        if len(row) < 2 or any(d.driver.cls not in PLAIN for d in row):
            return listed
        seconds = next((v for a in listed if a.action == "chase" for n, v in a.args if n == "period_s"), 0.3)
        step = number(self.ctx, seconds, fn, constant(fn.name, "step_ms"), "uint32_t", 1000.0)
        key = "chase:" + ",".join(d.ref for d in row)
        var = self.ctx.helper(key, "Chase", "ohm_chase", "chase", (step, *(d.var for d in row)), True)
        block.do(self.ctx.dialect.call(var, "toggle" if self.fn.moment else "on"))
        return [a for a in listed if a.action != "chase"]

    def _gauge(self, actions: list[Action], block: Block, fn: Function) -> list[Action]:
        """LEDs that show one level together are commanded as one."""
        bars = [a for a in actions if a.action == "bar" and (d := self.ctx.devices.get(a.act)) and d.driver.cls in PLAIN]
        level = bars[0].arg("level_pct") if bars else None
        if len(bars) < 2 or level is None:
            return actions
        leds = [self.ctx.devices[a.act] for a in bars]
        var = self.ctx.helper("gauge:" + ",".join(d.ref for d in leds), "Gauge", "ohm_gauge", "gauge", tuple(d.var for d in leds), False)
        block.do(self.ctx.dialect.call(var, "bar", number(self.ctx, level, fn, constant(fn.name, "level_pct"))))
        return [a for a in actions if a not in bars]

    def _always(self) -> None:
        follow = [a for a in self.behaviour.do if is_following(a)]
        self.made.start.name = self.fn.name
        self.actions((a for a in self.behaviour.do if not is_following(a)), self.made.start.body, fn=self.made.start)
        self._follow(follow, self.fn.body)

    def _follow(self, actions: list[Action], block: Block) -> None:
        """Values that follow readings; what a display shows only as often as an eye can read it."""
        shown = [a for a in actions if (d := self.ctx.devices.get(a.act)) and d.driver.show]
        self.actions((a for a in actions if a not in shown), block)
        if shown:
            self.fn.kept.append(Keep("Every", "refresh", (str(REFRESH_MS),)))
            inner = self.actions(shown, Block())
            due = self.ctx.dialect.call(self.ctx.dialect.kept(self.fn.name, "refresh"), "due")
            if inner.lines:
                block.lines.append(If(due, inner))

    def _moment(self, when: Condition) -> None:
        b = self.behaviour
        states = [c for c in when.all if not is_moment(c)] if isinstance(when, AllOf) else []
        if b.else_ and states:
            instants = AllOf(tuple(c for c in when.all if is_moment(c))) if isinstance(when, AllOf) else when
            outer = expression(self.ctx, instants, self.fn)
            inner = If(expression(self.ctx, AllOf(tuple(states)), self.fn), self.actions(b.do, Block()), self.actions(b.else_, Block(), "else"))
            self.add(outer, Block([inner]))
            return
        if b.else_:
            self.refuse("what happens at an instant has no end, so its 'otherwise' is never due.")
        if isinstance(when, AnyOf):
            when = self._edges(when)
        condition = expression(self.ctx, when, self.fn)
        self.add(condition, self.actions(b.do, Block()))

    def _edges(self, when: AnyOf) -> AnyOf:
        """Among instants, a state counts where it begins."""
        if all(is_moment(c) for c in when.any):
            return when
        raise Unwritable("an event and a lasting state joined by 'or' are two behaviours; write them as two.")

    def add(self, condition: str, then: Block) -> None:
        if then.lines:
            self.fn.body.lines.append(If(condition, then))

    def _while(self, when: Condition) -> None:
        """Begin, go on, end; and the safe state when its sensor falls silent."""
        b, call = self.behaviour, self.ctx.dialect.call
        self.fn.kept.append(Keep("Condition", "when"))
        self_when = self.ctx.dialect.kept(self.fn.name, "when")
        holds = expression(self.ctx, when, self.fn)
        follow = [a for a in b.do if is_following(a)]
        once = [a for a in b.do if a not in follow]
        timed = [a for a in once if a.for_s is not None and a.turn is None]
        renewed = [a for a in timed if a.action in RENEWABLE and _is_state(self.ctx, when)]
        again = [a for a in timed if a not in renewed and not _is_state(self.ctx, when)]
        self.guard(lost(self.ctx, when), self_when)
        self.fn.body.do(call(self_when, "update", holds))
        self.add(call(self_when, "began"), self.actions((a for a in once if a not in renewed and a not in again), self.joined(Block())))
        self.add(call(self_when, "holds"), self.actions(renewed, Block()))
        if again:
            self._again(again, self_when)
        inner = Block()
        self._follow(follow, inner)
        self.add(call(self_when, "holds"), inner)
        self.add(call(self_when, "ended"), self.let_go(self.actions((a for a in b.else_ if not self.shared(a)), Block(), "else")))

    def shared(self, action: Action) -> bool:
        return action.act in self.holds and action.action in ENDS

    def _holders(self, ref: str) -> str:
        return self.ctx.helper(f"holders:{ref}", "Holders", "ohm_holders", f"{self.ctx.devices[ref].var}_holders", (), False)

    def joined(self, block: Block) -> Block:
        for ref, who in self.holds.items():
            block.do(self.ctx.dialect.call(self._holders(ref), "join", str(who)))
        return block

    def let_go(self, block: Block) -> Block:
        """Ends what others may hold too, once nobody does."""
        for ref, who in self.holds.items():
            ends = [a for a in self.behaviour.else_ if a.act == ref and self.shared(a)]
            block.lines.append(If(self.ctx.dialect.call(self._holders(ref), "leave", str(who)), self.actions(ends, Block(), "else")))
        return block

    def _again(self, actions: list[Action], when: str) -> None:
        pause = self.ctx.figures.add(self.fn.name, constant(self.fn.name, "again_ms"), "uint32_t", AGAIN_MS, "if it still holds by then, once more")
        self.add(self.ctx.dialect.call(when, "began_or_every", pause), self.actions(actions, Block()))

    def guard(self, silent: str, when: str) -> None:
        """While its sensor is silent nothing is known: what it set in motion is stopped."""
        if not silent:
            return
        forget = self.ctx.dialect.call(when, "forget")
        stopped = Block()
        for action in (*self.behaviour.do, *self.behaviour.else_):
            device = self.ctx.devices.get(action.act)
            if device and device.driver.rest and action.action in RISKY:
                call = self.ctx.dialect.call(device.var, device.driver.rest)
                if call not in [getattr(line, "text", "") for line in stopped.lines]:
                    stopped.do(call)
        for ref, who in self.holds.items():
            stopped.do(self.ctx.dialect.call(self._holders(ref), "leave", str(who)))
        inner = Block([If(forget, stopped)]) if stopped.lines else Block()
        if not stopped.lines:
            inner.do(forget)
        inner.do("return")
        self.fn.body.lines.append(If(silent, inner, note="the sensor is silent: better off than wrong"))


def _is_state(ctx: Context, condition: Condition) -> bool:
    """True where the condition stands on states alone (motion, pressed), no measured number."""
    if isinstance(condition, (AllOf, AnyOf)):
        return all(_is_state(ctx, c) for c in (condition.all if isinstance(condition, AllOf) else condition.any))
    if isinstance(condition, Held):
        return _is_state(ctx, condition.held)
    if isinstance(condition, Reading):
        if condition.read.startswith("board."):
            return False
        device, name = ctx.device(condition.read)
        return name in device.driver.states
    return not isinstance(condition, (Event, Every, At))
