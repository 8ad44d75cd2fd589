"""Makes the folder with which docgen is installed on a Windows PC that is not on the net (docs/windows.md).

python docs/bundle.py                          for every Python that docgen supports, into dist/docgen-windows
python docs/bundle.py --python 3.12 --out E:\\docgen-windows

It lies beside the page that explains it, like the other tools of this folder; no user of docgen needs it. The net is
needed here only: pip fetches the wheels.
"""

from __future__ import annotations

import argparse
import configparser
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import Parser
from pathlib import Path

import jinja2
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
REPO = HERE.parent
TEXTS = HERE / "_bundle"
MADE = shutil.ignore_patterns(
    ".git", ".venv", ".docgen", "out", "build", "dist", "*.egg-info", "__pycache__", ".*_cache"
)


def versions() -> list[str]:
    """The Pythons that docgen supports, as setup.cfg lists them."""
    config = configparser.ConfigParser()
    config.read(REPO / "setup.cfg", encoding="utf-8")
    found = [line.rpartition(" :: ")[2] for line in config["metadata"]["classifiers"].splitlines() if " :: 3." in line]
    return sorted(found, key=_number)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def windows(python: str) -> dict[str, str]:
    """What the markers of requirements are compared with: a 64-bit Windows with that Python, whatever runs here."""
    return {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


# -- wheels --


def own_wheel(into: Path) -> Path:
    """docgen's own wheel, built of a copy, so that nothing of an older build gets in."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "docgen"
        shutil.copytree(REPO, copy, ignore=MADE)
        _pip("wheel", "--no-deps", "--wheel-dir", str(into), str(copy))
    (built,) = into.glob("docgen-*.whl")
    return built


def download(wanted: Iterable[str], python: str, into: Path) -> None:
    """Fetch these requirements, without what they require themselves, as wheels for Windows."""
    target = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", python)
    _pip("download", "--no-deps", "--only-binary=:all:", *target, "--dest", str(into), *wanted)


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


def needs(wheel: Path, python: str, extras: Iterable[str] = ()) -> Iterator[Requirement]:
    """What a wheel requires there. pip compares markers with the machine that it runs on, and would leave out what is
    for Windows only."""
    with zipfile.ZipFile(wheel) as file:
        (name,) = (each for each in file.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(file.read(name).decode("utf-8"))
    for line in metadata.get_all("Requires-Dist") or ():
        requirement = Requirement(line)
        surroundings = [{**windows(python), "extra": extra} for extra in (*extras, "")]
        if requirement.marker is None or any(map(requirement.marker.evaluate, surroundings)):
            yield requirement


def missing(wheels: Iterable[Path], python: str) -> list[Requirement]:
    """What docgen and its requirements need there that is not among the wheels. Empty when the bundle is whole."""
    held = {canonicalize_name(parse_wheel_filename(path.name)[0]): path for path in wheels}
    asked: set[tuple[str, frozenset[str]]] = set()
    todo, lacking = [Requirement("docgen")], {}
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in asked:
            continue
        asked.add((name, frozenset(requirement.extras)))
        if name not in held:
            lacking[name] = requirement
        elif not requirement.specifier.contains(parse_wheel_filename(held[name].name)[1], prereleases=True):
            raise SystemExit(f"{held[name].name} is not what is required: {requirement}")
        else:
            todo += needs(held[name], python, requirement.extras)
    return list(lacking.values())


def gathered(own: Path, python: str, into: Path) -> list[Path]:
    """Fetch all that docgen needs on Windows with that Python; the wheels. Each round completes the one before."""
    wheels = [own]
    while lacking := missing(wheels, python):
        download([_plain(requirement) for requirement in lacking], python, into)
        wheels = [own, *into.glob("*.whl")]
    return wheels


def _plain(requirement: Requirement) -> str:
    """Without its marker, which pip would compare with this machine."""
    return f"{requirement.name}{requirement.specifier}"


def requirements(wheels: Iterable[Path]) -> str:
    """The wheels as pip is to install them, each with its SHA-256."""
    lines = []
    for path in sorted(wheels, key=lambda path: path.name.lower()):
        name, version, *_ = parse_wheel_filename(path.name)
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    return "".join(lines)


# -- texts --


def texts(pythons: Iterable[str], version: str) -> dict[str, bytes]:
    """The files to double-click and to read: CRLF; .cmd in GBK, as a Chinese console reads it, .txt with the mark by
    which Notepad knows UTF-8."""
    newest_first = sorted(pythons, key=_number, reverse=True)
    values = {
        "newest_first": " ".join(newest_first),
        "versions": "、".join(reversed(newest_first)),
        "version": version,
    }
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    found = {}
    for path in sorted(TEXTS.iterdir()):
        text = environment.from_string(path.read_text("utf-8")).render(values).replace("\n", "\r\n")
        found[path.name] = text.encode("gbk" if path.suffix == ".cmd" else "utf-8-sig")
    return found


def bundle(out: Path, pythons: Iterable[str]) -> None:
    """Make the folder `out` anew. What lies there that is no bundle is left alone: raises SystemExit."""
    if out.exists() and any(out.iterdir()) and not (out / "install.cmd").is_file():
        raise SystemExit(f"{out} is not empty, and no bundle")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "bundle"
        wheels = draft / "wheels"
        wheels.mkdir(parents=True)
        own = own_wheel(wheels)
        for python in pythons:
            print(f"Python {python}: fetching wheels for Windows ...", flush=True)
            each = Path(folder) / python
            each.mkdir()
            found = gathered(own, python, each)
            (wheels / f"requirements-{python}.txt").write_text(requirements(found), "utf-8", newline="\n")
            for path in found[1:]:
                shutil.copy2(path, wheels)
        for name, content in texts(pythons, parse_wheel_filename(own.name)[1].public).items():
            (draft / name).write_bytes(content)
        shutil.rmtree(out / "wheels", ignore_errors=True)
        shutil.copytree(draft, out, dirs_exist_ok=True)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{out}: {len(list((out / 'wheels').glob('*.whl')))} wheels, {size / 1e6:.0f} MB")


def main() -> None:
    """Read the command line and make the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--python", action="append", choices=versions(), help="may be given more than once; by default all"
    )
    parser.add_argument("--out", type=Path, default=REPO / "dist" / "docgen-windows")
    typed = parser.parse_args()
    bundle(typed.out, typed.python or versions())


if __name__ == "__main__":
    main()
