FROM a
COPY
COPY a
ADD --link a
RUN still read
