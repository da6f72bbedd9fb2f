"""What a turn emits, as the contract's table has it: one dataclass an event, and their JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DRAWERS = ("context", "bom", "code", "wiring", "budget")
DRAWER_OF = {"context": "context", "mvp": "context", "prd": "context", "bom": "bom", "code": "code", "wiring": "wiring", "budget": "budget"}


@dataclass(frozen=True)
class AgentSelected:
    """Who answers; comes before any text."""

    kind: str
    name: str
    icon: str
    intent: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "agent_selected", "agent": {"type": self.kind, "name": self.name, "icon": self.icon, "intent": self.intent}}


@dataclass(frozen=True)
class Text:
    content: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "text", "content": self.content}


@dataclass(frozen=True)
class ToolCall:
    id: str
    name: str
    arguments: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"type": "tool_call", "toolCall": {"id": self.id, "name": self.name, "arguments": dict(self.arguments)}}


@dataclass(frozen=True)
class ToolResult:
    id: str
    ok: bool
    summary: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "tool_result", "id": self.id, "ok": self.ok, "summary": self.summary}


@dataclass(frozen=True)
class DrawerOpen:
    drawer: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "drawer_open", "drawer": self.drawer}


@dataclass(frozen=True)
class ArtifactChanged:
    artifact: str
    version: int

    def as_json(self) -> dict[str, Any]:
        return {"type": "artifact_changed", "artifact": self.artifact, "version": self.version}


@dataclass(frozen=True)
class KeyRotation:
    """The gateway went on with another key, or none is left (`kind` all_keys_exhausted, `new` None). Keys are told by index."""

    kind: str
    failed: int
    new: int | None
    remaining: int
    what_to_do: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"type": "key_rotation", "event": self.body()}

    def body(self) -> dict[str, Any]:
        """The object that also stands in the end's metadata."""
        return {"type": self.kind, "failedKeyIndex": self.failed, "newKeyIndex": self.new, "remainingKeys": self.remaining, "whatToDo": self.what_to_do}


@dataclass(frozen=True)
class PermissionAsked:
    """An agent would use a tool for which the person's word is needed; `request` is what they grant or refuse within `seconds`."""

    request: str
    agent: str
    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    seconds: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"type": "permission_asked", "request": self.request, "agent": self.agent, "tool": self.tool, "arguments": dict(self.arguments), "seconds": self.seconds}


@dataclass(frozen=True)
class PermissionDecided:
    """What became of such a question: granted, refused, or timed_out (then it still waits, and the answer goes on without)."""

    request: str
    agent: str
    tool: str
    decision: str
    always: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"type": "permission_decided", "request": self.request, "agent": self.agent, "tool": self.tool, "decision": self.decision, "always": self.always}


@dataclass(frozen=True)
class Step:
    """A step of longer work: `status` is started, completed or failed."""

    run: str
    step: str
    status: str
    output: str = ""
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        more = {k: v for k, v in (("output", self.output), ("error", self.error)) if v}
        return {"type": "step", "run": self.run, "step": self.step, "status": self.status, **more}


@dataclass(frozen=True)
class SearchComplete:
    """What was looked up before the answer: how many sources, and which."""

    count: int
    sources: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"type": "search-complete", "count": self.count, "sources": [dict(s) for s in self.sources]}


@dataclass(frozen=True)
class Analysis:
    """What the sources amount to, in a sentence or two."""

    summary: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "analysis", "summary": self.summary}


@dataclass(frozen=True)
class Metadata:
    """The end of a turn, whatever way it ended; `status` is complete, stopped, failed or incomplete."""

    message_id: str
    agent: Mapping[str, str]
    status: str
    ready: bool = False
    calls: tuple[Mapping[str, Any], ...] = ()
    usage: Mapping[str, Any] = field(default_factory=dict)
    rotation: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        return {"type": "metadata", "messageId": self.message_id, "agent": dict(self.agent), "isReadyToLock": self.ready, "toolCalls": [dict(c) for c in self.calls],
                "keyRotationEvent": dict(self.rotation) if self.rotation else None, "usage": dict(self.usage), "status": self.status}


@dataclass(frozen=True)
class Failed:
    kind: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"type": "error", "kind": self.kind, "message": self.message}


Event = AgentSelected | Text | ToolCall | ToolResult | DrawerOpen | ArtifactChanged | KeyRotation | PermissionAsked | PermissionDecided | Step | SearchComplete | Analysis | Metadata | Failed


def event_from(data: Mapping[str, Any]) -> Event | None:
    """The event of a journal entry; None for one this version does not know."""
    match data:
        case {"type": "agent_selected", "agent": {"type": kind, "name": name, "icon": icon, "intent": intent}}:
            return AgentSelected(kind, name, icon, intent)
        case {"type": "text", "content": content}:
            return Text(content)
        case {"type": "tool_call", "toolCall": {"id": id_, "name": name, "arguments": arguments}}:
            return ToolCall(id_, name, arguments)
        case {"type": "tool_result", "id": id_, "ok": ok, "summary": summary}:
            return ToolResult(id_, ok, summary)
        case {"type": "drawer_open", "drawer": drawer}:
            return DrawerOpen(drawer)
        case {"type": "artifact_changed", "artifact": artifact, "version": version}:
            return ArtifactChanged(artifact, version)
        case {"type": "key_rotation", "event": {"type": kind, "failedKeyIndex": failed, "newKeyIndex": new, "remainingKeys": remaining, **rest}}:
            return KeyRotation(kind, failed, new, remaining, str(rest.get("whatToDo", "")))
        case {"type": "permission_asked", "request": request, "agent": agent, "tool": tool}:
            return PermissionAsked(request, agent, tool, data.get("arguments", {}), data.get("seconds", 0))
        case {"type": "permission_decided", "request": request, "agent": agent, "tool": tool, "decision": decision}:
            return PermissionDecided(request, agent, tool, decision, bool(data.get("always")))
        case {"type": "step", "run": run, "step": step, "status": status}:
            return Step(run, step, status, data.get("output", ""), data.get("error", ""))
        case {"type": "search-complete", "count": count, "sources": sources}:
            return SearchComplete(count, tuple(sources))
        case {"type": "analysis", "summary": summary}:
            return Analysis(summary)
        case {"type": "metadata", "messageId": message_id, "agent": agent}:
            return Metadata(message_id, agent, data.get("status", "complete"), data.get("isReadyToLock", False), tuple(data.get("toolCalls", ())), data.get("usage", {}), data.get("keyRotationEvent"))
        case {"type": "error", "kind": kind, "message": message}:
            return Failed(kind, message)
        case _:
            return None
