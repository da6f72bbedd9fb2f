"""What an export gives back: files, and what it could not carry over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from ohm_core.design.file import safe_path


@dataclass(frozen=True)
class Files:
    """Names → bytes, and in `notes` a sentence for each thing of the design that the format has no word for.

    `folder`: they belong together in one, even where there is only one. `beside`: what the one file wants next to it.
    """

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    folder: bool = False
    beside: Mapping[str, bytes] = field(default_factory=dict)


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(safe_path(name), (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
