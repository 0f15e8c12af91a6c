"""Looks at what an image is made of, in an OCI archive: each layer as it was written, so that what a later
layer deleted is seen too, the configuration and the history.

usage: layers.py search ARCHIVE BASE_LAYERS TEXT…   texts that must not be in it; passes over the blobs
                                                    whose digests are in BASE_LAYERS. Exit code 1: found
       layers.py compare ARCHIVE ARCHIVE            says which paths make two builds differ. Exit code 1
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile


def blobs(archive):
    with tarfile.open(archive) as tar:
        for entry in tar:
            if entry.isfile() and entry.name.startswith("blobs/"):
                content = tar.extractfile(entry).read()
                yield entry.name.rsplit("/", 1)[-1], gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def entries(blob):
    """The entries of a layer; none when the blob is no layer."""
    try:
        with tarfile.open(fileobj=io.BytesIO(blob)) as layer:
            return list(layer)
    except tarfile.TarError:
        return []


def search(archive, skip_file, *texts):
    with open(skip_file, encoding="ascii") as lines:
        skip = {line.strip().removeprefix("sha256:") for line in lines}
    searched = found = 0
    for digest, blob in blobs(archive):
        if digest in skip:
            continue
        searched += 1
        for text in texts:
            position = blob.find(text.encode())
            while position >= 0:
                found += 1
                holder = [e.name for e in entries(blob) if e.offset <= position < e.offset_data + e.size]
                print(f"{blob[position:position + 60]!r} in {digest[:12]}: {holder or 'the configuration or the history'}")
                position = blob.find(text.encode(), position + 4096)
    if searched < 2:
        sys.exit("the archive has no blobs to search")
    print(f"{found} found in {searched} blobs")
    return 1 if found else 0


def described(archive):
    """What each entry of each layer is, in the order of the layers: a line for the comparison of two builds."""
    held = dict(blobs(archive))
    with tarfile.open(archive) as tar:
        index = json.load(tar.extractfile("index.json"))
    manifest = json.loads(held[index["manifests"][0]["digest"].removeprefix("sha256:")])
    found = {"the configuration": held[manifest["config"]["digest"].removeprefix("sha256:")].decode()}
    for number, layer in enumerate(manifest["layers"]):
        blob = held[layer["digest"].removeprefix("sha256:")]
        for e in entries(blob):
            content = hashlib.sha256(blob[e.offset_data : e.offset_data + e.size]).hexdigest()[:12]
            found[f"/{e.name} in layer {number}"] = f"mode {e.mode:o} owner {e.uid}:{e.gid} time {e.mtime} size {e.size} {e.linkname}{content} {e.pax_headers or ''}"
    return found


def compare(one, other):
    a, b = described(one), described(other)
    different = [path for path in sorted(a.keys() | b.keys()) if a.get(path) != b.get(path)]
    for path in different[:40]:
        print(f"{path}\n  {a.get(path, 'absent')}\n  {b.get(path, 'absent')}")
    print(f"{len(different)} paths differ: {' '.join(different[:3])}")
    return 1


sys.exit({"search": search, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
