"""How much is drawn by lot: a little each time, and the bulk with the slow tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

MANY = "MANY_DRAWS"
"""The variable with which tests of drawn values draw many; `.ci/run` sets it."""
OTHERS = "OTHER_DRAWS"
"""The variable with which each run draws other values: a run of the suite repeats the last one."""


def examples(few: int, many: int) -> settings:
    """Draw so many values; many when slow tests are run."""
    number = many if os.environ.get(MANY) else few
    slow = [HealthCheck.too_slow]  # so is a busy machine
    return settings(
        max_examples=number,
        deadline=None,
        suppress_health_check=slow,
        derandomize=not os.environ.get(OTHERS),
    )


def by_default() -> None:
    """Draw less than a hundred values, too, where a test does not say how many."""
    settings.register_profile("drawn", examples(14, 300))
    settings.load_profile("drawn")


def seeds(few: int, many: int) -> pytest.MarkDecorator:
    """Run the test for each `seed`; those after the first few when slow tests are run."""
    rest = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(few, many)]
    return pytest.mark.parametrize("seed", [*range(few), *rest])


def some_slow(cases: Iterable[Any], is_slow: Callable[[Any], object]) -> list[Any]:
    """Return the cases of a test, of which some are run with the slow tests."""
    slow = pytest.mark.slow
    return [pytest.param(each, marks=slow if is_slow(each) else ()) for each in cases]


def one_in(number: int, cases: Iterable[Any]) -> list[Any]:
    """Return the cases of a test, of which one in so many is run each time."""
    every = [*cases]
    return some_slow(every, lambda each: every.index(each) % number)


def few_and_many(few: int, many: int) -> pytest.MarkDecorator:
    """Run the test with a number of `draws`; with many when slow tests are run."""
    slow = pytest.param(many, marks=pytest.mark.slow)
    return pytest.mark.parametrize("draws", [few, slow])


def some_of(every: Sequence[str], draws: int) -> Sequence[str]:
    """Return about so many of some values, from all parts of them."""
    return every[:: max(1, len(every) // draws)]
