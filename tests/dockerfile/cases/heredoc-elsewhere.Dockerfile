FROM a
CMD cat <<EOF
RUN x
