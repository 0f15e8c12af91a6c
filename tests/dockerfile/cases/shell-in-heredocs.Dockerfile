FROM a
RUN <<EOF
set -e
cat <<X > f && b
$(in x)
X
if c; then
  d
fi
foo() {
  e
}
g \
  h # comment
EOF
RUN sh <<A && cat <<B
a
A
`b`
B
RUN sudo -u x bash -s -- arg <<'EOF'
in sudo
EOF
RUN while read l; do a $l; done <<EOF
$(b)
EOF
