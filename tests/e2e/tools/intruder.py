"""Tries from inside a running container, as its user, to write where that is not allowed, and where it is.

usage: intruder.py PID UID GID refused|allowed PATH…

Enters the container's mount namespace and root with this interpreter already loaded, so nothing of the
image is run and it needs no shell. Exit code 1: a write did not end as the fourth argument says.
"""

import ctypes
import errno
import os
import sys

pid, uid, gid, expected, *paths = sys.argv[1:]
libc = ctypes.CDLL(None, use_errno=True)
namespace = os.open(f"/proc/{pid}/ns/mnt", os.O_RDONLY)
root = os.open(f"/proc/{pid}/root", os.O_RDONLY)
if libc.setns(namespace, 0) != 0:
    sys.exit(f"setns: {os.strerror(ctypes.get_errno())}")
os.fchdir(root)
os.chroot(".")
os.setgroups([])
os.setresgid(int(gid), int(gid), int(gid))
os.setresuid(int(uid), int(uid), int(uid))


def attempt(path):
    """Opens a file for writing, or makes and removes one in a folder; None or the error's name."""
    try:
        if os.path.isdir(path):
            path = os.path.join(path, ".written-by-the-intruder")
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            os.unlink(path)
        else:
            os.close(os.open(path, os.O_WRONLY))
    except OSError as error:
        return errno.errorcode[error.errno]
    return None


wrong = 0
for path in paths:
    error = attempt(path)
    print(f"{path}: {error or 'written'}")
    wrong += (error is None) == (expected == "refused")
print(f"{len(paths) - wrong} of {len(paths)} writes {expected}")
sys.exit(1 if wrong or not paths else 0)
