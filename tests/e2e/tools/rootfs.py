"""Looks at an image's root file system from outside, as `docker export` gives it: no shell is needed in it.

usage: docker export CONTAINER | rootfs.py list >LIST
       rootfs.py over BASE BASE_LAYERS LAYOUT DIGEST >LIST
                                                          an image's list out of its base's and its own layers in an OCI layout
       rootfs.py layers BASE_LAYERS LAYOUT DIGEST         the digests of an image's layers that its base has not
       rootfs.py writable LIST BASE UID GID [ALLOWED…]    what that user can write, or gains rights by
       rootfs.py tools LIST                               shells and package managers
       rootfs.py context LIST BASE FOLDER [ARTIFACT…]     files of the build context that are in the image
       rootfs.py own LIST BASE [EXCEPT…]                  the files and folders that the base does not have
       rootfs.py size LIST

A LIST has a line a path: type, mode, uid, gid, size, content hash, path. What BASE (the list of the base
image, or /dev/null) has exactly so is the base's business and left out. Exit code 1: something was found.
"""

import fnmatch
import hashlib
import json
import os
import pathlib
import sys
import tarfile

KINDS = {tarfile.REGTYPE: "f", tarfile.DIRTYPE: "d", tarfile.SYMTYPE: "l", tarfile.LNKTYPE: "h"}
TOOLS = set("sh bash dash ash zsh ksh mksh busybox toybox apt apt-get dpkg apk rpm dnf microdnf".split())


def listed(stream):
    archive = tarfile.open(fileobj=stream, mode="r|*")
    for entry in archive:
        kind, digest = KINDS.get(entry.type, "x"), "-"
        if kind == "f":
            digest = hashlib.sha256(archive.extractfile(entry).read()).hexdigest()
        yield kind, f"{entry.mode:04o}", entry.uid, entry.gid, entry.size, digest, "/" + entry.name.strip("/")


def blob(layout, digest):
    return pathlib.Path(layout, "blobs", "sha256", digest.removeprefix("sha256:"))


def layers(base_layers, layout, digest):
    """An image's layers that its base has not: neither as they are packed, nor by what they hold."""
    known = set(pathlib.Path(base_layers).read_text().split())
    manifest = json.loads(blob(layout, digest).read_text())
    held = json.loads(blob(layout, manifest["config"]["digest"]).read_text())["rootfs"]["diff_ids"]
    packed = [layer["digest"] for layer in manifest["layers"]]
    own = [layer for layer, content in zip(packed, held, strict=True) if not known & {layer, content}]
    if known != {"none"} and len(own) == len(packed):
        sys.exit("no layer of the base is in the image")
    return own


def over(base, base_layers, layout, digest):
    """As an engine stacks layers: a later entry takes the place of an earlier one, a white-out takes it away."""
    entries = {entry[6]: entry for entry in read(base)}
    for layer in layers(base_layers, layout, digest):
        with open(blob(layout, layer), "rb") as stream:
            for entry in listed(stream):
                folder, name = os.path.split(entry[6])
                if name == ".wh..wh..opq":
                    gone = folder.rstrip("/") + "/"
                elif name.startswith(".wh."):
                    gone = os.path.join(folder, name.removeprefix(".wh."))
                    entries.pop(gone, None)
                    gone += "/"
                else:
                    before = entries.get(entry[6])
                    gone = entry[6] + "/" if before and before[0] == "d" != entry[0] else None
                    entries[entry[6]] = tuple(map(str, entry))
                if gone:
                    for path in [path for path in entries if path.startswith(gone)]:
                        del entries[path]
    return entries.values()


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as lines:
        return [line.rstrip("\n").split("\t", 6) for line in lines]


def beyond(image, base):
    known = {tuple(entry) for entry in read(base)}
    return [entry for entry in read(image) if tuple(entry) not in known]


def under(path, folders):
    return any(path == folder.rstrip("/") or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def own(image, base, *excepted):
    return (entry[6] for entry in beyond(image, base) if entry[0] in "fd" and not under(entry[6], excepted))


def writable(image, base, uid, gid, *allowed):
    """A mode bit decides, as it does for the kernel: the owner's if it is the owner, else the group's, else the rest's."""
    for kind, mode, owner, group, _, _, path in beyond(image, base):
        if under(path, allowed):
            continue
        bits = int(mode, 8)
        shift = 6 if owner == uid else 3 if group == gid else 0
        if kind in "fdh" and bits >> shift & 2:
            yield f"{path} is writable by {uid}:{gid} (mode {mode}, owner {owner}:{group})"
        if kind in "fh" and bits & 0o6000:
            yield f"{path} is set-uid or set-gid (mode {mode})"


def tools(image):
    for kind, *_, path in read(image):
        folder, name = os.path.split(path)
        if name in TOOLS and os.path.basename(folder) in ("bin", "sbin", "busybox"):
            yield path


def context(image, base, folder, *artifacts):
    # What the build makes may well hold a file as it was: a collected asset. The search for what was planted still covers it.
    made = [a for a in artifacts if not os.path.exists(os.path.join(folder, a))]
    own = (entry for entry in beyond(image, base) if entry[0] == "f" and entry[4] != "0")
    shipped = {entry[5]: entry[6] for entry in own if not under(entry[6].removeprefix("/app/"), made)}
    for where, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(where, name)
            path = os.path.relpath(full, folder)
            if os.path.islink(full) or os.path.getsize(full) == 0:
                continue
            wanted = any(fnmatch.fnmatchcase(path, a) and path.count("/") == a.count("/") for a in artifacts) or under(path, artifacts)
            with open(full, "rb") as file:
                found = shipped.get(hashlib.file_digest(file, "sha256").hexdigest())
            if found and not wanted:
                yield f"{path} of the context is in the image as {found}"


def main(command, *arguments):
    if command == "list":
        for entry in listed(sys.stdin.buffer):
            print(*entry, sep="\t")
        return 0
    if command == "over":
        for entry in over(*arguments):
            print(*entry, sep="\t")
        return 0
    if command == "layers":
        print(*layers(*arguments), sep="\n")
        return 0
    if command == "size":
        print(sum(int(entry[4]) for entry in read(*arguments)))
        return 0
    if command == "own":
        print(*own(*arguments), sep="\n")
        return 0
    found = list({"writable": writable, "tools": tools, "context": context}[command](*arguments))
    print("\n".join(found[:40]) or "nothing")
    return 1 if found else 0


sys.stdout.reconfigure(errors="surrogateescape")
sys.exit(main(*sys.argv[1:]))
