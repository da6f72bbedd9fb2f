"""The OpenAPI description of the server, made from the routes' own table: path, method, what it does, the body's model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core import __version__
from ohm_core.server import bodies
from ohm_core.server.callers import Caller

STREAM, JSON, BYTES = "text/event-stream", "application/json", "application/octet-stream"


@dataclass(frozen=True)
class Operation:
    """One thing a program may ask; `gives` is the media type of the answer."""

    method: str
    path: str
    summary: str
    body: type[BaseModel] | None = None
    gives: str = JSON
    status: int = 200
    form: bool = False  # files in a multipart form


OPERATIONS = (
    Operation("get", "/api/health", "How the server is: store, models, flows"),
    Operation("get", "/api/openapi.json", "This description"),
    Operation("get", "/api/metrics", "Counters and times in Prometheus' form", gives="text/plain"),
    Operation("post", "/api/design", "Words to a complete, checked design", bodies.DesignBody),
    Operation("post", "/api/check", "The rules over a circuit, with a sketch also firmware against wiring", bodies.CheckBody),
    Operation("post", "/api/layout", "A circuit on a breadboard: holes, jumpers, steps", bodies.LayoutBody),
    Operation("post", "/api/budget", "What a circuit costs, and cheaper parts", bodies.BudgetBody),
    Operation("post", "/api/export", "A circuit in another tool's form, as a file", bodies.ExportBody, BYTES),
    Operation("post", "/api/agents/chat", "One message; the events of the turn that answers it", bodies.ChatBody, STREAM),
    Operation("post", "/api/chat", "The same as an AI SDK UI message stream", bodies.UiChatBody, STREAM),
    Operation("get", "/api/chat/{id}/stream", "The answer that is going, from its beginning; 204 when none is", gives=STREAM),
    Operation("get", "/api/projects/{project}/events", "Every event of a project from Last-Event-ID on", gives=STREAM),
    Operation("post", "/api/projects/{project}/stop", "Ends the answer that is going"),
    Operation("get", "/api/projects/{project}/threads", "The conversations of a project"),
    Operation("post", "/api/projects/{project}/threads", "A new conversation", bodies.ThreadBody, status=201),
    Operation("delete", "/api/projects/{project}/threads", "Takes a conversation away, or empties it", bodies.ThreadEnd),
    Operation("get", "/api/projects/{project}/threads/{thread}/messages", "The messages of a conversation"),
    Operation("get", "/api/projects/{project}/drafts", "What is being edited in a project"),
    Operation("get", "/api/projects/{project}/drafts/{artifact}", "The newest snapshot of an artifact's draft; ?path= names a code file"),
    Operation("put", "/api/projects/{project}/drafts/{artifact}", "A newer snapshot, told to every reader; 409 with the one that stands where it is not newer", bodies.DraftBody),
    Operation("delete", "/api/projects/{project}/drafts/{artifact}", "Drops a draft", bodies.DraftEnd),
    Operation("post", "/api/projects/{project}/drafts/{artifact}/save", "Makes a draft the artifact's next version; the findings come back", bodies.DraftEnd),
    Operation("get", "/api/projects/{project}/uploads", "The files of a project, with links that are good for an hour"),
    Operation("post", "/api/projects/{project}/uploads", "Takes files: photos, PDFs, CSV tables, circuits, source code", status=201, form=True),
    Operation("get", "/api/projects/{project}/uploads/{upload}", "One file, with a fresh link"),
    Operation("delete", "/api/projects/{project}/uploads/{upload}", "Takes a file away for good"),
    Operation("get", "/api/projects/{project}/pictures", "Links to the drawn breadboard and schematic; ?version= for an older one"),
    Operation("get", "/api/projects/{project}/files/{link}", "What a signed link leads to", gives=BYTES),
    Operation("get", "/api/projects/{project}/permissions", "What agents may do in a project: rules, features, tools described anew"),
    Operation("put", "/api/projects/{project}/permissions", "Allows, asks or denies a tool to a role", bodies.RuleBody),
    Operation("put", "/api/projects/{project}/features", "Switches a feature of the tools on or off", bodies.FeatureBody),
    Operation("put", "/api/projects/{project}/descriptions", "The project's own words for a tool", bodies.WordsBody),
    Operation("get", "/api/projects/{project}/requests", "What agents ask to do and wait for"),
    Operation("post", "/api/projects/{project}/requests/{request}", "The person's word on it", bodies.WordBody),
    Operation("get", "/api/projects/{project}/servers", "The MCP servers of a project"),
    Operation("post", "/api/projects/{project}/servers", "Adds an MCP server and switches it on", bodies.ServerBody, status=201),
    Operation("patch", "/api/projects/{project}/servers/{server}", "Switches a server on or off", bodies.SwitchBody),
    Operation("delete", "/api/projects/{project}/servers/{server}", "Takes a server away"),
    Operation("post", "/api/projects/{project}/servers/{server}/test", "Asks a server for its tools"),
    Operation("post", "/api/runs", "Begins to make the whole prototype, step by step", bodies.RunBody, status=202),
    Operation("get", "/api/runs/{run}", "Status and steps of a run"),
    Operation("post", "/api/runs/{run}/retry", "The failed step again, and what follows it"),
    Operation("post", "/api/runs/{run}/stop", "Ends a run after the step that is going"),
)


async def description(_: Request, caller: Caller) -> Response:
    """GET: the description."""
    return JSONResponse(document())


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    models = list(dict.fromkeys(o.body for o in OPERATIONS if o.body))
    _, schemas = models_json_schema([(m, "validation") for m in models], ref_template="#/components/schemas/{model}")
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _told(one)
    error = {"type": "object", "required": ["error"], "properties": {"error": {"type": "object", "properties": {k: {"type": "string"} for k in ("kind", "message", "where")}}}}
    return {
        "openapi": "3.1.0", "info": {"title": "OHM", "version": __version__, "description": "Hardware prototypes from plain words. On loopback no token is needed; from elsewhere send one as a bearer."},
        "paths": paths, "components": {"schemas": {**schemas["$defs"], "Error": error}, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}, "security": [{"token": []}, {}]}


def _told(one: Operation) -> dict[str, Any]:
    refused = {"description": "One plain sentence that says what to change", "content": {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
    names = [part[1:-1] for part in one.path.split("/") if part.startswith("{")]
    told: dict[str, Any] = {
        "summary": one.summary, "operationId": f"{one.method}_{one.path.removeprefix('/api/').replace('/', '_').replace('{', '').replace('}', '').replace('.', '_')}",
        "parameters": [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names],
        "responses": {str(one.status): {"description": one.summary, "content": {one.gives: {}}}, **{s: refused for s in ("400", "401", "404", "429")}}}
    if one.body:
        told["requestBody"] = {"required": True, "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{one.body.__name__}"}}}}
    if one.form:
        told["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
            "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 8}}}}}}
        told["responses"]["413"] = refused
    return told
