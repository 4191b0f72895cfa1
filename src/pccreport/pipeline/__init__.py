"""The whole program in order: `load` reads a project, `build` makes its Word file.

The package to read first.
"""
