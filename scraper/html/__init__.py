"""Bytes to a page that can be asked: encoding, DOM, JSON-LD, and guards against pages made to hang a parser."""
