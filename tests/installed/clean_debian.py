"""A clean Debian 12 to install on: what debootstrap's smallest variant has, and no Python.

It lies in memory, mounted in the mount namespace that ``__main__.py`` has made, so nothing of it is
left whatever happens. Downloads are kept under ``build/`` for the next time.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

BOOKWORM = "bookworm"
MIRROR = "http://deb.debian.org/debian"
SIZE = "4g"
SECONDS = 600
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "DEBIAN_FRONTEND": "noninteractive",
    "LC_ALL": "C.UTF-8",
    "HOME": "/root",
}
USERS = {"maya": 4711, "noor": 4712}
"""Ordinary users of the computer, with the numbers that they have there."""


@dataclass(frozen=True, slots=True)
class Debian:
    """A root folder with a Debian in it, ready to run programs."""

    root: Path

    def run(self, *command: str) -> str:
        """Run something there as root; what it wrote.

        Raises:
            RuntimeError: it failed; says what it wrote.
        """
        return run(["chroot", str(self.root), *command])

    def install(self, *packages: str) -> None:
        """Install packages by name, with what they depend on and nothing besides."""
        self.run(*INSTALL, *packages)

    def install_file(self, package: Path) -> None:
        """Install a package file, as a person does: apt finds what it depends on."""
        shutil.copy(package, self.root)
        self.run(*INSTALL, f"/{package.name}")

    def share(self, folder: Path) -> None:
        """Show a folder of the outside there, at the same place."""
        inside = self.root / str(folder).lstrip("/")
        inside.mkdir(parents=True)
        run(["mount", "--bind", str(folder), str(inside)])


@contextmanager
def clean_debian(root: Path, downloads: Path, release: str = BOOKWORM) -> Iterator[Debian]:
    """Make it at ``root``, an empty folder; it is gone when the block ends."""
    with ExitStack() as mounted:
        root.mkdir(parents=True, exist_ok=True)
        mounted.callback(root.rmdir)
        _mount(mounted, root, "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "clean-debian")
        downloads.mkdir(parents=True, exist_ok=True)
        run([
            "debootstrap", "--variant=minbase", f"--cache-dir={downloads}", release, str(root),
            _mirror(),
        ])  # fmt: skip
        _mount(mounted, root / "proc", "-t", "proc", "proc")
        (root / "dev/shm").chmod(0o1777)
        _mount(mounted, root / "var/cache/apt/archives", "--bind", str(downloads))
        (root / "etc/apt/apt.conf.d/90machine").write_text(_apt_settings(), "utf-8")
        (root / "etc/dpkg/dpkg.cfg.d/fast").write_text("force-unsafe-io\n", "utf-8")
        for name in ("hosts", "resolv.conf"):
            shutil.copy(f"/etc/{name}", root / "etc" / name)
        debian = Debian(root)
        for name, number in USERS.items():
            debian.run("useradd", "--create-home", "--uid", str(number), name)
        # A bus daemon answers nobody whom the computer does not know; ours run outside.
        _mount(mounted, Path("/etc/passwd"), "--bind", str(root / "etc/passwd"))
        debian.run("apt-get", "update")
        yield debian


def _mount(mounted: ExitStack, where: Path, *how: str) -> None:
    run(["mount", *how, str(where)])
    # Lazily: what runs there is ended with the process namespace, a moment later.
    mounted.callback(run, ["umount", "--lazy", str(where)])
    run(["mount", "--make-private", str(where)])


def _mirror() -> str:
    """The one that this machine takes Debian from, of those without a certificate."""
    named = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE) $(CODENAME)"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    for line in named:
        site, _, codename = line.partition(" ")
        if site.startswith("http://") and codename == BOOKWORM:
            return site
    return MIRROR


def _apt_settings() -> str:
    """How this machine reaches its mirror: a proxy, where there is one."""
    said = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True)
    lines = said.stdout.splitlines()
    return "".join(f"{line}\n" for line in lines if line.startswith("Acquire::http"))


def run(command: Sequence[str]) -> str:
    """Run something with root’s plain environment; what it wrote.

    Raises:
        RuntimeError: it failed; says what it wrote.
    """
    ended = subprocess.run(
        command,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if ended.returncode:
        last = "\n".join(ended.stdout.splitlines()[-20:])
        raise RuntimeError(f"“{' '.join(command)}” ended with {ended.returncode}:\n{last}")
    return ended.stdout
