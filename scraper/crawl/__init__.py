"""A run from its start to its end: which URLs are due, their visits, and what becomes of the answers.

The package is called like the function of the public API, and stands for it: `scraper.crawl(archive, ...)` is
`scraper.crawl.run.crawl`. So `import scraper` need not import everything that a crawl needs.
"""

import sys
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        """Crawl: see `scraper.crawl.run.crawl`."""
        from scraper.crawl.run import crawl  # noqa: PLC0415 - on demand, as said above

        return crawl(*args, **options)


sys.modules[__name__].__class__ = _CallablePackage
