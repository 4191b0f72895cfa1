"""Other people's files, read as lines: Word, Excel, e-mail, web pages and plain text."""
