FROM a
RUN <<EOF
EOF
RUN <<A <<B
a
A
b
B
COPY <<"" /x
