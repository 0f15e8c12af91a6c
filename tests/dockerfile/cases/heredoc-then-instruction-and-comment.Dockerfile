FROM a
RUN <<EOF
x
EOF
RUN y
COPY <<EOF /x
x
EOF
# comment right after
RUN z
