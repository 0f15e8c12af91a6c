FROM a
RUN cat << EOF > x
body
EOF
RUN cat <<- EOF
RUN echo $((1 << 2)) <<< word
RUN x
2))
