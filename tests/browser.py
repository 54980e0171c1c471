"""A fresh server on this machine and a real browser, for the tests that do what a person does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from codebook import demonstration

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser ``make test`` found; a missing one fails the run."""
    return find_chromium()


def find_chromium() -> str:
    """Return the path of a browser, or fail."""
    found = os.environ.get("FIL_ROUGE_CHROMIUM") or next((p for n in NAMES if (p := shutil.which(n))), None)
    assert found, "Aucun Chromium : installez le paquet chromium, ou lancez « make test »."
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        opened = driver.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the demonstration study, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    demonstration.build(folder / "demonstration.db")
    return folder


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Start a server of our own over a folder of studies, for the length of a ``with``; it gives its address."""
    return serving_studies


@contextmanager
def serving_studies(studies: Path) -> Iterator[str]:
    """A server of our own on a free port, over this folder of studies; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={"FIL_ROUGE_LANGUAGE": "off", **os.environ, "FIL_ROUGE_STUDIES": str(studies)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server stopped before it answered"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the server did not answer")


@pytest.fixture
def fresh_demo(demo: Path, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has visited, over a copy of the demonstration study."""
    shutil.copytree(demo, tmp_path / "studies")
    with serving_studies(tmp_path / "studies") as address:
        yield address


@pytest.fixture(scope="module")
def demo_server(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy of the demonstration study, shared by the tests of one module."""
    studies = tmp_path_factory.mktemp("served") / "studies"
    shutil.copytree(demo, studies)
    with serving_studies(studies) as address:
        yield address


@pytest.fixture
def enter() -> Callable[[Page, str, str, str], None]:
    """Open an address and pass the front door as somebody."""

    def go(page: Page, server: str, person: str, address: str = "") -> None:
        if page.url.startswith(server):  # this tab would let in again whoever was working in it
            page.evaluate("sessionStorage.clear()")
        page.goto(f"{server}/{address}")
        page.get_by_role("button", name=person).click()
        page.get_by_role("button", name="changer").wait_for()

    return go
