"""The whole program in order: `load` reads a project, `build` makes its Word file.

The place to begin reading.
"""
