"""What every test stands on: no display, a state folder of its own, silence, and the corpus."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Real files of many tools, laid beside the checkout where they are at hand; they are not ours to ship.
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
NO_CORPUS = "the corpus of real BPMN files is not beside this checkout"

hypothesis.settings.register_profile("default", deadline=None, max_examples=50, derandomize=True)  # the same each time
hypothesis.settings.register_profile("random", deadline=None, max_examples=50)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("default")


def corpus_files() -> list[Path]:
    """Every BPMN file of the corpus; none where there is no corpus."""
    return sorted(path for path in CORPUS.rglob("*") if path.suffix in (".bpmn", ".xml"))


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """All files of the corpus at once; ask for `corpus_file` to get one test per file."""
    return corpus_files() or pytest.skip(NO_CORPUS)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "corpus_file" not in metafunc.fixturenames:
        return
    rows = [pytest.param(path, id=path.relative_to(CORPUS).as_posix()) for path in corpus_files()]
    nothing = pytest.param(None, marks=pytest.mark.skip(reason=NO_CORPUS), id="no corpus")
    metafunc.parametrize("corpus_file", rows or [nothing])


@pytest.fixture(autouse=True)
def state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder for this test alone, made by whoever writes there first."""
    folder = tmp_path_factory.getbasetemp() / f"state-{next(_number)}"
    monkeypatch.setenv("OPSDESIGNER_STATE", str(folder))
    return folder


_number = iter(range(10**9))


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """A window keeps the collector off what it holds; the next test must not inherit that, or memory only grows."""
    usual = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*usual)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that leaves something on standard error has failed: Qt reports many mistakes nowhere else."""
    report: pytest.TestReport = yield  # type: ignore[assignment,misc]
    written = "".join(text for title, text in report.sections if title == f"Captured stderr {report.when}")
    if report.passed and written.strip() and item.get_closest_marker("stderr_ok") is None:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} wrote to standard error (mark it stderr_ok if it should):\n{written}"
    return report  # type: ignore[return-value]


def pytest_sessionfinish() -> None:
    """Where no desktop keeps the clipboard Qt does, and at the exit frees what Python made after Python has gone."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
