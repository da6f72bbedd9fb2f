"""PDFs from anywhere: counted and read within limits, whatever they claim."""

from __future__ import annotations

import zlib

import pytest

from ohm_core.datasheet import pages
from ohm_core.errors import BadInput
from tests.project import files

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R >>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


@pytest.mark.parametrize("data", [
    pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    pdf(b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b" >>", b"<< /Type /Pages /Kids [] /Count 0 >>"), pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), b"%PDF-1.7\n" + bytes(5000)])
def test_a_pdf_that_runs_in_circles_nests_without_end_or_is_none_is_one_sentence(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(BadInput) as error:
        pages.count(tmp_path / "x", "x.pdf")
    assert error.value.kind == "bad_pdf" and "\n" not in error.value.message and pages.texts(tmp_path / "x") == {}


def test_pages_are_counted_not_believed(tmp_path):
    (tmp_path / "x").write_bytes(pdf(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 99999999 >>", PAGE))
    assert pages.count(tmp_path / "x", "x.pdf") == 1


def test_a_page_that_unpacks_to_gigabytes_gives_no_text_and_no_harm(tmp_path):
    packed = zlib.compress(b"BT (x) Tj ET\n" * 8_000_000, 9)
    (tmp_path / "x").write_bytes(pdf(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE[:-3] + b" /Contents 4 0 R >>", b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"))
    assert pages.count(tmp_path / "x", "x.pdf") == 1 and pages.texts(tmp_path / "x") == {}


def test_one_locked_by_a_password_says_so(tmp_path):
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "open").write_bytes(files.pdf("Hello"))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "open"))
    writer.encrypt("secret")
    writer.write(tmp_path / "x")
    with pytest.raises(BadInput, match="password"):
        pages.count(tmp_path / "x", "x.pdf")


def test_what_came_before_a_limit_is_kept(tmp_path, monkeypatch):
    (tmp_path / "x").write_bytes(files.pdf(*(f"page {n} " + "x" * 2000 for n in range(1, 30))))
    monkeypatch.setattr(pages, "READING", pages.jobs.Limits(seconds=40, memory_mb=2048, output_bytes=20_000))
    found = pages.texts(tmp_path / "x")
    assert 3 <= len(found) < 20 and found[1].startswith("page 1 ") and list(found) == list(range(1, len(found) + 1))
