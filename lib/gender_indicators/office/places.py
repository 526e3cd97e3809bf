"""The folders of an office: who may read and write them, how much room there is, what an ended run left behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from gender_indicators.base import PRIVATE_DATA, Project, Text, last_run, leftovers
from gender_indicators.office.trouble import Trouble

LEAST_FREE = 1_000_000_000  # bytes: a year's reports beside the last ones, and what is kept between runs


def places(project: Project) -> Iterator[Trouble]:
    """Yield what is wrong with the folders."""
    yield from _rights(project)
    yield from _open_to_others(project)
    yield from _room(project.root)
    yield from _unfinished(project)


def _rights(project: Project) -> Iterator[Trouble]:
    for folder in (project.root, project.params, project.root / ".cache", project.outputs, project.office):
        if folder.is_dir() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Trouble(
                _shown(project, folder),
                Text(
                    "người đang chạy không đọc hoặc không ghi được ở đây.", "cannot be read or written by this user."
                ),
                Text(f'lấy lại quyền: chmod u+rwx "{folder}"', f'take the rights back: chmod u+rwx "{folder}"'),
            )
    raw = project.root / PRIVATE_DATA
    for path in sorted(raw.rglob("*")) if raw.is_dir() else ():
        if not os.access(path, os.R_OK):
            yield Trouble(
                _shown(project, path),
                Text("người đang chạy không đọc được.", "cannot be read by this user."),
                Text(f'lấy lại quyền: chmod -R u+rX "{path}"', f'take the rights back: chmod -R u+rX "{path}"'),
            )


def _open_to_others(project: Project) -> Iterator[Trouble]:
    """Folders about people that other users of the machine can read."""
    for folder in (project.root / PRIVATE_DATA, project.office, project.root / ".cache"):
        if folder.is_dir() and _read_by_others(folder.resolve()):
            yield Trouble(
                _shown(project, folder),
                Text(
                    "người dùng khác của máy này đọc được thư mục có dữ liệu cá nhân.",
                    "other users of this machine can read this folder, which is about people.",
                ),
                Text(f'đóng lại: chmod go-rwx "{folder}"', f'close it: chmod go-rwx "{folder}"'),
            )


def _read_by_others(folder: Path) -> bool:
    """Whether others can list ``folder`` and enter every folder on the way to it. Windows has no such bits."""
    if os.name == "nt":
        return False
    return bool(folder.stat().st_mode & 0o004) and all(up.stat().st_mode & 0o001 for up in folder.parents)


def _room(root: Path) -> Iterator[Trouble]:
    free = shutil.disk_usage(root).free
    if free < LEAST_FREE:
        yield Trouble(
            str(root),
            Text(f"ổ đĩa chỉ còn {free // 1_000_000} MB.", f"the disk has {free // 1_000_000} MB left."),
            Text(
                "giải phóng ít nhất 1 GB; có thể xoá thư mục .cache, chương trình tự tạo lại.",
                "free at least 1 GB; the folder .cache may be deleted and comes back by itself.",
            ),
        )


def _unfinished(project: Project) -> Iterator[Trouble]:
    """A run that is still at work, one that was killed, and the folders it left."""
    run = last_run(project.office)
    if run is not None and run.at_work:
        yield Trouble(
            _shown(project, project.office),
            Text(f"một lệnh đang chạy: {run.who}.", f"a command is at work: {run.who}."),
            Text("đợi lệnh đó xong, hoặc dừng bằng Ctrl+C.", "wait for it, or stop it with Ctrl+C."),
        )
        return
    left = [_shown(project, path) for path in leftovers(project.outputs)]
    who = Text(f" ({run.who})", f" ({run.who})") if run is not None else Text("", "")
    if run is not None or left:
        yield Trouble(
            ", ".join(left) or _shown(project, project.office),
            Text(f"một lệnh đã bị dừng giữa chừng{who.vi}.", f"a command was killed halfway{who.en}."),
            Text(
                'chạy lại lệnh đó, ví dụ "make report YEAR=..."; phần dở dang được dọn, báo cáo cũ còn nguyên.',
                'run it again, like "make report YEAR=..."; it clears up, and the last reports are whole.',
            ),
        )


def _shown(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix() if path != project.root else str(path)
