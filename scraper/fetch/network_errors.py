"""What an error of the network means: from the exception that began it to one of `scraper.errors`. Pure."""

from __future__ import annotations

import errno
import os
import ssl

from scraper.errors import FetchError, Insecure, Offline, Truncated, Unreachable

#: There is no way out of this machine.
NO_WAY_OUT = (errno.ENETUNREACH, errno.ENETDOWN)
#: The connection ended while TLS was agreed upon: not a matter of trust.
_ENDED = (ssl.SSLEOFError, ssl.SSLZeroReturnError)


def unanswered(url: str, err: BaseException) -> FetchError:
    """What to say when no head of an answer came.

    >>> str(unanswered("http://kabar.example/", ConnectionRefusedError(errno.ECONNREFUSED, "")))
    'http://kabar.example/: connection refused'
    """
    root = _root(err)
    if isinstance(root, ssl.SSLCertVerificationError):
        return Insecure(url, f"the certificate does not hold: {root.verify_message}")
    if isinstance(root, ssl.SSLError) and not isinstance(root, _ENDED):
        return Insecure(url, f"no secure connection: {_words(root)}")
    if isinstance(root, OSError) and root.errno in NO_WAY_OUT:
        return Offline(url, f"no way out of this machine: {_words(root)}")
    return Unreachable(url, _words(root))


def cut(url: str, err: BaseException) -> FetchError:
    """What to say when the body did not come to its end."""
    return Truncated(url, f"broke off inside the body: {_words(_root(err))}")


def _root(err: BaseException) -> BaseException:
    """Where it began. Behind a silence there is only the cancellation by which asyncio tells of it."""
    while err.__cause__ is not None and not isinstance(err, TimeoutError):
        err = err.__cause__
    return err


def _words(err: BaseException) -> str:
    if isinstance(err, TimeoutError):
        return "the server is silent"
    if isinstance(err, OSError) and err.errno and not isinstance(err, ssl.SSLError):
        return os.strerror(err.errno).lower()
    return " ".join(str(err).split())[:200] or "the connection broke"
