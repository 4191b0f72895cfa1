"""The house formats that come with pccreport, and a project's own that extends one."""

from functools import cache
from pathlib import Path

from pccreport.findings.text import Source
from pccreport.source.node import MappingNode

_HOME = Path(__file__).parent
_SUFFIX = " (built in)"

# Of these parts, a project's file contains only the differences; any other
# part replaces that of the base.
_MERGED = (
    *("levels", "phrases", "measures", "columns", "tables", "deadlines"),
    *("numbering", "styles", "look"),
)


@cache
def builtin_names() -> tuple[str, ...]:
    """Return the names of the built-in formats."""
    return tuple(sorted(path.stem for path in _HOME.glob("*.yaml")))


def builtin_source(name: str) -> Source:
    """Return the text of a built-in format."""
    path = _HOME / f"{name}.yaml"
    return Source(f"{path.name}{_SUFFIX}", path.read_text(encoding="utf-8"))


def is_builtin(text: Source) -> bool:
    """Return whether a text is that of a built-in format, which the tests check."""
    return text.name.endswith(_SUFFIX)


def extend_format(base: MappingNode, own: MappingNode) -> MappingNode:
    """Return the base format with the parts that a project's own replaces."""
    keys, values = {**base.keys, **own.keys}, {**base.values, **own.values}
    for name in _MERGED:
        below, above = base.values.get(name), own.values.get(name)
        if isinstance(below, MappingNode) and isinstance(above, MappingNode):
            # The schema reports a value of another kind.
            fit = {
                key: value
                for key, value in above.values.items()
                if isinstance(value, type(below.values.get(key, value)))
            }
            values[name] = below._replace(
                keys={**below.keys, **above.keys}, values={**below.values, **fit}
            )
        elif below and name != "levels":  # which can also be a list
            values[name] = below
    return own._replace(keys=keys, values=values)
