FROM a
\
RUN x
RUN a \
\
  b
