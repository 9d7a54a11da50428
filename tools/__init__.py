"""Scripts that train and measure; no part of the installed project."""
