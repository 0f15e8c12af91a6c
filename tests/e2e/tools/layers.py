"""Looks at what an image is made of, in an OCI layout: each layer as it was written, so that what a later
layer deleted is seen too, the configuration and the history.

usage: layers.py search LAYOUT DIGEST BASE_LAYERS TEXT…   texts that must not be in it; passes over the layers
                                                          whose digests are in BASE_LAYERS. Exit code 1: found
       layers.py compare LAYOUT DIGEST DIGEST PATTERN…    says which paths make two builds differ. Exit code 1, unless
                                                          they are all of those patterns, and differ in content only
"""

import fnmatch
import gzip
import hashlib
import io
import json
import pathlib
import sys
import tarfile


def blob_of(layout, digest):
    content = (pathlib.Path(layout) / "blobs" / "sha256" / digest.removeprefix("sha256:")).read_bytes()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def parts(layout, digest):
    """The digests that a manifest names: the configuration's and the layers'."""
    manifest = json.loads(blob_of(layout, digest))
    return manifest["config"]["digest"], [layer["digest"] for layer in manifest["layers"]]


def entries(blob):
    """The entries of a layer; none when the blob is no layer."""
    try:
        with tarfile.open(fileobj=io.BytesIO(blob)) as layer:
            return list(layer)
    except tarfile.TarError:
        return []


def search(layout, digest, skip_file, *texts):
    with open(skip_file, encoding="ascii") as lines:
        skip = {line.strip() for line in lines}
    config, layers = parts(layout, digest)
    searched = found = 0
    for part in (digest, config, *layers):
        if part in skip:
            continue
        searched += 1
        blob = blob_of(layout, part)
        for text in texts:
            position = blob.find(text.encode())
            while position >= 0:
                found += 1
                holder = [e.name for e in entries(blob) if e.offset <= position < e.offset_data + e.size]
                print(f"{blob[position:position + 60]!r} in {part[7:19]}: {holder or 'the configuration or the history'}")
                position = blob.find(text.encode(), position + 4096)
    if searched < 3:
        sys.exit("no layer of its own to search")
    print(f"{found} found in {searched} blobs")
    return 1 if found else 0


def described(layout, digest):
    """What each entry of each layer is, in the order of the layers, and its content: for the comparison of two builds."""
    config, layers = parts(layout, digest)
    said = json.loads(blob_of(layout, config))
    said["rootfs"]["diff_ids"] = len(said["rootfs"]["diff_ids"])
    found = {"the configuration": (json.dumps(said, sort_keys=True), "")}
    for number, layer in enumerate(layers):
        blob = blob_of(layout, layer)
        for e in entries(blob):
            content = hashlib.sha256(blob[e.offset_data : e.offset_data + e.size]).hexdigest()[:12]
            facts = f"mode {e.mode:o} owner {e.uid}:{e.gid} time {e.mtime} size {e.size} {e.linkname} {e.pax_headers or ''}"
            found[f"/{e.name} in layer {number}"] = (facts, content)
    return found


def compare(layout, one, other, *patterns):
    a, b = described(layout, one), described(layout, other)
    different = [path for path in sorted(a.keys() | b.keys()) if a.get(path) != b.get(path)]
    for path in different[:40]:
        print(f"{path}\n  {' '.join(a.get(path, ['absent']))}\n  {' '.join(b.get(path, ['absent']))}")
    if not different:
        print("the same files in the same layers, written down differently")
        return 1

    def waived(path):
        facts = path in a and path in b and a[path][0] == b[path][0]
        return facts and any(fnmatch.fnmatchcase(path.rsplit(" in layer ", 1)[0], pattern) for pattern in patterns)

    wrong = [path for path in different if not waived(path)]
    print(f"{len(wrong)} paths differ: {' '.join(wrong[:3])}" if wrong else f"alike but for {' '.join(different)}")
    return 1 if wrong else 0


sys.exit({"search": search, "compare": compare}[sys.argv[1]](*sys.argv[2:]))
