"""Build, check and compare progress reports on a Police and Crime Plan."""

__version__ = "0.3.0"
