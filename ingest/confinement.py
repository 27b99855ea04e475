"""What a reader process may not do, whatever a file makes it do: held by the operating system."""

import ctypes
import errno
import platform
import resource
import sys
from collections.abc import Sequence
from typing import Final

# No page image, temporary or unpacked file of a reader is larger; more means something has gone
# wrong.
MAX_OUTPUT_BYTES: Final = 2 * 1024**3
MAX_OPEN_FILES: Final = 1024
"""An office program needs some hundred."""

_AF_UNIX: Final = 1
_IO_URING_SETUP: Final = 425
_OTHER_ABI: Final = 0x40000000
"""Numbers from here on are the x32 interface's, which has a ``socket`` of its own."""
# By machine: AUDIT_ARCH, and the numbers of ``socket`` and ``seccomp``.
_MACHINES: Final = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}

_PR_SET_NO_NEW_PRIVS: Final = 38
_SET_MODE_FILTER: Final = 1
_ALL_THREADS: Final = 1
# Instructions of the kernel's packet filter (linux/bpf_common.h) and its answers.
_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_AT_NUMBER, _AT_MACHINE, _AT_FIRST_ARGUMENT = 0, 4, 16


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def limit_resources(memory_bytes: int) -> None:
    """Bound what this process and each of its children may take; cannot be undone."""
    limits = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, MAX_OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
    )
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def leave_network() -> bool:
    """Let this process, all its threads and its children open no connection; cannot be undone.

    Sockets within the machine's file system stay, which office programs talk to themselves by.

    Returns:
        False where the system offers no way: elsewhere than on Linux on x86-64 and ARM64, or in a
        container that forbids it.
    """
    numbers = _MACHINES.get(platform.machine())
    if numbers is None or sys.platform != "linux" or sys.maxsize <= 2**32:
        return False
    machine, socket, seccomp = numbers
    steps = _filter(machine, socket)
    program = _Program(len(steps), (_Step * len(steps))(*(_Step(*step) for step in steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    # Else only root may set a filter.
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not libc.syscall(seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(program))


def _filter(machine: int, socket: int) -> Sequence[tuple[int, int, int, int]]:
    """Steps; the jumps say how many of the next ones to leave out."""
    return (
        (_LOAD, 0, 0, _AT_MACHINE),
        (_IF_EQUAL, 0, 6, machine),
        (_LOAD, 0, 0, _AT_NUMBER),
        (_IF_AT_LEAST, 4, 0, _OTHER_ABI),
        (_IF_EQUAL, 3, 0, _IO_URING_SETUP),  # it opens connections without ``socket``
        (_IF_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _AT_FIRST_ARGUMENT),
        (_IF_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
