"""The commands of `scrape`, one file each: every module holds one `command`."""
