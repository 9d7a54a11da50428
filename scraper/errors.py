"""What can go wrong, and what each thing means for the exit code.

ScrapeError
|- WrongUse                 2  the command line or a file of the operator asks for something impossible
|  |- BadURL                   no URL that a browser would take
|  |- UnknownPublisher         no rules for this host
|  `- ForeignArchive           the archive holds something that this command must not touch
|- FetchError               4  one URL could not be fetched; carries `url`
|  |- Unreachable              no answer: name, connection, reset, malformed reply
|  |  |- Unresolved            no address is known for the name
|  |  `- Offline               the name service itself cannot be reached, or nothing else
|  |- Insecure                 the certificate does not hold; never retried without it
|  |- DeadlineExceeded         the whole exchange took too long
|  |- Truncated                the body ended before its end
|  |- TooLarge                 the body passed its limit, on the wire or inflated
|  |- BadRedirect              a loop, too many hops, or a target that may not be followed
|  |- AddressRefused           a private address that the operator did not allow
|  |- Forbidden                the host does not want this: carries `reason`
|  |  |- RobotsForbidden       robots.txt, or robots.txt could not be read
|  |  |- OptedOut              a printed ban of the whole site
|  |  `- PageOptedOut          a header or a meta element of one page
|  |- Removed                  the article was removed from this archive
|  |- Blocked                  a challenge page in place of the article
|  |- Postponed                the host asked to wait; carries `until`
|  `- Stopped                  the run is to end, and this URL was not asked for yet
|- ReadError                1  the bytes were kept but not understood
|  |- NotAnArticle             an index, gallery, error page, consent wall ...
|  `- Hostile                  nesting or attributes that would hang the parser
`- ArchiveError             5  the archive cannot be written
   |- ArchiveFull              no space left
   |- ArchiveDamaged           the file is not a whole archive, or is of a newer version
   `- ArchiveBusy           3  another run holds it
"""

from __future__ import annotations

from datetime import datetime


class ScrapeError(Exception):
    """Any error that this project raises on purpose. Its text is one line for a person."""

    exit_code = 1


class WrongUse(ScrapeError):
    """The command line or a file of the operator asks for something impossible."""

    exit_code = 2


class BadURL(WrongUse, ValueError):
    """No URL that a browser would take."""


class UnknownPublisher(WrongUse):
    """No rules for this host."""


class ForeignArchive(WrongUse):
    """The archive holds something that this command must not touch."""


class FetchError(ScrapeError):
    """One URL could not be fetched; `url` is empty where only bytes were at hand."""

    exit_code = 4
    #: Whether a second try soon may help.
    transient = False

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{url}: {detail}" if url else detail)
        self.url = url
        self.detail = detail


class Unreachable(FetchError):
    """No answer: the name, the connection, a reset, a malformed reply."""

    transient = True


class Unresolved(Unreachable):
    """No address is known for the name, or the name service did not say one in time."""


class Offline(Unreachable):
    """The name service itself cannot be reached, or nothing else: nobody can be blamed for that."""


class Insecure(FetchError):
    """The certificate does not hold; never tried without it."""


class DeadlineExceeded(FetchError):
    """The whole exchange took too long."""

    transient = True


class Truncated(FetchError):
    """The body ended before its end."""

    transient = True


class TooLarge(FetchError):
    """The body passed its limit, on the wire or inflated."""


class BadRedirect(FetchError):
    """A loop, too many hops, or a target that may not be followed."""


class AddressRefused(FetchError):
    """A private address that the operator did not allow by name."""


class Forbidden(FetchError):
    """The host does not want this."""


class RobotsForbidden(Forbidden):
    """robots.txt says no, or could not be read for a reason that counts as no."""


class OptedOut(Forbidden):
    """A printed ban of the whole site says no."""


class PageOptedOut(Forbidden):
    """A header or a meta element of one page says no; the others may be fetched."""


class Removed(FetchError):
    """The article was removed from this archive, and its address is closed."""


class Blocked(FetchError):
    """A challenge page in place of the article."""


class Postponed(FetchError):
    """The host asked to wait."""

    def __init__(self, url: str, detail: str, until: datetime) -> None:
        super().__init__(url, detail)
        #: UTC.
        self.until = until


class Stopped(FetchError):
    """The run is to end, and this URL was not asked for yet: nothing is wrong with it."""


class ReadError(ScrapeError):
    """The bytes were kept but not understood; `url` is empty where only bytes were at hand."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}" if url else reason)
        self.url = url
        self.reason = reason


class NotAnArticle(ReadError):
    """An index, a gallery, an error page, a consent wall: told apart, never stored as an article."""


class Hostile(ReadError):
    """Nesting or attributes that would hang the parser."""


class ArchiveError(ScrapeError):
    """The archive cannot be read or written."""

    exit_code = 5


class ArchiveFull(ArchiveError):
    """No space left on the disk."""


class ArchiveDamaged(ArchiveError):
    """The file is not a whole archive, or was written by a newer version."""


class ArchiveBusy(ArchiveError):
    """Another run holds the archive."""

    exit_code = 3
