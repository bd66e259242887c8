"""What this machine has: a display that answers, libraries for what is shown, packages of the running Python."""

import socket
import sys
from pathlib import Path

import pytest

from opsdesigner import machine


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


def test_a_display_must_answer(no_screen: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert machine.no_display() == "as there is no display"
    no_screen.setenv("DISPLAY", ":9731")
    assert machine.no_display() == "as the display :9731 does not answer"
    no_screen.setenv("WAYLAND_DISPLAY", "wayland-7")
    no_screen.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "does not answer" in machine.no_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert machine.no_display() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="abstract sockets")
@pytest.mark.parametrize("name", [":9732", ":9732.0", "unix:9732"])
def test_an_x_server_that_listens_is_a_display(no_screen: pytest.MonkeyPatch, name: str) -> None:
    no_screen.setenv("DISPLAY", name)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X9732")
        server.listen()
        assert machine.no_display() == ""


def test_a_display_of_another_machine_is_believed_one_through_a_tunnel_is_asked(no_screen: pytest.MonkeyPatch) -> None:
    no_screen.setenv("DISPLAY", "terminal.example:0")
    assert machine.no_display() == ""
    with socket.create_server(("localhost", 0)) as server:
        tunnel = f"localhost:{server.getsockname()[1] - 6000}.0"
        no_screen.setenv("DISPLAY", tunnel)
        assert machine.no_display() == ""
    assert machine.no_display() == f"as the display {tunnel} does not answer"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "vnc:port=5901", "offscreen;xcb"])
def test_platforms_that_need_no_display(no_screen: pytest.MonkeyPatch, platform: str) -> None:
    no_screen.setenv("QT_QPA_PLATFORM", platform)
    assert machine.no_display() == ""
    assert machine.libraries_for(("window",)) == ("pictures",)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_have_a_display_and_their_libraries(no_screen: pytest.MonkeyPatch, platform: str) -> None:
    no_screen.setattr(sys, "platform", platform)
    assert machine.no_display() == ""
    assert machine.libraries_for(("window",)) == ()


def test_libraries_follow_what_is_shown(no_screen: pytest.MonkeyPatch) -> None:
    assert machine.libraries_for(()) == ()
    assert machine.libraries_for(("pictures",)) == ("pictures",)
    assert machine.libraries_for(("pictures", "fonts")) == ("pictures", "fonts")
    no_screen.setenv("DISPLAY", ":0")
    assert machine.libraries_for(("window",)) == ("pictures", "x11")
    no_screen.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert machine.libraries_for(("window",)) == ("pictures", "x11", "wayland")


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("pytest", True),
        ("pytest>=8.4", True),
        ("pytest>=8.4,<9999", True),
        ("pytest>=9999", False),
        ("pytest<1.0", False),
        ("no-such-distribution", False),
        ("no-such-distribution; python_version < '3.11'", True),
        ("no-such-distribution>=1; python_version >= '3.11'", False),
    ],
)
def test_what_the_running_python_has(requirement: str, expected: bool) -> None:
    assert machine.met(requirement) is expected


def test_a_font_is_asked_for_where_no_folder_of_fonts_has_it(no_screen: pytest.MonkeyPatch, tmp_path: Path) -> None:
    no_screen.setattr(machine, "_FONT_FOLDERS", (str(tmp_path), str(tmp_path / "not there")))
    assert machine.missing_packages(("fonts",)) == ["fonts-liberation"]
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "LiberationSans-Regular.ttf").touch()
    assert machine.missing_packages(("fonts",)) == []
