FROM a
RUN echo ${x,,} <<EOF
EOF
RUN echo ${x:0:3} <<EOF
EOF
