FROM a
RUN --mount=type=cache,target=/x apt-get update && \
  # why
  apt-get inst\
all -y curl | tee log; echo 'a b' "c $(date +%s) d"
RUN if ! command -v curl; then apt-get install curl; elif x; then y; else z; fi && for i in a b $(seq 3); do echo $i; done > log 2>&1
RUN case "$x" in a|b) one ;; (c) two;; *) three; esac; while read l; do echo "$l"; done < f
RUN f() { echo hi; }; function g { a; }; f && (cd /x && make) || { echo bad >&2; exit 1; }
RUN X=1 Y="a b" Z=$(id -u) cmd --a="q r" a\ b ${x:-$(cmd2 "a")} `cmd3 x` <(sort a) > /dev/null 2>&1 &
RUN [ -f x ] && [[ $a == b* && -n "$c" ]] && ((i++)) && echo $((1+2)) $(( $(x) + 1 )) ; x=(a b $(c)) 
RUN cat <<EOF > /f && bash -eux <<'X'
hello $(whoami)
EOF
apt-get update
apt-get install \
  foo
X
RUN <<EOF
set -e
cat <<Y > z
$(inner)
Y
echo done
EOF
RUN python3 <<EOF
import os; print($(hi))
EOF
RUN echo # foo && bar
RUN echo "unclosed
RUN a && (b
RUN a; )
RUN echo $'a\nb' "a\"b" 'c'\''d' ~ {a,b} {} *.c
CMD exec "$@"
RUN ((a; b); c) && $((x)) "${x}"
RUN <<EOF
#!/usr/bin/env python3
import x
EOF
RUN sudo -E bash - <<EOF
foo
EOF
