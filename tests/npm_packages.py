"""Packages of npm that tests are held against: installed once per checkout and lock file, by one process at a time."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from pathlib import Path

PATIENCE = 600
"""Seconds for an installation on a slow line."""


def install(folder: Path) -> str:
    """Install what the lock file of a folder names, unless it is there; what went wrong, or ''."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "no node or no npm on the PATH"
    modules = folder / "node_modules"
    stamp, locked = modules / "installed.txt", hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with (folder / "package.json").open(encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two test processes begin at the same time
        if stamp.exists() and stamp.read_text("utf-8") == locked:
            return ""
        words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            return f"npm ci failed: {done.stderr.strip()[-300:]}"
        stamp.write_text(locked, encoding="utf-8")
    return ""
