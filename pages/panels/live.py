"""An answer in the making, put together from the journal."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.server.here import workshop
from ohm_core.store.rows import Run


@dataclass
class Live:
    """What of a run has been written so far: who speaks, the text, the steps, which drawer was asked for and when,
    and which questions wait for the person."""

    agent: str = "conversational"
    text: str = ""
    steps: dict[str, str] = field(default_factory=dict)
    drawer: tuple[int, str] | None = None
    asked: set[str] = field(default_factory=set)

    def drawer_after(self, seen: int) -> bool:
        return self.drawer is not None and self.drawer[0] > seen


def live(run: Run) -> Live:
    """The run as it stands in the journal now."""
    shop, now, texts = workshop(), Live(), []
    for entry in shop.turns.journal.read(shop.owner, run.project_id, shop.turns.before(shop.owner, run)):
        if entry.run_id != run.id:
            continue
        match entry.data:
            case {"type": "agent_selected", "agent": {"type": agent}}:
                now.agent = agent
            case {"type": "text", "content": content}:
                texts.append(content)
            case {"type": "step", "step": step, "status": status}:
                now.steps[step] = status
            case {"type": "permission_asked", "request": request}:
                now.asked.add(request)
            case {"type": "permission_decided", "request": request}:
                now.asked.discard(request)
            case {"type": "drawer_open", "drawer": drawer}:
                now.drawer = (entry.sequence, drawer)
    now.text = "".join(texts)
    return now
