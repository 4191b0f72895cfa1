"""The command line: options in, exit codes and words out. One file a command."""
