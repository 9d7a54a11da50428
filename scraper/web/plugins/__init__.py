"""What Datasette loads with `--plugins-dir`."""
