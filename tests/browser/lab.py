"""A JupyterLab server of one's own and a page in it, for the browser tests."""

import ast
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page

PROJECT = Path(__file__).parents[2]
SERVED = ("lessons", "exercises", "solutions", "nbgrader_config.py")
TOKEN = "a-token-for-tests"
START_SECONDS = 60
SETTLE_SECONDS = 5
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Theme = Literal["light", "dark"]
_THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, its token and the folder that it serves."""

    url: str
    token: str
    root: Path


@contextmanager
def running_lab(folder: Path) -> Iterator[Server]:
    """Serve a copy of the course from `folder`/course, with every Jupyter setting and user folder inside `folder`."""
    root = folder / "course"
    root.mkdir(parents=True)
    for name in SERVED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.exists():
            shutil.copy(source, root / name)
    labconfig = folder / "config" / "labconfig"
    labconfig.mkdir(parents=True)
    disabled = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (labconfig / "page_config.json").write_text(json.dumps(disabled))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "server.log").open("wb")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"),
        *("--LabApp.extension_manager=readonly", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
    ]
    process = subprocess.Popen(command, cwd=root, env=_environment(folder), stdout=log, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", TOKEN, root)
    try:
        _wait_until_up(server, process, folder / "server.log")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _environment(folder: Path) -> dict[str, str]:
    places = {
        "HOME": "home",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "OPED_HOME": "oped",
    }
    for name in places.values():
        (folder / name).mkdir(exist_ok=True)
    own = {variable: str(folder / name) for variable, name in places.items()}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return os.environ | own | {"PATH": path, "PYTHONPATH": str(PROJECT), "JUPYTER_PREFER_ENV_PATH": "1"}


def _wait_until_up(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/api/status?token={server.token}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-4000:]}")


@dataclass
class Lab:
    """One browser page with JupyterLab in it.

    Attributes:
        page: the playwright page.
        server: the server behind it.
        console_errors: what the page wrote to the console as an error, or threw.
        outside_requests: every address that is not the server's.
    """

    page: Page
    server: Server
    console_errors: list[str] = field(default_factory=list)
    outside_requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start listening to the page."""
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("request", lambda request: self._note_request(request.url))

    def write_notebook(self, path: str, *sources: str, stored_html: str = "") -> str:
        """Write a notebook with these code cells into the served folder and return its path.

        `stored_html` is put in as an output that no trusted kernel made.
        """
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        if stored_html:
            output = nbformat.v4.new_output("display_data", {"text/html": stored_html})
            cells.append(nbformat.v4.new_code_cell(outputs=[output]))
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), self.server.root / path)
        return path

    def open_notebook(self, path: str, theme: Theme = "light") -> None:
        """Open a notebook of the served folder with a kernel that is ready."""
        if not self.page.url.startswith(self.server.url):
            self.page.goto(f"{self.server.url}/lab?token={self.server.token}")
            self.page.wait_for_function("window.jupyterapp !== undefined")
            self.page.evaluate("window.jupyterapp.restored")
        self.use_theme(theme)
        self._do("docmanager:open", {"path": path})
        self.page.wait_for_function(f"window.jupyterapp.shell.currentWidget?.context?.path === {json.dumps(path)}")
        self._in_notebook("await widget.context.ready; await widget.sessionContext.ready; await kernel().info;")

    def use_theme(self, theme: Theme) -> None:
        """Switch to the light or the dark theme."""
        self._do("apputils:change-theme", {"theme": _THEMES[theme]})
        is_light = "true" if theme == "light" else "false"
        self.page.wait_for_selector(f"body[data-jp-theme-light='{is_light}']", state="attached")

    def run_all(self) -> None:
        """Run every cell and wait until the kernel is done."""
        self._do("notebook:run-all-cells")

    def restart_kernel(self) -> None:
        """Restart the kernel; nothing is run."""
        self._in_notebook("await kernel().restart(); await kernel().info;")

    def save(self) -> dict[str, Any]:
        """Save the open notebook and read it from the disk."""
        self._do("docmanager:save")
        path = self._in_notebook("return widget.context.path;")
        saved: dict[str, Any] = json.loads((self.server.root / path).read_text(encoding="utf-8"))
        return saved

    def cell_count(self) -> int:
        """Count the cells of the open notebook."""
        return int(self._in_notebook("return widget.content.widgets.length;"))

    def python(self, expression: str) -> Any:
        """Evaluate an expression in the kernel; its value must be of a kind that JSON knows."""
        code = json.dumps(f"__import__('json').dumps({expression})")
        value = self._in_notebook(
            f"const content = {{code: '', store_history: false, user_expressions: {{value: {code}}}}};"
            "const reply = await kernel().requestExecute(content).done;"
            "return reply.content.user_expressions.value;"
        )
        if value["status"] != "ok":
            raise RuntimeError(f"{value['ename']}: {value['evalue']}")
        return json.loads(ast.literal_eval(value["data"]["text/plain"]))

    def expect_python(self, expression: str, expected: object) -> None:
        """Assert the value of an expression in the kernel; what a widget sends may take a moment to get there."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while (value := self.python(expression)) != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        assert value == expected

    def accessibility_faults(self, selector: str) -> str:
        """Check what the selector finds with axe-core; an empty text if nothing is wrong."""
        results = Axe().run(self.page, context=selector)
        return str(results.generate_report()) if results.violations_count else ""

    def screenshot(self, name: str, of: Locator | None = None) -> None:
        """Keep a picture in the folder OPED_SCREENSHOTS, if that is set."""
        folder = os.environ.get("OPED_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (of or self.page).screenshot(path=Path(folder) / f"{name}.png")

    def close(self) -> None:
        """Stop every kernel and close every tab; forget what was noted."""
        self.page.evaluate(
            """async () => {
                const app = window.jupyterapp;
                await app?.serviceManager.sessions.shutdownAll();
                for (const widget of Array.from(app?.shell.widgets('main') ?? [])) widget.dispose();
            }"""
        )
        self.console_errors.clear()
        self.outside_requests.clear()

    def _do(self, command: str, arguments: dict[str, str] | None = None) -> None:
        call = "async ([name, options]) => { await window.jupyterapp.commands.execute(name, options); }"
        self.page.evaluate(call, [command, arguments or {}])

    def _in_notebook(self, body: str) -> Any:
        return self.page.evaluate(
            "async () => { const widget = window.jupyterapp.shell.currentWidget;"
            f"const kernel = () => widget.sessionContext.session.kernel; {body} }}"
        )

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.server.url:
            self.outside_requests.append(url)
