"""Manners that outlive a run: one run for all links of a command, pauses between processes, closings overruled."""

from __future__ import annotations
