"""A PostgreSQL server for the length of the tests: Debian's, in a temporary folder, reached by a Unix socket alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NAME = "oped"


def programs() -> Path:
    """The folder of PostgreSQL's programs; the test is skipped where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not found[-1].is_file():
        pytest.skip("PostgreSQL is not installed; install Debian's package postgresql to run this test")
    pytest.importorskip("psycopg", reason="the Python package psycopg is not installed")
    return found[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """Start a server; give the start of a database's address, to which a name is to be added."""
    tools = programs()
    user = _user()
    with tempfile.TemporaryDirectory(prefix="oped-pg-", dir="/tmp") as name:
        folder = Path(name)
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data = folder / "data"
        options = ["-U", NAME, "-A", "trust", "--no-sync", "-E", "UTF8", "--no-locale"]
        made = [str(tools / "initdb"), "-D", str(data), *options]
        subprocess.run(made, user=user, cwd=folder, check=True, capture_output=True)
        quick = ["-c", "fsync=off", "-c", "shared_buffers=16MB"]
        process = subprocess.Popen(
            [tools / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *quick],
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(folder)
            yield f"postgresql+psycopg://{NAME}@/{{}}?host={folder}"
        finally:
            process.terminate()
            process.wait()


def new_database(address: str, name: str) -> str:
    """Make an empty database; give its address."""
    import psycopg

    host = address.split("host=", 1)[1]
    with psycopg.connect(host=host, user=NAME, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return address.format(name)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return next(user for user in ("postgres", "nobody") if user in {entry.pw_name for entry in pwd.getpwall()})


def _wait(folder: Path) -> None:
    import psycopg

    for _ in range(200):
        try:
            psycopg.connect(host=str(folder), user=NAME, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("PostgreSQL did not start within 20 seconds")
