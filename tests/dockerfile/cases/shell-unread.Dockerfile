FROM a
RUN echo "open
RUN a && (b; c
RUN a; b )
RUN a; if b; then c
RUN a; fi
RUN && a
RUN a &&
RUN a ;; b
RUN a | | b
RUN a >
RUN a $(b
RUN x; for in
RUN a `b
