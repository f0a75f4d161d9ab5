"""One file a page: each draws a part of the overview and sends commands."""
