"""Files out of a multipart request, piece by piece as they come: nothing is gathered in memory, so a limit holds while it is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from ohm_core.errors import BadInput

MOST_PARTS, MOST_BESIDE = 32, 64_000  # parts of a form; bytes of its fields that are no file


@dataclass(frozen=True)
class Begun:
    """A file begins; `name` as the client gave it."""

    name: str


@dataclass(frozen=True)
class Bytes:
    """More of the file that is going."""

    data: bytes


@dataclass(frozen=True)
class Ended:
    """The file is whole."""


Told = Begun | Bytes | Ended


async def files(request: Request) -> AsyncIterator[Told]:
    """The files of the request in order; form fields beside them are passed over. Raises BadInput for what is no such form or is cut short."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise BadInput("Send the file as multipart/form-data, in a field called \"file\".", "content-type")
    reading = _Reading()
    parser = MultipartParser(options[b"boundary"], reading.callbacks())  # type: ignore[arg-type]
    try:
        async for piece in request.stream():
            parser.write(piece)
            for told in reading.taken():
                yield told
        parser.finalize()
    except MultipartParseError:
        raise BadInput("The form is not valid multipart/form-data.", "body") from None
    if not reading.over:
        raise BadInput("The form was cut short; send the file again.", "body")


class _Reading:
    """What the parser told and nobody has taken yet."""

    def __init__(self) -> None:
        self.over, self._told, self._file, self._parts, self._beside = False, list[Told](), False, 0, 0
        self._headers: dict[str, str] = {}
        self._field, self._value = b"", b""

    def callbacks(self) -> dict[str, object]:
        return {"on_part_begin": self._begin, "on_header_field": self._add_field, "on_header_value": self._add_value, "on_header_end": self._header, "on_headers_finished": self._named,
                "on_part_data": self._data, "on_part_end": self._end, "on_end": self._finish}

    def taken(self) -> list[Told]:
        told, self._told = self._told, []
        return told

    def _begin(self) -> None:
        self._headers, self._file, self._parts = {}, False, self._parts + 1
        if self._parts > MOST_PARTS:
            raise BadInput(f"The form has more than {MOST_PARTS} parts.", "body", "too_large")

    def _add_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self._headers[self._field.decode("latin-1").lower()] = self._value.decode("latin-1")
        self._field = self._value = b""

    def _named(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition"))
        name = options.get(b"filename")
        if name is not None:
            self._file = True
            self._told.append(Begun(name.decode("utf-8", "replace")))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file:
            self._told.append(Bytes(data[start:end]))
            return
        self._beside += end - start
        if self._beside > MOST_BESIDE:
            raise BadInput(f"The form has over {MOST_BESIDE:,} bytes beside its files.", "body", "too_large")

    def _end(self) -> None:
        if self._file:
            self._told.append(Ended())

    def _finish(self) -> None:
        self.over = True
