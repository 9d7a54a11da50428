"""The language of a publisher's file: what a publisher is, and the rules that its templates are made of."""
