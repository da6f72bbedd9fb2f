"""Files of a project over HTTP, and pictures of its versions: sent, listed, taken away, and read through signed links."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from ohm_core.errors import BadInput
from ohm_core.photo.picture import FOR_MODEL, THUMB
from ohm_core.project import kinds, uploads
from ohm_core.server.callers import Caller
from ohm_core.server.limits import admit
from ohm_core.server.links import LASTS_S, Linked, Links, expires
from ohm_core.server.multipart import Begun, Bytes, files
from ohm_core.server.shops import Shops
from ohm_core.store import uploads as rows
from ohm_core.store.rows import Upload
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from ohm_core.store.rows import Project

OFTEN = 10  # a page of photos asks for many links at once
FORM_ROOM = 64_000  # bytes of a form beside its files
BOARDS = ("breadboard", "schematic")
# What is sent by anybody is shown by nobody's rights: no scripts, no sniffing, no frame around it.
SAFE = {"x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox", "cache-control": f"private, max-age={LASTS_S}", "referrer-policy": "no-referrer"}


@dataclass(frozen=True)
class Uploads:
    """Handlers of `/api/projects/{project}/uploads`, `…/pictures` and `…/files`."""

    shops: Shops

    async def uploads(self, request: Request, caller: Caller) -> Response:
        """GET lists them; POST takes the files of a multipart form, all of them or none."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        if request.method == "GET":
            return JSONResponse({"uploads": [as_json(shop, u) for u in await asyncio.to_thread(uploads.listed, shop.shelf, project)]})
        await asyncio.to_thread(shop.shelf.writable, project)
        return JSONResponse({"uploads": [as_json(shop, u) for u in await taken(request, shop, project)]}, 201)

    async def upload(self, request: Request, caller: Caller) -> Response:
        """GET tells one of them, with fresh links and what a model saw in it; DELETE takes it away."""
        shop = self.shops.of(caller)
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        act = uploads.get if request.method == "GET" else uploads.delete
        found = await asyncio.to_thread(act, shop.shelf, project, request.path_params["upload"])
        if request.method == "DELETE":
            return JSONResponse({"deleted": found.id})
        return JSONResponse({**as_json(shop, found), "inspection": await asyncio.to_thread(shop.inspection, project, found.id)})

    async def pictures(self, request: Request, caller: Caller) -> Response:
        """GET: links to the drawn breadboard and schematic of a version (`version`, else the newest)."""
        shop = self.shops.of(caller)
        said = request.query_params.get("version", "")
        if said and not said.isdigit():
            raise BadInput("\"version\" must be a number.", "version")
        project = await asyncio.to_thread(shop.shelf.get, request.path_params["project"])
        found = await asyncio.to_thread(shop.snapshot, project, int(said) if said else None)
        if found is None or found.design is None:
            raise BadInput("The project has no design to draw yet.", "version", "unknown_version")
        links, number = Links(shop.store.home), str(found.revision.number)
        return JSONResponse({"version": found.revision.number, "expiresAt": expires(),
                             **{board: {form: links.to(project.id, Linked(shop.owner, board, number, form)) for form in ("svg", "png")} for board in BOARDS}})

    async def file(self, request: Request, caller: Caller) -> Response:
        """GET: what a signed link leads to. The link is the permission."""
        project_id = request.path_params["project"]
        try:
            linked = Links(self.shops.here().store.home).read(project_id, request.path_params["link"])
        except BadInput:
            admit(caller)
            raise
        owner = Caller(linked.owner, f"links of {linked.owner}")
        admit(owner, OFTEN)
        shop = self.shops.of(owner)
        return await asyncio.to_thread(_opened, shop, project_id, linked)


async def taken(request: Request, shop: Workshop, project: Project) -> list[Upload]:
    """The files of the form, kept. Where one is refused none stays. Raises BadInput, Locked."""
    said = request.headers.get("content-length") or "0"
    if said.isdigit() and int(said) > uploads.MOST_AT_ONCE * kinds.LARGEST + FORM_ROOM:
        raise BadInput(f"The form is over {uploads.MOST_AT_ONCE} files of {kinds.LARGEST // kinds.MEGA} MB.", "body", "too_large")
    kept: list[Upload] = []
    try:
        async with AsyncExitStack() as stack:
            coming: uploads.Incoming | None = None
            async for told in files(request):
                if isinstance(told, Begun):
                    if len(kept) >= uploads.MOST_AT_ONCE:
                        raise BadInput(f"Send {uploads.MOST_AT_ONCE} files at most at once.", "body", "too_many_files")
                    coming = stack.enter_context(uploads.incoming(shop.shelf, project, told.name))
                elif coming is not None and isinstance(told, Bytes):
                    await asyncio.to_thread(coming.write, told.data)
                elif coming is not None:
                    kept.append(await asyncio.to_thread(coming.done))
    except BaseException:  # also when the client goes away in the middle: all of the form, or nothing
        for one in kept:
            rows.delete(shop.store, shop.owner, one)
        raise
    if not kept:
        raise BadInput("The form holds no file; send one in a field called \"file\".", "body")
    return kept


def as_json(shop: Workshop, upload: Upload) -> Mapping[str, Any]:
    """A file with links to it: the bytes as they came, and for a photo its small copies."""
    links = Links(shop.store.home)

    def link(form: str) -> str:
        return links.to(upload.project_id, Linked(shop.owner, "upload", upload.id, form))

    copies = {"previewUrl": link(FOR_MODEL), "thumbnailUrl": link(THUMB)} if upload.kind == "photo" else {}
    return {"id": upload.id, "name": upload.name, "kind": upload.kind, "mediaType": upload.media_type, "size": upload.size, "sha256": upload.sha256, "createdAt": upload.created_at.isoformat() + "Z",
            **upload.facts, "url": link(rows.ORIGINAL), **copies, "expiresAt": expires()}


def _opened(shop: Workshop, project_id: str, linked: Linked) -> Response:
    project = shop.shelf.get(project_id)
    if linked.kind in BOARDS:
        return _drawn(shop, project, linked)
    upload = uploads.get(shop.shelf, project, linked.id)
    path = rows.path_of(shop.store, upload, linked.form)
    if linked.form not in (rows.ORIGINAL, FOR_MODEL, THUMB) or not path.is_file():
        raise BadInput(f"{upload.name} is no longer there; send it again.", "upload", "unknown_upload")
    media_type = upload.media_type if linked.form == rows.ORIGINAL else "image/jpeg"
    shown = "inline" if media_type.startswith("image/") else "attachment"
    return FileResponse(path, media_type=media_type, headers={**SAFE, "content-disposition": f"{shown}; filename*=utf-8''{quote(upload.name, safe='')}"})


def _drawn(shop: Workshop, project: Project, linked: Linked) -> Response:
    from ohm_core.render import png

    made = shop.prototype(project, int(linked.id))
    if made is None:
        raise BadInput("The project has no design to draw yet.", "version", "unknown_version")
    svg = made.breadboard_svg() if linked.kind == "breadboard" else made.schematic_svg()
    return Response(png(svg) if linked.form == "png" else svg, media_type="image/png" if linked.form == "png" else "image/svg+xml", headers=SAFE)
