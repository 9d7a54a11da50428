"""The command line: everything that prints. `app.py` gathers the commands, `commands/` holds one file a command."""
