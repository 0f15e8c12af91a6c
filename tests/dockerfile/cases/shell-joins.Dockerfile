FROM a
RUN a && b || c ; d | e |& f & g
RUN a &&\
  b &\
& c
RUN ! a && ! b | c
RUN a; b;
RUN a &
