"""One report, assembled: which updates, under which heads, in which order."""
