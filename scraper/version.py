"""The version, for the package and the User-Agent."""

__version__ = "0.1.0"
