#!/usr/bin/env python3
"""Pushes small images to an open registry: an index of two platforms each, or one manifest.

usage: push.py HOST:PORT BUILD NAME:TAG…    a NAME:TAG=single gets one Docker manifest; prints each with the digest that the registry gives
"""

import hashlib
import http.client
import json
import sys

HOST, BUILD, IMAGES = sys.argv[1], sys.argv[2], sys.argv[3:]
connection = http.client.HTTPConnection(HOST)


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def ask(method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    response.read()
    return response


def blob(name, data):
    digest = sha256(data)
    where = ask("POST", f"/v2/{name}/blobs/uploads/").headers["location"]
    where = where.split(HOST, 1)[-1]
    joint = "&" if "?" in where else "?"
    response = ask("PUT", f"{where}{joint}digest={digest}", data, {"content-type": "application/octet-stream"})
    assert response.status == 201, response.status
    return {"digest": digest, "size": len(data)}


def manifest(name, reference, kind, document):
    data = json.dumps(document).encode()
    response = ask("PUT", f"/v2/{name}/manifests/{reference or sha256(data)}", data, {"content-type": kind})
    assert response.status == 201, response.status
    return {"mediaType": kind, "digest": response.headers["docker-content-digest"], "size": len(data)}


def single(name, tag, architecture):
    docker = "application/vnd.docker"
    config = json.dumps({"architecture": architecture, "os": "linux", "config": {}, "build": BUILD, "rootfs": {"type": "layers", "diff_ids": []}})
    layer = blob(name, b"layer " + BUILD.encode())
    document = {
        "schemaVersion": 2,
        "mediaType": f"{docker}.distribution.manifest.v2+json",
        "config": {"mediaType": f"{docker}.container.image.v1+json", **blob(name, config.encode())},
        "layers": [{"mediaType": f"{docker}.image.rootfs.diff.tar.gzip", **layer}],
    }
    return manifest(name, tag, document["mediaType"], document)


for image in IMAGES:
    image, _, form = image.partition("=")
    name, tag = image.rsplit(":", 1)
    if form == "single":
        pushed = single(name, tag, "amd64")
    else:
        entries = [{**single(name, None, a), "platform": {"os": "linux", "architecture": a}} for a in ("amd64", "arm64")]
        kind = "application/vnd.docker.distribution.manifest.list.v2+json"
        pushed = manifest(name, tag, kind, {"schemaVersion": 2, "mediaType": kind, "manifests": entries})
    print(image, pushed["digest"])
