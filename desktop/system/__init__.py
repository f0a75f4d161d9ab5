"""What differs per operating system, one file per concern."""
