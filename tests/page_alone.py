"""Make a page, handed in as bytes, in a process that can reach nothing else; writes its files as bytes.

Run as a program: ``python page_alone.py PAGE TARGET``, both files of pickles below a folder of their own. Any other
file than the program's, any network, any other program than pandoc is an error. Libraries that open files without
Python (Typst) are given no path.
"""

from __future__ import annotations

import pickle
import sys
import tempfile
from pathlib import Path

FILES = {"open", "os.listdir", "os.scandir", "os.chdir"}
NETWORK = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"}


def forbid(allowed: tuple[str, ...]) -> None:
    """Let only paths below ``allowed`` be opened or listed, no network be used, no program but pandoc be started."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in NETWORK or (event in PROGRAMS and "pandoc" not in str(arguments[0])):
            raise PermissionError(f"a page reaches outside: {event} {arguments[:2]}")
        if event in FILES and isinstance(arguments[0], str | bytes | Path):
            path = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0])
            if not str(Path(path).resolve()).startswith(allowed):
                raise PermissionError(f"a page reaches outside: {event} {path}")

    sys.addaudithook(hook)


def main(page_file: Path, target: Path) -> None:
    page = pickle.loads(page_file.read_bytes())
    from gender_indicators.report.making import pages, preload

    own = Path(tempfile.mkdtemp(dir=page_file.parent))
    tempfile.tempdir = str(own)
    library = Path(pages.__file__).parents[3]
    rules = library.parent / "params" / "rules.yaml"  # the words of the program's rules, part of the hash of its code
    own_files = (library, rules, sys.prefix, sys.base_prefix, own, target, "/dev/null", "/proc/self")
    assert preload.notebooks
    forbid(tuple(str(Path(path).resolve()) for path in own_files))
    target.write_bytes(pickle.dumps(dict(pages._made(page, "warm"))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
