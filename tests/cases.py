"""Many small cases in one test: to begin a test takes longer than most of them do."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def in_turn(
    names: str | tuple[str, ...], cases: Iterable[Any]
) -> Callable[[Test], Test]:
    """Run a test with each case, as `pytest.mark.parametrize` does; what fails names its case.

    What else the test asks for is one thing for all cases, but each has a folder of its own.
    """
    all_of_them = tuple(cases)
    assert all_of_them
    keys = names.replace(",", " ").split() if isinstance(names, str) else names

    def joined(test: Test) -> Test:
        asked = inspect.signature(test)

        @wraps(test)
        def run(**fixtures: Any) -> None:
            for number, case in enumerate(all_of_them):
                values = dict(zip(keys, case if len(keys) > 1 else [case], strict=True))
                own = dict(fixtures)
                if "tmp_path" in own:
                    own["tmp_path"] /= str(number)
                    own["tmp_path"].mkdir()
                try:
                    test(**values, **own)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"with {values}")
                    raise

        others = [each for name, each in asked.parameters.items() if name not in keys]
        run.__signature__ = asked.replace(parameters=others)  # type: ignore[attr-defined]
        return run

    return joined
