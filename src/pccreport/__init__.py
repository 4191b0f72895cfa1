"""Build, check and compare progress reports on a Police and Crime Plan."""

__version__ = "0.4.0"
__all__ = ["Built", "CommandError", "Finding", "build", "check", "find_changes"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pccreport.api import Built, Finding, build, check, find_changes
    from pccreport.source.command_error import CommandError
else:

    def __getattr__(name: str) -> object:
        """Return a name of the public face, which is loaded when it is first used."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from pccreport import api  # noqa: PLC0415  # no command needs it

        return getattr(api, name)
