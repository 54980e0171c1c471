"""The tests of this folder drive a real browser."""

from pathlib import Path

import pytest

from tests.browser import browser, chromium, demo, demo_server, enter, fresh_demo, page, serving  # noqa: F401


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in Path(item.path).parts:
            item.add_marker(pytest.mark.e2e)
