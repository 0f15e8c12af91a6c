FROM a
COPY <<EOF /x
body
 EOF
RUN never read
