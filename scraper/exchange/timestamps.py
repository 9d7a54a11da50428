"""Time stamps of an authority (RFC 3161) over seals, by rfc3161-client (the extra `timestamp`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scraper.archive import Archive, seals
from scraper.errors import WrongUse
from scraper.indonesian.time_zones import utc_text


def _client() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra
    except ImportError:
        raise WrongUse("time stamps need rfc3161-client: pip install 'arsip-berita[timestamp]'") from None
    return rfc3161_client


def query(archive: Archive) -> bytes:
    """The question to an authority for a stamp over the newest seal, DER; raises errors.WrongUse without a seal."""
    client = _client()
    text = _newest(archive)[1]
    builder = client.TimestampRequestBuilder().data(text.encode()).hash_algorithm(client.HashAlgorithm.SHA256)
    asked: bytes = builder.build().as_bytes()
    return asked


def keep(archive: Archive, answer: bytes) -> tuple[str, datetime]:
    """Keep the answer of an authority beside the seal whose text it stamps; gives its name and the time.

    Raises errors.WrongUse for an answer that is none, or stamps nothing of this archive.
    """
    digest, at = read(answer)
    found = archive.rows("SELECT name FROM seals WHERE name = ?", digest)
    if not found:
        raise WrongUse(f"{archive.path}: the time stamp is of {digest}, which is no seal here")
    row = {"seal": digest, "token": answer, "stamped_at": utc_text(at)}
    with archive.transaction():
        archive.db.table("timestamps").upsert(row, pk=("seal", "token"))
    return digest, at


def read(answer: bytes) -> tuple[str, datetime]:
    """Digest (hexadecimal) and time of a stamp; raises errors.WrongUse for an answer without one.

    The signature is not looked at: `signed` does that, with the certificate of the authority.
    """
    client = _client()
    try:
        response = client.decode_timestamp_response(answer)
        if client.PKIStatus(response.status) != client.PKIStatus.GRANTED:
            raise WrongUse(f"the authority gave no time stamp: {response.status_string}")
        info = response.tst_info
        return info.message_imprint.message.hex(), info.gen_time
    except (ValueError, TypeError) as err:
        raise WrongUse(f"this is no time stamp: {err}") from err


def signed(answer: bytes, text: str, certificates: bytes) -> datetime:
    """The time of a stamp whose signature leads to one of these certificates (PEM).

    Raises errors.WrongUse for one that does not, or that is of another text.
    """
    client = _client()
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - of the extra

    try:
        builder = client.VerifierBuilder()
        for certificate in load_pem_x509_certificates(certificates):
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(client.decode_timestamp_response(answer), text.encode())
    except (client.VerificationError, ValueError, TypeError) as err:
        raise WrongUse(f"the time stamp is not signed by that authority: {err}") from err
    return read(answer)[1]


def _newest(archive: Archive) -> tuple[str, str]:
    """Name and text of the newest seal."""
    rows = archive.rows(f"{seals.ROWS} ORDER BY s.rowid DESC LIMIT 1")
    if not rows:
        raise WrongUse(f"{archive.path}: nothing is sealed yet")
    return rows[0]["name"], seals.of_row(rows[0]).text()


def faults(archive: Archive) -> list[str]:
    """Time stamps that are not of the seal that they stand beside, one line each."""
    wrong = []
    for row in archive.rows("SELECT seal, token FROM timestamps"):
        try:
            digest = read(row["token"])[0]
        except WrongUse as err:
            wrong.append(f"time stamp of {row['seal']}: {err}")
            continue
        if digest != row["seal"]:
            wrong.append(f"time stamp of {row['seal']}: it is of {digest}")
    return wrong
