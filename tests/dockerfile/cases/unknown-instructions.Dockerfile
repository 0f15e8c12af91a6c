FROM a
RUNN x \
  y
&& z
RUN fine
# c
COPPY <<EOF /x
body
EOF
