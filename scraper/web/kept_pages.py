"""Kept pages: each as it was, in a frame that lets it do nothing, and the proof that it was so."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from scraper.archive import read_archive
from scraper.archive.payloads import Payloads
from scraper.errors import WrongUse
from scraper.exchange.proof import prove
from scraper.language.catalogue import gettext
from scraper.web.asking import NothingFound, archive_of, asking

#: Bytes of a download that are sent at once.
PIECE = 1 << 16


async def capture(request: Any, datasette: Any) -> Any:
    """A kept page in a frame, as it was."""
    archive = await archive_of(datasette)
    key = request.url_vars["id"]
    found = await asking(datasette, archive)(
        """SELECT c.id, c.url, c.captured_at, c.status, c.mime, a.id AS article, a.zone FROM captures c
           LEFT JOIN readings r ON r.capture = c.id LEFT JOIN articles a ON a.id = r.article WHERE c.id = :id""",
        id=key,
    )
    if not found:
        raise NothingFound(gettext("no page of that number is kept"))
    context = {"capture": found[0], "archive": archive}
    return Response.html(await datasette.render_template("capture.html", context, request=request))


async def capture_bytes(request: Any, datasette: Any) -> Any:
    """The bytes of a kept page, for a frame that lets it do nothing."""
    archive = await archive_of(datasette)
    found = await asking(datasette, archive)(
        "SELECT mime, charset, digest FROM captures WHERE id = :id", id=request.url_vars["id"]
    )

    def body_of(connection: Any) -> bytes | None:
        return Payloads(connection).body(found[0]["digest"])

    body = await datasette.get_database(archive).execute_fn(body_of) if found else None
    if body is None:  # an answer that fits into the frame
        return Response.text(gettext("no page of that number is kept"), status=404)
    is_page = found[0]["mime"] in ("text/html", "application/xhtml+xml")
    charset = "".join(letter for letter in found[0]["charset"] or "" if letter.isalnum() or letter in "-_")[:40]
    kind = "text/html" if is_page else "text/plain"
    content_type = f"{kind}; charset={charset}" if charset else kind
    return Response(body, content_type=content_type, headers={"X-DNS-Prefetch-Control": "off"})


async def proof(request: Any, datasette: Any) -> Any:
    """The proof that a page was kept as it is, made now and sent in pieces."""
    database = datasette.get_database(await archive_of(datasette))
    folder = tempfile.TemporaryDirectory(prefix="proof")
    try:
        made = await asyncio.to_thread(_prove, database.file, int(request.url_vars["id"]), Path(folder.name))
    except WrongUse as err:
        folder.cleanup()
        raise NothingFound(gettext("there is no proof of that page yet")) from err
    return Download(made, folder, f"proof-{request.url_vars['id']}.zip")


def _prove(file: Path, capture: int, folder: Path) -> Path:
    with read_archive(file) as archive:
        if not archive.rows("SELECT 1 FROM captures WHERE id = ?", capture):
            raise WrongUse(f"{file}: holds no capture {capture}")
        prove(archive, capture, folder / "proof.zip")
    return folder / "proof.zip"


@dataclass(frozen=True)
class Download:
    """A file that is sent in pieces, and gone with its folder afterwards."""

    file: Path
    folder: tempfile.TemporaryDirectory[str]
    name: str

    async def asgi_send(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        """Send it, as Datasette asks of an answer."""
        headers = {
            "content-type": "application/zip",
            "content-length": str(self.file.stat().st_size),
            "content-disposition": f'attachment; filename="{self.name}"',
        }
        sent = [[name.encode(), value.encode()] for name, value in headers.items()]
        with self.folder, self.file.open("rb") as opened:
            await send({"type": "http.response.start", "status": 200, "headers": sent})
            while piece := await asyncio.to_thread(opened.read, PIECE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
