# shellcheck shell=bash
# Proofs about the image, from its configuration and from its file system, without running it.

# beyond_base: the lists of the image's files and of the base's, made once each. The image's is the base's, and what its own layers
# do to that.
beyond_base() {
  rootfs_of_base
  [ ! -s "$WORK/rootfs.tsv" ] || return 0
  local base=$WORK/base.tsv
  [ "$FINAL_BASE" != scratch ] || base=/dev/null
  python3 "$TOOLS/rootfs.py" over "$base" "$WORK/base.layers" "$LAYOUT" "$(cat "$WORK/digest")" >"$WORK/rootfs.part"
  mv "$WORK/rootfs.part" "$WORK/rootfs.tsv"
}

# The base's list and its layers, made once a base: what is exactly so in the base is not the app's.
rootfs_of_base() {
  local key=$STATE/rootfs/${FINAL_BASE##*sha256:}
  [ ! -s "$WORK/base.layers" ] || return 0
  if [ "$FINAL_BASE" = scratch ]; then
    # The one folder that every other base has too; exactly so, and nothing in it.
    printf 'd\t1777\t%s\t%s\t0\t-\t/tmp\n' "$APP_UID" "$APP_GID" >"$WORK/base.tsv"
    echo none >"$WORK/base.layers"
    return 0
  fi
  mkdir -p "$STATE/rootfs"
  if [ ! -s "$key.layers" ]; then # made elsewhere and moved: another case may be at it too
    docker image inspect "$FINAL_BASE" >/dev/null 2>&1 || docker pull -q "$FINAL_BASE"
    rootfs "$FINAL_BASE" "$WORK/base"
    in_lab docker buildx imagetools inspect --raw "$FINAL_BASE" >"$WORK/base.index"
    in_lab docker buildx imagetools inspect --raw "${FINAL_BASE%@*}@$(grep -om1 'sha256:[0-9a-f]*' "$WORK/base.index")" |
      grep -o 'sha256:[0-9a-f]*' >"$WORK/base.parts"
    # By what they hold, too: another builder packs the same layers anew.
    docker image inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' "$FINAL_BASE" >>"$WORK/base.parts"
    mv "$WORK/base" "$key"
    mv "$WORK/base.parts" "$key.layers"
  fi
  cp "$key" "$WORK/base.tsv"
  cp "$key.layers" "$WORK/base.layers"
}

# config: a numeric user, exec-form commands, the port and a healthcheck are what the image says of itself.
proof_config() {
  local said user command ports test=''
  # shellcheck disable=SC1083 # a template
  said=$(docker image inspect -f $'{{.Config.User}}\n{{json .Config.Entrypoint}} {{json .Config.Cmd}}\n{{json .Config.ExposedPorts}}\n{{with .Config.Healthcheck}}{{json .Test}}{{end}}' "$IMAGE")
  { read -r user && read -r command && read -r ports && read -r test || true; } <<<"$said"
  [ "$user" = "$APP_UID:$APP_GID" ] || refuse "USER is $user, not $APP_UID:$APP_GID"
  case $command in
    *'/bin/sh","-c"'*) refuse "a command in shell form" ;;
    'null null' | '') refuse "no command" ;;
  esac
  [ -z "$PORT" ] || grep -q "\"$PORT/tcp\"" <<<"$ports" || refuse "port $PORT is not exposed"
  if [ "$HEALTH" = probe ]; then
    grep -q '^\["CMD",' <<<"$test" || refuse "no exec-form HEALTHCHECK"
  fi
  echo "USER $user, $command"
}

# unwritable: by modes and owners, the app's user can write nothing of its own files but what `writable` names.
proof_unwritable() {
  beyond_base
  # shellcheck disable=SC2086 # a list of paths
  python3 "$TOOLS/rootfs.py" writable "$WORK/rootfs.tsv" "$WORK/base.tsv" "$APP_UID" "$APP_GID" $WRITABLE
  if [ "$OPENSHIFT" = 1 ]; then
    # shellcheck disable=SC2086
    python3 "$TOOLS/rootfs.py" writable "$WORK/rootfs.tsv" "$WORK/base.tsv" "$ANY_UID" 0 $WRITABLE
  fi
  echo "nothing${WRITABLE:+ but $WRITABLE}"
}

# shell: no shell and no package manager, where the base promises that; elsewhere those of the base and no others.
proof_shell() {
  local had
  case $SHELL_PROMISED:$FINAL_BASE in 1:*distroless* | 1:scratch) refuse "a shell is planned in $FINAL_BASE" ;; esac
  beyond_base
  if [ "$SHELL_PROMISED" = 0 ]; then
    python3 "$TOOLS/rootfs.py" tools "$WORK/rootfs.tsv"
    echo "none"
    return 0
  fi
  had=$(python3 "$TOOLS/rootfs.py" tools "$WORK/base.tsv") && refuse "the plan counts on a shell, and ${FINAL_BASE%@*} has none"
  diff <(echo "$had") <(python3 "$TOOLS/rootfs.py" tools "$WORK/rootfs.tsv") || refuse "others than in ${FINAL_BASE%@*}"
  echo "those of ${FINAL_BASE%@*}: $(wc -l <<<"$had")"
}

# no-context: no planted file, and no other file of the context but the artifacts, is in the image or was in a layer.
proof_no_context() {
  beyond_base
  set -f # the artifacts may be patterns
  # shellcheck disable=SC2086 # a list of paths
  python3 "$TOOLS/rootfs.py" context "$WORK/rootfs.tsv" "$WORK/base.tsv" "$WORK/src" $ARTIFACTS
  python3 "$TOOLS/layers.py" search "$LAYOUT" "$(cat "$WORK/digest")" "$WORK/base.layers" "$CANARY"
}

# no-secret: the value of a build secret is in no layer, in no configuration and in no history.
proof_no_secret() {
  [ -n "$SECRETS" ] || not_applicable "app.toml has no secrets"
  beyond_base
  python3 "$TOOLS/layers.py" search "$LAYOUT" "$(cat "$WORK/digest")" "$WORK/base.layers" "$CANARY_SECRET"
  docker history --no-trunc "$IMAGE" | grep -F "$CANARY_SECRET" && refuse "the history has it"
  echo "not in any layer"
}

# size: no proof, but a number for the table: unpacked, beside that of the base.
measure_size() {
  beyond_base
  local image base
  image=$(python3 "$TOOLS/rootfs.py" size "$WORK/rootfs.tsv")
  base=$(python3 "$TOOLS/rootfs.py" size "$WORK/base.tsv")
  awk -v i="$image" -v b="$base" 'BEGIN { printf "%.1f MB, of which the base %.1f MB\n", i / 1e6, b / 1e6 }'
}
